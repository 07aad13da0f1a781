"""Steps: which may be taken, by whom, from where. ``Machine.take`` is the only writer of ``state``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.db import transaction

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.ledger.models import Channel, Event, Stateful
from danvan.ledger.record import Act, record_many, wait_for_writers
from danvan.units.models import Unit

T = TypeVar("T", bound=Stateful)


MOVED_ON = (
    "Đã có bước xử lý mới từ khi bạn mở trang này. Có thể người khác vừa xử lý; hãy xem lại rồi thực hiện nếu vẫn cần."
)


class StepRefused(Exception):
    """The step cannot be taken; the message is fit to show to the user."""


def own_unit(thing: Stateful) -> Unit:
    """The unit that owns the thing: where most steps are judged."""
    return thing.unit


def always(thing: Stateful) -> bool:
    return True


def nobody(thing: Stateful, by: User) -> str:
    return ""


@dataclass(frozen=True)
class Step(Generic[T]):
    """One row of a life: from which states to which, who may, on which unit that is judged, what blocks it."""

    name: str
    label: str
    sources: frozenset[str]
    target: str
    action: Action
    judged_on: Callable[[T], Unit | None] = own_unit
    applies: Callable[[T], bool] = always  # whether this row of the table is for this thing at all
    barred: Callable[[T, User], str] = nobody  # why this person may not judge this thing (conflict of interest), or ""
    barred_many: Callable[[User, Sequence[T]], Mapping[int, str]] | None = None  # the same for many, by primary key
    needs_note: bool = False
    by_itself: bool = False  # taken by the portal when its time has come; no person has a button for it
    blockers: tuple[Callable[[T, datetime], str], ...] = ()  # each says what is missing, or ""
    after: tuple[Callable[[T, User, datetime], None], ...] = ()  # what is stored with it, in the same transaction

    def open_to(self, thing: T, by: User) -> bool:
        """Right state, right kind, right person: the button is shown."""
        return self.fits(thing, by) and not self.barred(thing, by)

    def fits(self, thing: T, by: User) -> bool:
        """Is it open to this person, whatever ties they may have with the thing?"""
        unit = self.judged_on(thing)
        ready = thing.state in self.sources and self.applies(thing)
        return ready and unit is not None and not self.by_itself and may(by, self.action, unit)

    def why_barred(self, things: Sequence[T], by: User) -> Mapping[int, str]:
        """Why this person may not judge these things, by primary key; asked at once where the step knows how."""
        if self.barred_many is not None:
            return self.barred_many(by, things)
        return {thing.pk: why for thing in things if (why := self.barred(thing, by))}

    def refusal(self, thing: T, by: User, note: str, at: datetime, barred: Mapping[int, str] | None = None) -> str:
        """Why this step cannot be taken now, or "" when it can; ``barred`` where that was asked for many at once."""
        unit = self.judged_on(thing)
        if unit is None or not (self.by_itself or may(by, self.action, unit)):
            return "Bạn không có quyền thực hiện bước này."
        if thing.state not in self.sources or not self.applies(thing):
            return "Bước này không áp dụng cho trạng thái hiện tại. Có thể người khác vừa xử lý; hãy tải lại trang."
        if why := self.barred(thing, by) if barred is None else barred.get(thing.pk, ""):
            return why
        if self.needs_note and not note.strip():
            return "Cần ghi rõ lý do."
        return " ".join(text for blocker in self.blockers if (text := blocker(thing, at)))


class Machine(Generic[T]):
    """The life of one noun: its steps, and the only way to take them."""

    def __init__(self, model: type[T], *steps: Step[T], related: tuple[str, ...] = ("unit",)) -> None:
        """``related`` names what the steps look at, so that taking many costs no query a thing."""
        self.model, self.related = model, related
        self.steps = {step.name: step for step in steps}

    def open_to(self, user: User, thing: T) -> list[Step[T]]:
        """The steps to show as buttons. What is missing is told by ``Step.refusal`` on the attempt."""
        found = [step for step in self.steps.values() if step.fits(thing, user)]
        barred = {rule: rule(thing, user) for rule in dict.fromkeys(step.barred for step in found)}  # asked once a rule
        return [step for step in found if not barred[step.barred]]

    @transaction.atomic
    def take(self, thing: T, name: str, *, by: User, at: datetime, note: str = "", seen: int | None = None) -> Event:
        """Take one step and record it, or raise ``StepRefused`` and change nothing.

        ``seen`` is what ``moves`` was on the page the person pressed the button on; a thing that has moved since,
        even round to the same state, is refused: it was not what they judged.
        """
        wait_for_writers()
        if seen is not None and not self.model._default_manager.filter(pk=thing.pk, moves=seen).exists():
            raise StepRefused(MOVED_ON)
        return self.take_many([thing], name, by=by, at=at, notes={thing.pk: note})[0]

    @transaction.atomic
    def take_many(
        self, things: Iterable[T], name: str, *, by: User, at: datetime, notes: Mapping[int, str] | None = None,
        channel: str = Channel.FORM,
    ) -> list[Event]:  # fmt: skip
        """Take the same step on all of them or on none. ``notes`` are by primary key."""
        step, notes = self.steps[name], notes or {}
        wanted = [thing.pk for thing in things]
        wait_for_writers()
        locked = self.model._default_manager.select_for_update(of=("self",)).select_related(*self.related)
        fresh = list(locked.filter(pk__in=wanted).order_by("pk"))
        acts, barred = [], step.why_barred(fresh, by) if len(fresh) > 1 else None
        for thing in fresh:
            note = notes.get(thing.pk, "").strip()
            if why := step.refusal(thing, by, note, at, barred):
                raise StepRefused(why if len(wanted) == 1 else f"{thing}: {why}")
            acts.append(Act(thing, step.name, step.label, thing.unit, before=thing.state, after=step.target, note=note))
            thing.state, thing.moves = step.target, thing.moves + 1
        self.model._default_manager.bulk_update(fresh, ["state", "moves"], batch_size=500)
        for thing in fresh:
            for effect in step.after:
                effect(thing, by, at)
        return record_many(acts, by=by, at=at, channel=channel)
