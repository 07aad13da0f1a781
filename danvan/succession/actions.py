"""Carrying rearrangements out, all or none; trying them without leaving a trace; putting them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.kit import dates
from danvan.ledger.models import Channel
from danvan.ledger.record import Act, record_many, wait_for_writers
from danvan.succession.checks import refuse_signed_papers, refuse_strangers, why_fixed
from danvan.succession.handover import Handed, candidates, end_posts, hand_over, put_back, recount, taker, uncount
from danvan.units.actions import settle
from danvan.units.models import Unit, UnitChange, UnitSpan
from danvan.units.plans import CannotRearrange, Plan
from danvan.units.rearranging import Effects, create_heirs, rearrange, touched
from danvan.units.soundness import circles, orphans, overlaps_and_gaps


@dataclass(frozen=True)
class Refusal:
    """Why a plan cannot be carried out; ``plan`` is its place in the list, -1 when it is about all of them."""

    plan: int
    sentence: str


class Refused(Exception):
    """Nothing was carried out; ``refusals`` says why, each with the plan it is about."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(" ".join(refusal.sentence for refusal in refusals))
        self.refusals = refusals


@dataclass
class Done:
    """One plan carried out: its change, the units that ended, who may take their work and who does."""

    plan: Plan
    change: UnitChange
    effects: Effects
    ending: list[Unit]
    able: list[Unit] = field(default_factory=list)
    taker: Unit | None = None
    handed: Handed = field(default_factory=Handed)


@transaction.atomic
def carry_out(plans: Sequence[Plan], *, by: User, at: datetime, channel: str = Channel.FORM) -> list[Done]:
    """Carry out every plan or none. Raises ``Refused`` with one sentence for each plan that cannot be.

    Periods change at once, whatever the day; open work is handed over now when the day has come, else on the day.
    """
    wait_for_writers()
    today, refusals = timezone.localdate(at), list[Refusal]()
    ordered = sorted(range(len(plans)), key=lambda place: plans[place].on)
    made = _made(plans, by, refusals)
    done = {}
    for place in ordered if not refusals else ():
        try:
            with transaction.atomic():
                done[place] = _rearranged(plans[place], made, by)
        except CannotRearrange as refusal:
            refusals.append(Refusal(place, str(refusal)))
    _settle([one.effects for one in done.values()], today)
    refusals += _unsound(plans, list(done.values())) if not refusals else []
    if not refusals:
        refusals += _hand_over(done, today)
    if refusals:
        raise Refused(refusals)
    _record(list(done.values()), by, at, channel)
    if any(one.change.is_done for one in done.values()):
        recount(today)
    return [done[place] for place in sorted(done)]


def _made(plans: Sequence[Plan], by: User, refusals: list[Refusal]) -> dict[str, UnitSpan]:
    for place, plan in enumerate(plans):
        try:
            refuse_strangers(plan, by)
        except CannotRearrange as refusal:
            refusals.append(Refusal(place, str(refusal)))
    if refusals:
        return {}
    try:
        with transaction.atomic():
            return create_heirs(plans)
    except CannotRearrange as refusal:
        refusals.append(Refusal(-1, str(refusal)))
        return {}


def _rearranged(plan: Plan, made: dict[str, UnitSpan], by: User) -> Done:
    change, effects = rearrange(plan, made)
    ending = list(Unit.objects.filter(code__in=plan.ending).select_related("parent").order_by("path"))
    refuse_signed_papers(plan, ending)
    return Done(plan, change, effects, ending)


def _settle(all_effects: Sequence[Effects], today: date) -> None:
    units = dict.fromkeys(unit for effects in all_effects for unit in touched(effects))
    for unit in sorted(units, key=lambda unit: (unit.path.count("/"), unit.pk)):
        unit.refresh_from_db()
        settle(unit, today)


def _unsound(plans: Sequence[Plan], done: Sequence[Done]) -> list[Refusal]:
    days = sorted({plan.on for plan in plans})
    faults = [fault for day in days for fault in [*orphans(day), *circles(day)]]
    units = {unit for one in done for unit in touched(one.effects)}
    return [Refusal(-1, fault) for fault in [*faults, *overlaps_and_gaps(units)]]


def _hand_over(done: dict[int, Done], today: date) -> list[Refusal]:
    refusals = []
    for place, one in sorted(done.items()):
        for unit in one.ending:
            unit.refresh_from_db()
        try:
            one.able = candidates(one.plan, one.ending) if one.ending else []
            one.taker = taker(one.plan, one.ending) if one.ending else None
            end_posts(one.change, one.ending, one.plan, one.handed)
            one.change.is_done = one.plan.on <= today
            if one.change.is_done:
                hand_over(one.ending, one.taker, one.handed)
        except CannotRearrange as refusal:
            refusals.append(Refusal(place, str(refusal)))
    return refusals


