"""Who of a unit holds which criterion: the lines of the sharing-out page, and the words told on cards and the desk."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from danvan.accounts.models import User
from danvan.criteria.models import Criterion
from danvan.dossiers.cards import Assignment, Score
from danvan.dossiers.enums import State, Voice
from danvan.dossiers.models import Dossier
from danvan.dossiers.owning import Holder, assign, held_by, said
from danvan.kit import vi
from danvan.ledger.record import wait_for_writers


@dataclass(frozen=True)
class Sent:
    """One line as a page sent it, and the stamp of what the page had shown there."""

    holder: Holder
    was: str


@dataclass(frozen=True)
class Held:
    """The lines of one dossier that wait for one person."""

    dossier: Dossier
    numbers: Sequence[int]
    due_on: date | None

    @property
    def url(self) -> str:
        """The unit's own card, at the first of these lines."""
        card = reverse("office:card", kwargs={"pk": self.dossier.pk, "voice": str(Voice.SELF)})
        return f"{card}#tieu-chi-{self.numbers[0]}"


def told(held: Assignment | None) -> str:
    """“Giao cho …, hạn …”, or nothing for a line in nobody's hands."""
    return f"Giao cho {said(held)}" if held is not None else ""


def stamp(held: Assignment | Holder | None) -> str:
    """A short mark that is equal for two lines exactly when they are in the same hands until the same day."""
    if held is None or (held.person is None and not held.office.strip()):
        return stamp(Holder(office="-"))
    text = f"{held.person.pk if held.person else ''}|{vi.clean_line(held.office)}|{held.due_on or ''}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def keep(
    *, dossier: Dossier, criteria: Sequence[Criterion], sent: Mapping[int, Sent], by: User, at: datetime
) -> tuple[int, dict[int, Assignment | None]]:
    """Store the lines that were changed on the page; gives how many, and what now stands on those that someone else
    changed meanwhile, which are left alone. Raises ``CannotAssign``."""
    with transaction.atomic():
        wait_for_writers()
        now = holders(dossier)
        changed = {pk: line for pk, line in sent.items() if stamp(line.holder) not in {line.was, stamp(now.get(pk))}}
        clashing = {pk: now.get(pk) for pk, line in changed.items() if stamp(now.get(pk)) != line.was}
        free = {one: changed[one.pk].holder for one in criteria if one.pk in changed and one.pk not in clashing}
        return assign(dossier=dossier, holders=free, by=by, at=at), clashing


def holders(dossier: Dossier) -> dict[int, Assignment]:
    """Who holds what on a card, by criterion id."""
    return {held.criterion_id: held for held in dossier.assignments.select_related("person")}


def shared_out(count: int) -> str:
    """How many lines are in someone's hands, in words."""
    return f"đã giao {count} tiêu chí" if count else "chưa giao tiêu chí nào"


def waiting_for(user: User) -> list[Held]:
    """What this person holds and has still to see to, by dossier: lines not judged yet, or all of a card given back."""
    mine = held_by(user)
    if not mine:
        return []
    found = {one.dossier_id for one in mine}
    reach = set(Dossier.objects.for_user(user).filter(pk__in=found).values_list("pk", flat=True))
    own = Score.objects.filter(card__dossier__in=reach, card__voice=Voice.SELF)
    judged = {
        (dossier, criterion)
        for dossier, criterion, result, points in own.values_list(
            "card__dossier", "criterion", "result", "points"
        )
        if result or points is not None
    }  # fmt: skip
    together: dict[int, list[Assignment]] = {}
    for one in mine:
        done = (one.dossier_id, one.criterion_id) in judged and one.dossier.state != State.REWORK
        if one.dossier_id in reach and not done:
            together.setdefault(one.dossier_id, []).append(one)
    return [_held(some) for some in together.values()]


def _held(some: Sequence[Assignment]) -> Held:
    numbers = [one.criterion.order for one in some]
    days = [one.due_on for one in some if one.due_on]
    return Held(some[0].dossier, numbers, min(days, default=None))
