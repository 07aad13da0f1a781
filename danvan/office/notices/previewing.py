"""A wording filled with what one's own unit would really read today, nothing stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse

from danvan.accounts.models import User
from danvan.notices import wording
from danvan.notices.actions import digest, limit
from danvan.notices.calendar import Calendar
from danvan.notices.enums import Due, NoticeKind
from danvan.notices.owed import Owed, counted, owed_by_all
from danvan.notices.people import HIDDEN, holds_until
from danvan.notices.posting import absolute
from danvan.office.reach import campaigns_for
from danvan.units.models import Unit


def preview(kind: str, subject: str, body: str, user: User, at: datetime) -> tuple[str, str]:
    """The subject and the body as this person's own unit would read them."""
    values = sample(kind, user, at)
    return wording.subject(subject, values), wording.fill(body, values)


def sample(kind: str, user: User, at: datetime) -> Mapping[str, str]:
    """What fills each place: the latest campaign in reach, one's own work, one's own name."""
    unit = user.posts[0].unit
    common = {"ho_ten": str(user), "ten_don_vi": unit.name, "dia_chi": absolute(reverse("office:desk"))}
    if kind == NoticeKind.REMINDER:
        return {**common, **_work(user, at)}
    if kind in {NoticeKind.INVITE, NoticeKind.RESET}:
        return {
            **common, "ten_dang_nhap": user.username, "vai_tro": user.posts[0].get_role_display(),
            "co_quan": unit.name, "han": holds_until(at), "dia_chi": HIDDEN,
        }  # fmt: skip
    return {**common, **_campaign(user, unit, at), **_verdict(kind, unit)}


def _verdict(kind: str, unit: Unit) -> dict[str, str]:
    """A result, a complaint and an answer as an example; there may be none yet."""
    if kind not in {NoticeKind.RESULT, NoticeKind.APPEAL, NoticeKind.ANSWER}:
        return {}
    return {
        "ho_so": f"Hồ sơ {unit.name}", "ket_qua": "chưa được công nhận", "huong_dan": "Giấy báo kết quả ghi lý do.",
        "don_vi": unit.name, "han_tra_loi": "(ngày)", "tra_loi": "giữ nguyên kết luận", "noi_dung": "(trả lời)",
    }  # fmt: skip


def _work(user: User, at: datetime) -> dict[str, str]:
    own = next((person.owed for person in owed_by_all(at) if person.pk == user.pk), [])
    shown = own or [Owed("REGISTER", f"{user.posts[0].unit.name} (ví dụ, hiện không còn việc nào)", "", Due.REGISTER)]
    return {"viec": digest(shown, at), "so_viec": f"{counted(shown)} việc"}


def _campaign(user: User, unit: Unit, at: datetime) -> dict[str, str]:
    campaign = campaigns_for(user).first()
    if campaign is None:
        return {"ten_dot": "(chưa có đợt nào)", "co_quan": unit.name, "nguoi_nhac": unit.name}
    papers = campaign.files.filter(removed_at__isnull=True).order_by("pk").values_list("name", flat=True)
    return {
        "ten_dot": campaign.name, "co_quan": campaign.keeper.name, "huong_dan": campaign.guidance,
        "tep": ", ".join(papers) or "không có", "nguoi_nhac": unit.name, "con_thieu": "chưa đăng ký nội dung nào",
        "han_dang_ky": limit(Calendar(campaign, at), unit.kind, unit.pk),
    }  # fmt: skip
