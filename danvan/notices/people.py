"""The people of a board: inviting them, giving and ending posts, and letting them set a new password; on the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from danvan.accounts.models import Post, Role, User
from danvan.accounts.people import free_username, may_appoint, may_keep, password_link
from danvan.dossiers.windows import told
from danvan.kit import dates
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.notices import wording
from danvan.notices.enums import By, NoticeKind, Outcome
from danvan.notices.models import Dispatch
from danvan.notices.posting import absolute, deliver
from danvan.notices.templates import wordings
from danvan.units.models import Unit

HIDDEN = "(đường dẫn dùng một lần, không lưu)"


class CannotAppoint(Exception):
    """Nothing was stored; the message says why, and ``place`` which field it is about."""

    def __init__(self, sentence: str, place: str = "") -> None:
        super().__init__(sentence)
        self.place = place


@dataclass(frozen=True)
class Newcomer:
    """Who is invited, where to, and as what."""

    full_name: str
    unit: Unit
    role: str
    username: str = ""
    email: str = ""


@transaction.atomic
def invite(*, who: Newcomer, by: User, at: datetime) -> Post:
    """A new person with a post from today on and no password yet. Raises ``CannotAppoint``."""
    wait_for_writers()
    _refuse(by, who.role, who.unit)
    if not who.full_name:
        raise CannotAppoint("Cần ghi họ và tên.", "full_name")
    username = who.username.lower() or free_username(who.full_name)
    if User.objects.filter(username__iexact=username).exists():
        raise CannotAppoint(f"Tên đăng nhập {username} đã có người dùng. Hãy chọn tên khác.", "username")
    user = User(username=username, full_name=who.full_name, email=who.email)
    user.set_unusable_password()
    user.save()
    post = Post.objects.create(user=user, unit=who.unit, role=who.role, from_on=timezone.localdate(at))
    record(Act(post, "invite", "Mời người dùng", who.unit, details=_told(post)), by=by, at=at)
    return post


@transaction.atomic
def appoint(*, user: User, role: str, unit: Unit, by: User, at: datetime) -> Post:
    """One more post for someone who has an account. Raises ``CannotAppoint``."""
    wait_for_writers()
    _refuse(by, role, unit)
    if not may_keep(by, user):
        raise CannotAppoint(f"Bạn không quản lý tài khoản của {user}.")
    today = timezone.localdate(at)
    if Post.objects.filter(Post.held_on(today), user=user, unit=unit, role=role).exists():
        raise CannotAppoint(f"{user} đang giữ phân công này.", "role")
    post = Post.objects.create(user=user, unit=unit, role=role, from_on=today)
    record(Act(post, "appoint", "Phân công", unit, details=_told(post)), by=by, at=at)
    return post


def _refuse(by: User, role: str, unit: Unit) -> None:
    if not may_appoint(by, role, unit):
        raise CannotAppoint(f"Bạn không phân công “{Role(role).label}” tại {unit.name} được.", "role")
    if unit.ended_on is not None:
        raise CannotAppoint(f"{unit.name} đã kết thúc, không phân công thêm được.", "unit")


def _told(post: Post) -> dict[str, list[str]]:
    return {"person": ["", f"{post.user} ({post.user.username})"], "role": ["", post.get_role_display()]}


@transaction.atomic
def end_post(*, post: Post, on: date, reason: str, by: User, at: datetime) -> Post:
    """The post is held until that day and no longer. Raises ``CannotAppoint``."""
    wait_for_writers()
    fresh = Post.objects.select_related("user", "unit").get(pk=post.pk)
    today = timezone.localdate(at)
    if not may_appoint(by, fresh.role, fresh.unit):
        raise CannotAppoint("Bạn không kết thúc phân công này được.")
    if fresh.to_on is not None and fresh.to_on < today:
        raise CannotAppoint(f"Phân công này đã kết thúc ngày {dates.short(fresh.to_on)}.")
    if not reason.strip():
        raise CannotAppoint("Cần ghi rõ lý do.", "reason")
    if on < fresh.from_on:
        raise CannotAppoint(f"Phân công bắt đầu từ {dates.short(fresh.from_on)}, không kết thúc trước ngày đó.", "on")
    others = [held for held in fresh.user.posts if held.pk != fresh.pk]
    if fresh.user_id == by.pk and not others:
        raise CannotAppoint("Đây là phân công cuối cùng của bạn. Hãy nhờ người khác kết thúc giúp.")
    before = dates.short(fresh.to_on) if fresh.to_on else ""
    fresh.to_on = on
    fresh.save(update_fields=["to_on"])
    details = {"person": [str(fresh.user), str(fresh.user)], "to_on": [before, dates.short(on)]}
    act = Act(fresh, "end_post", "Kết thúc phân công", fresh.unit, note=reason.strip(), details=details)
    record(act, by=by, at=at)
    return fresh


@transaction.atomic
def reset(*, user: User, by: User, at: datetime) -> str:
    """End the old password and every session with it; gives the link to a new one. Raises ``CannotAppoint``."""
    wait_for_writers()
    fresh = User.objects.select_for_update().get(pk=user.pk)
    posts = fresh.posts
    if not may_keep(by, fresh):
        raise CannotAppoint(
            f"Bạn không đặt lại mật khẩu của {fresh} được: người này còn giữ việc ngoài phạm vi của bạn."
        )
    if fresh.pk == by.pk:
        raise CannotAppoint("Mật khẩu của chính bạn đổi ở mục “Đổi mật khẩu”.")
    fresh.set_unusable_password()  # a session holds only while the password it began with stands
    fresh.save(update_fields=["password"])
    unit = posts[0].unit if posts else None
    record(Act(fresh, "reset_password", "Đặt lại mật khẩu", unit), by=by, at=at)
    return password_link(fresh)


def hand_over(*, post: Post, kind: str, link: str, by: User, at: datetime) -> Dispatch | None:
    """E-mail the link where there is an address. The log keeps the letter, never the link."""
    user, template = post.user, wordings(kind).of(post.unit)
    if not (settings.EMAIL_ON and user.email):
        return None
    values = {
        "ho_ten": str(user), "ten_don_vi": post.unit.name, "ten_dang_nhap": user.username,
        "vai_tro": Role(post.role).label, "co_quan": by.posts[0].unit.name, "han": holds_until(at),
    }  # fmt: skip
    subject = wording.subject(template.subject, values)
    body = wording.fill(template.body, {**values, "dia_chi": absolute(link)})
    error = deliver(EmailMessage(subject, body, to=[user.email]))
    return Dispatch.objects.create(
        recipient=user, unit=post.unit, kind=kind, channel=By.EMAIL, address=user.email, subject=subject,
        body=wording.fill(template.body, {**values, "dia_chi": HIDDEN}), at=at, tried_at=at, attempts=3,
        outcome=Outcome.FAILED if error else Outcome.SENT, error=error,
    )  # fmt: skip


def holds_until(at: datetime) -> str:
    """Until when a link made now holds."""
    return told(at + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT))


INVITE, RESET = NoticeKind.INVITE, NoticeKind.RESET
