"""Why a complaint cannot be filed, and who may not answer it: each function returns a sentence, or ""."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from danvan.accounts.access import GRANTS, Action, may
from danvan.accounts.models import Post, User
from danvan.appeals.models import Appeal
from danvan.appeals.queries import last_day
from danvan.dossiers.conflicts import grounds, why_barred
from danvan.dossiers.enums import CardState, State
from danvan.dossiers.models import Dossier, Refusal, Scorecard
from danvan.dossiers.refused import last_refusal
from danvan.dossiers.voices import last_voice
from danvan.kit import dates
from danvan.ledger.models import Event

ANOTHER = "cần người khác trả lời"
_CONFIRMED = ("confirm", "confirm_direct")
_ANSWERING = {
    str(role): Action.REVIEW in grants for role, grants in GRANTS.items()
    if Action.REVIEW in grants or Action.APPROVE in grants
}  # fmt: skip


def may_file(by: User, dossier: Dossier) -> bool:
    """Those who write for the unit may complain for it."""
    return may(by, Action.EDIT, dossier.keeper)


def why_not_file(refusal: Refusal, by: User, at: datetime) -> str:
    """Why this person cannot complain about this refusal now."""
    dossier = refusal.dossier
    if not may_file(by, dossier):
        return f"Chỉ người được soạn hồ sơ của {dossier.unit_name} gửi được kiến nghị."
    last = last_refusal(dossier)
    if dossier.state != State.DECLINED or last is None or last.pk != refusal.pk:
        return "Kết luận này đã được xem lại; hãy tải lại trang."
    if Appeal.objects.filter(refusal=refusal).exists():
        return "Đơn vị đã gửi kiến nghị về kết luận này; mỗi kết luận kiến nghị một lần."
    until = last_day(refusal)
    if until is None:
        return "Đợt này không nhận kiến nghị xem lại."
    if timezone.localdate(at) > until:
        return f"Đã hết hạn kiến nghị: đợt này nhận đến hết ngày {dates.short(until)}."
    return ""


def why_not_answer(appeal: Appeal, by: User) -> str:
    """Why this person may not answer: not of the organiser, had a part in the conclusion, or is not free of ties."""
    host = appeal.dossier.campaign.keeper
    if not (may(by, Action.REVIEW, host) or may(by, Action.APPROVE, host)):
        return "Chỉ người thẩm định hoặc người duyệt của cơ quan tổ chức đợt trả lời được kiến nghị."
    return _had_a_part(appeal, by.pk, judges(appeal)) or why_barred(appeal.dossier, by)


def _had_a_part(appeal: Appeal, person: int, judged: Iterable[int]) -> str:
    if person == appeal.refusal.refused_by_id:
        return f"Bạn là người kết luận không công nhận hồ sơ này: {ANOTHER}."
    if person in judged:
        return f"Bạn đã ký phiếu thẩm định hoặc xác nhận hồ sơ này: {ANOTHER}."
    if person == appeal.filed_by_id:
        return f"Bạn là người gửi kiến nghị này: {ANOTHER}."
    return ""


def judges(appeal: Appeal) -> set[int]:
    """Who judged what was refused: signed the last card or one of the two before it, or confirmed it."""
    dossier, before = appeal.dossier, appeal.refusal.refused_at
    events = Event.objects.filter(at__lte=before).order_by("-pk").values_list("actor", flat=True)
    found = {events.filter(subject=Event.subject_of(dossier), verb__in=_CONFIRMED).first()}
    card = Scorecard.objects.filter(dossier=dossier, voice=last_voice(dossier)).first()
    if card is not None:
        found.add(events.filter(subject=Event.subject_of(card), verb="sign_review").first())
        found.add(card.signed_by_id)
    found |= set(dossier.blind_cards.filter(state=CardState.SIGNED).values_list("seat__person", flat=True))
    return {pk for pk in found if pk}


def who_may_answer(appeal: Appeal, at: datetime) -> list[User]:
    """The people of the organiser who are free to answer, in the order of appointment."""
    host = appeal.dossier.campaign.keeper
    posts = Post.objects.filter(Post.held_on(timezone.localdate(at)), role__in=_ANSWERING, user__is_active=True)
    near = [
        post.user for post in posts.select_related("user", "unit").order_by("pk")
        if post.unit_id == host.pk or (not _ANSWERING[post.role] and host.path.startswith(post.unit.path))
    ]  # fmt: skip
    people, judged = list(dict.fromkeys(near)), judges(appeal)
    tied = grounds([person.pk for person in people], [appeal.dossier_id])
    return [
        one for one in people
        if not _had_a_part(appeal, one.pk, judged) and (appeal.dossier_id, one.pk) not in tied
    ]  # fmt: skip