def _record(done: Sequence[Done], by: User, at: datetime, channel: str) -> None:
    acts = []
    for one in done:
        _remember(one.change, one.effects, one.handed, one.taker, by)
        acts += [_told(one), *one.handed.acts]
    record_many(acts, by=by, at=at, channel=channel)


def _remember(change: UnitChange, effects: Effects, handed: Handed, to: Unit | None, by: User) -> None:
    kept = {"posts": handed.posts, "dossiers": handed.dossiers, "campaigns": handed.campaigns}
    change.effects = {**asdict(effects), **kept, "taker": to.pk if to else None, "by": by.pk}
    change.save(update_fields=["effects", "is_done"])


def _told(one: Done) -> Act:
    plan, before = one.plan, list(one.change.predecessors.order_by("path"))
    details = {
        "on": ["", dates.short(plan.on)], "before": [", ".join(plan.before), ""],
        "after": ["", ", ".join(heir.code for heir in plan.heirs)], "basis": ["", plan.basis],
    }  # fmt: skip
    label = f"Sắp xếp đơn vị: {one.change.get_kind_display()}"
    return Act(one.change, "rearrange", label, before[0], note=plan.gap_reason, details=details)


def try_out(plans: Sequence[Plan], *, by: User, at: datetime) -> list[Done]:
    """What ``carry_out`` would do, exactly, with nothing left of it. Raises ``Refused`` as it would."""
    with transaction.atomic():
        done = carry_out(plans, by=by, at=at)
        transaction.set_rollback(True)
    return done


@transaction.atomic
def take_effect(*, at: datetime) -> list[UnitChange]:
    """Let the planned rearrangements whose day has come take effect: units show it, open work is handed over."""
    wait_for_writers()
    today, acts = timezone.localdate(at), []
    due = list(UnitChange.objects.filter(is_done=False, on__lte=today).order_by("on", "pk"))
    for change in due:
        spans = [*change.effects["opened"], *(pk for pk, _ in change.effects["closed"])]
        for unit in Unit.objects.filter(spans__in=spans).distinct().order_by("path"):
            settle(unit, today)
        going_on = change.successors.values("pk")
        ending = list(change.predecessors.exclude(pk__in=going_on).order_by("path"))
        handed, to = Handed(), Unit.objects.filter(pk=change.effects["taker"]).first()
        hand_over(ending, to, handed)
        change.effects |= {"dossiers": handed.dossiers, "campaigns": handed.campaigns}
        change.is_done = True
        change.save(update_fields=["effects", "is_done"])
        first = change.predecessors.order_by("path").first()
        by = User.objects.get(pk=change.effects["by"])
        acts.append((by, [Act(change, "take_effect", "Sắp xếp đơn vị có hiệu lực", first), *handed.acts]))
    for by, told in acts:
        record_many(told, by=by, at=at, channel=Channel.COMMAND)
    if due:
        recount(today)
    return due


@transaction.atomic
def undo(changes: Sequence[UnitChange], *, by: User, at: datetime) -> None:
    """Put back everything these rearrangements changed, the newest first. Raises ``CannotRearrange``: why not."""
    wait_for_writers()
    today, acts, moved = timezone.localdate(at), list[Act](), set[int]()
    for change in sorted(changes, key=lambda change: -change.pk):
        before = list(change.predecessors.order_by("path"))
        for unit in [*before, *change.successors.all()]:
            if not may(by, Action.REARRANGE, unit):
                raise CannotRearrange(f"Bạn không được sắp xếp «{unit.name}».")
        if why := why_fixed(change):
            raise CannotRearrange(f"Không hoàn tác được. {why}")
        label = f"Hoàn tác sắp xếp đơn vị: {change.get_kind_display()}"
        details = {"on": [dates.short(change.on), ""]}
        acts.append(Act(change, "undo_rearrange", label, before[0], details=details))
        moved |= _put_back(change)
    for unit in Unit.objects.filter(pk__in=moved).order_by("path"):
        settle(unit, today)
    recount(today)
    record_many(acts, by=by, at=at)


def _put_back(change: UnitChange) -> set[int]:
    """Take back one change; gives the ids of units to settle."""
    kept = change.effects
    put_back(kept)
    opened, closed = UnitSpan.objects.filter(pk__in=kept["opened"]), dict(kept["closed"])
    units = set(UnitSpan.objects.filter(pk__in=[*kept["opened"], *closed]).values_list("unit_id", flat=True))
    change.predecessors.clear()
    change.successors.clear()
    change.delete()
    created = Unit.objects.filter(pk__in=kept["created"])
    uncount(created)
    opened.delete()
    for pk, until in closed.items():
        UnitSpan.objects.filter(pk=pk).update(valid_to=until)
    created.delete()
    return units - set(kept["created"])
