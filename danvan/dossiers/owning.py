"""Who in a unit holds which criterion of its card, and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from danvan.accounts.access import Action, may
from danvan.accounts.models import Post, User
from danvan.criteria.models import Criterion
from danvan.dossiers.cards import Assignment
from danvan.dossiers.models import Dossier
from danvan.kit import dates, vi
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.units.models import Unit

MAX_OFFICE = 200


class CannotAssign(Exception):
    """The assignment cannot be stored; the message says why."""


@dataclass(frozen=True)
class Holder:
    """A person of the unit or an office by its name, and the day it is due. Neither takes the assignment away."""

    person: User | None = None
    office: str = ""
    due_on: date | None = None

    @property
    def is_blank(self) -> bool:
        return self.person is None and not vi.clean_line(self.office)


def may_assign(by: User, dossier: Dossier) -> bool:
    """Those who write for the unit share its criteria out."""
    return may(by, Action.EDIT, dossier.keeper)


def people_of(unit: Unit, today: date) -> list[User]:
    """Those who hold a post in the unit on a day, in the order of appointment."""
    posts = Post.objects.filter(Post.held_on(today), unit=unit, user__is_active=True).select_related("user")
    return list(dict.fromkeys(post.user for post in posts.order_by("pk")))


@transaction.atomic
def assign(*, dossier: Dossier, holders: Mapping[Criterion, Holder], by: User, at: datetime) -> int:
    """Set who holds these criteria of a dossier; gives how many changed. Raises ``CannotAssign``."""
    wait_for_writers()
    if not may_assign(by, dossier):
        raise CannotAssign(f"Bạn không được phân công tiêu chí của «{dossier.unit_name}».")
    colleagues = people_of(dossier.keeper, timezone.localdate(at))
    version = dossier.campaign.tracks.filter(track=dossier.track).values_list("version", flat=True).first()
    known = {one.criterion_id: one for one in dossier.assignments.select_related("person")}
    told: dict[str, list[str]] = {}
    for criterion, holder in holders.items():
        if criterion.version_id != version:
            raise CannotAssign("Có tiêu chí không thuộc bộ tiêu chí của hồ sơ này.")
        _refuse(criterion, holder, known.get(criterion.pk), colleagues)
        old = known.get(criterion.pk)
        before = said(old)
        if _set(dossier, criterion, holder, old, by, at):
            told[str(criterion.order)] = [before, said(holder)]
    if told:
        record(Act(dossier, "assign", "Phân công tiêu chí", dossier.unit, details=told), by=by, at=at)
    return len(told)


def said(held: Assignment | Holder | None) -> str:
    """The person, the office and the day, as the ledger and the screens say them."""
    if held is None:
        return ""
    limit = f"hạn {dates.short(held.due_on)}" if held.due_on else ""
    return ", ".join(filter(None, [str(held.person) if held.person else "", vi.clean_line(held.office), limit]))


def _refuse(criterion: Criterion, holder: Holder, old: Assignment | None, colleagues: Sequence[User]) -> None:
    stays = old is not None and old.person == holder.person
    if holder.person is not None and holder.person not in colleagues and not stays:
        raise CannotAssign(f"Tiêu chí {criterion.order}: «{holder.person}» không giữ việc ở đơn vị này.")
    if len(vi.clean_line(holder.office)) > MAX_OFFICE:
        raise CannotAssign(f"Tiêu chí {criterion.order}: tên bộ phận dài quá {MAX_OFFICE} ký tự.")


def _set(
    dossier: Dossier, criterion: Criterion, holder: Holder, old: Assignment | None, by: User, at: datetime
) -> bool:  # fmt: skip
    office = vi.clean_line(holder.office)
    if old is not None and (old.person, old.office, old.due_on) == (holder.person, office, holder.due_on):
        return False
    if holder.is_blank:
        return old is not None and bool(old.delete()[0])
    made = old or Assignment(dossier=dossier, criterion=criterion)
    made.person, made.office, made.due_on = holder.person, office, holder.due_on
    made.assigned_by, made.assigned_at = by, at
    made.save()
    return True


def held_by(user: User) -> Sequence[Assignment]:
    """The criteria this person holds on cards their unit is at work on, the nearest day first."""
    mine = Assignment.objects.filter(person=user, dossier__state__in=("ACCEPTED", "REWORK"))
    return list(mine.select_related("dossier", "criterion").order_by("due_on", "dossier_id", "criterion__order"))
