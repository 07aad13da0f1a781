"""From a table of text to a preview, and from the preview that was agreed to, to the deed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from danvan.accounts.models import User
from danvan.ledger.models import Channel
from danvan.office.rearranging.finding import KnownNames
from danvan.office.rearranging.preview import digest, refused, with_takers
from danvan.office.rearranging.vetting import missing
from danvan.succession.actions import Done, Refused, carry_out, try_out
from danvan.succession.table import Fault, grid_of, parse, rows_of, text_of
from danvan.units.plans import Plan


class Faulty(Exception):
    """The table cannot be carried out; ``faults`` says why, row by row."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(fault.sentence for fault in faults))
        self.faults = faults


class Moved(Exception):
    """What would happen is no longer what the preview told."""


@dataclass(frozen=True)
class Tried:
    """What a table would do, the text it was told in, and the mark of it."""

    text: str
    done: list[Done]
    mark: str


def told(plans: Sequence[Plan]) -> str:
    """Plans as the text that carries them from preview to confirming."""
    return text_of(rows_of(plans))


def attempt(text: str, chosen: Mapping[str, str], *, by: User, at: datetime, with_rows: bool = True) -> Tried:
    """What a table would do now. Raises ``Faulty``; ``with_rows`` is no for what was typed in a form."""
    plans = _read(text, chosen, by)
    try:
        done = try_out([plan if with_rows else replace(plan, rows=()) for plan in plans], by=by, at=at)
    except Refused as refusal:
        raise Faulty(refused(refusal.refusals, plans)) from refusal
    return Tried(text, done, digest(done))


@transaction.atomic
def confirm(text: str, chosen: Mapping[str, str], mark: str, *, by: User, at: datetime) -> list[Done]:
    """Carry a table out as it was previewed. Raises ``Faulty``, or ``Moved`` when it would now do something else."""
    plans = _read(text, chosen, by)
    try:
        done = carry_out(plans, by=by, at=at, channel=Channel.FORM)
    except Refused as refusal:
        raise Faulty(refused(refusal.refusals, plans)) from refusal
    if digest(done) != mark:
        raise Moved
    return done


def _read(text: str, chosen: Mapping[str, str], by: User) -> list[Plan]:
    read = parse(grid_of(text), KnownNames(by))
    if read.faults:
        raise Faulty(read.faults)
    if faults := missing(read.plans):
        raise Faulty(faults)
    return with_takers(read.plans, chosen)
