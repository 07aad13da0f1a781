"""What a returned dossier leaves open: the points still asked, the locks around them, and what they hold up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from danvan.accounts.models import User
from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.dossiers.content import WRITTEN
from danvan.dossiers.enums import State, Voice
from danvan.dossiers.models import Ask, Dossier, DossierQuerySet, Return
from danvan.dossiers.snapshots import Changed, Snapshot, changed, snapshot
from danvan.dossiers.voices import last_voice, voices

# The states in which what was asked with a step is still owed. A board that hands a dossier on to the unit below
# still owes its own answer when the dossier is back with it.
OWED = {
    "return": frozenset({State.RETURNED}),
    "rework": frozenset({State.REWORK}),
    "send_back": frozenset({State.SENT_BACK, State.REPORTED}),
    "reconsider": frozenset({State.SENT}),
    "reconsider_direct": frozenset({State.REPORTED}),
}
# Where a dossier arrives when it is sent again, and which returns that closes.
CLOSES = {
    State.SUBMITTED: frozenset({"return"}),
    State.REPORTED: frozenset({"rework"}),
    State.SENT: frozenset({"send_back"}),
    State.CONFIRMED: frozenset({"reconsider", "reconsider_direct"}),
}
_OWING = frozenset().union(*OWED.values())
MODEL_FIELDS = (
    "title", "theme", "continuity", "holder_kind", "holder_name", "contact", "forces", "situation", "objectives",
    "method", "place", "resources", "schedule", "outputs", "upkeep",
)  # fmt: skip
TITLE_FIELDS = ("contact", "target_count", "objectives")
LATER = ("contact", "achieved")  # what may be written while the work is being done


@dataclass(frozen=True)
class Opened:
    """What the points of a return leave open; ``everything`` when the whole dossier was given back."""

    everything: bool
    fields: frozenset[str]
    criteria: frozenset[int]


def with_returns(dossiers: DossierQuerySet) -> DossierQuerySet:
    """Dossiers that know whether they were ever returned, so that the pages of the others ask nothing more."""
    return dossiers.annotate(has_returns=Exists(Return.objects.filter(dossier=OuterRef("pk"))))


def open_return(dossier: Dossier) -> Return | None:
    """The return whose points are still owed where the dossier lies now, or None."""
    if dossier.state not in _OWING or not getattr(dossier, "has_returns", True):
        return None
    found = dossier.returns.filter(closed_at__isnull=True).select_related("unit", "returned_by").first()
    return found if found is not None and dossier.state in OWED.get(found.step, frozenset()) else None


def answering(dossier: Dossier, step: str) -> Voice:
    """The voice of those to whom a step gives the dossier back."""
    if step in {"return", "rework"}:
        return Voice.SELF
    return Voice.SUPERIOR if step == "send_back" else last_voice(dossier)


def answered_by(dossier: Dossier, step: str) -> list[Voice]:
    """The voices that may say something else once the dossier is sent again."""
    order = voices(dossier)
    return order[: order.index(answering(dossier, step)) + 1]


def opened(dossier: Dossier, voice: str) -> Opened | None:
    """What this voice may change, or None when nothing is owed by it and the usual rules hold."""
    turned = open_return(dossier)
    if turned is None or answering(dossier, turned.step) != voice:
        return None
    asked = Ask.objects.filter(turned_back__dossier=dossier, turned_back__gte=turned.pk)
    points = list(asked.values_list("field", "criterion"))
    return Opened(
        everything=not points or any(not field and criterion is None for field, criterion in points),
        fields=frozenset(field for field, _ in points if field),
        criteria=frozenset(criterion for _, criterion in points if criterion is not None),
    )  # fmt: skip


def fields_locked(dossier: Dossier, names: Iterable[str]) -> str:
    """Why these fields of a returned dossier may not be changed: nobody asked for it; or ""."""
    left = opened(dossier, Voice.SELF)
    if left is None or left.everything:
        return ""
    wanted = set(names) - left.fields
    words = "; ".join(field_label(dossier, name) for name in WRITTEN if name in wanted)
    return f"Không nằm trong yêu cầu sửa của lần trả lại này nên đang khóa: {words}." if wanted else ""


def criteria_locked(dossier: Dossier, voice: str, criteria: Iterable[Criterion | None]) -> str:
    """Why a voice may not touch these criteria (None: the dossier as a whole) of a returned dossier, or ""."""
    left = None if dossier.campaign.is_archive else opened(dossier, voice)
    if left is None or left.everything:
        return ""
    wanted = [one for one in criteria if one is None or one.pk not in left.criteria]
    if not wanted:
        return ""
    words = ", ".join(str(one.order) for one in wanted if one is not None)
    subject = f"Tiêu chí {words}" if words else "Minh chứng chung của hồ sơ"
    return f"{subject} không nằm trong yêu cầu sửa của lần trả lại này nên đang khóa."


def askable_fields(dossier: Dossier, step: str) -> tuple[str, ...]:
    """The fields that a step may ask to mend, in the order of the form."""
    if step == "return":
        return MODEL_FIELDS if dossier.is_model else TITLE_FIELDS
    return LATER if step == "rework" else ()


def askable_criteria(dossier: Dossier, step: str) -> QuerySet[Criterion]:
    """The criteria that a step may ask to mend: those of the list the dossier is scored on."""
    version = None if step == "return" else version_of(dossier)
    criteria = Criterion.objects.filter(version=version) if version else Criterion.objects.none()
    return criteria.select_related("group").order_by("order")


def version_of(dossier: Dossier) -> CriteriaVersion | None:
    """The list on which a dossier is scored, or None."""
    card = dossier.cards.select_related("version").first()
    if card is not None:
        return card.version
    track = dossier.campaign.tracks.filter(track=dossier.track).select_related("version").first()
    return track.version if track else None


def field_label(dossier: Dossier, name: str) -> str:
    """A field as the forms call it."""
    if name == "objectives" and not dossier.is_model:
        return "kế hoạch"
    return str(Dossier._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def point_label(dossier: Dossier, ask: Ask) -> str:
    """A point in few words: a field by its name, a criterion by its number."""
    if ask.criterion is not None:
        return f"tiêu chí {ask.criterion.order}"
    return field_label(dossier, ask.field) if ask.field else "cả hồ sơ"


def now(dossier: Dossier, turned: Return) -> Snapshot:
    """What a returned dossier says: as it was sent again, or as it stands while it is being mended."""
    sent: Snapshot | None = turned.before.get("sent")
    return sent if sent is not None else snapshot(dossier, answered_by(dossier, turned.step))


def is_met(ask: Ask, difference: Changed) -> bool:
    """Was a point answered in words, or was what it names changed?"""
    if ask.answer.strip():
        return True
    if ask.criterion_id is not None:
        return ask.criterion_id in difference.criteria
    if ask.field:
        return ask.field in difference.fields
    return bool(difference) or not ask.remark  # a note to the whole dossier is read, not ticked off


def points_of(turned: Return) -> list[Ask]:
    """The points of a return, fields before criteria, in the order of the forms."""
    order = {name: place for place, name in enumerate(WRITTEN)}
    points = turned.asks.select_related("criterion", "reason", "answered_by")
    return sorted(points, key=lambda p: (p.criterion.order if p.criterion else 0, order.get(p.field, -1), p.pk))


def points_left(dossier: Dossier, at: datetime) -> str:
    """Names the points that are neither answered nor mended; a blocker of sending again."""
    turned = open_return(dossier)
    if turned is None:
        return ""
    difference = changed(turned.before, now(dossier, turned))
    left = [point_label(dossier, ask) for ask in points_of(turned) if not is_met(ask, difference)]
    return f"Còn {len(left)} điểm chưa trả lời: {'; '.join(left)}." if left else ""


def close_return(dossier: Dossier, by: User, at: datetime) -> None:
    """The dossier was sent again: what was asked is answered, and what a board had handed on it owes again."""
    turned = dossier.returns.filter(closed_at__isnull=True).first()
    if turned is None or turned.step not in CLOSES.get(State(dossier.state), frozenset()):
        return
    turned.before["sent"] = snapshot(dossier, answered_by(dossier, turned.step))
    turned.closed_at = at
    turned.save(update_fields=["before", "closed_at"])
    handed_on = dossier.returns.filter(closed_at=turned.returned_at).exclude(pk=turned.pk).order_by("-pk").first()
    if handed_on is not None and "sent" not in handed_on.before:
        handed_on.closed_at = None
        handed_on.save(update_fields=["closed_at"])
