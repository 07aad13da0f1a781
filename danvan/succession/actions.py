"""Carrying rearrangements out, all or none; trying them without leaving a trace; putting them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.dossiers.models import Dossier
from danvan.kit import dates
from danvan.ledger.models import Channel
from danvan.ledger.record import Act, record_many, wait_for_writers
from danvan.succession.checks import refuse_signed_papers, refuse_strangers, why_fixed
from danvan.succession.handover import Day, Handed, OpenWork, candidates, end_posts, put_back, recount, taker, uncount
from danvan.succession.witnesses import made_by_changes, witness
from danvan.units.actions import settle_all
from danvan.units.batch import Batch
from danvan.units.models import Unit, UnitChange, UnitSpan
from danvan.units.newcomers import create_heirs
from danvan.units.plans import CannotRearrange, Heir, Plan
from danvan.units.rearranging import Effects, move_children, rearrange, touched
from danvan.units.soundness import faults


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
    before: list[Unit]
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
    batch = Batch(plans)
    refusals += _unfit(plans, batch, by)
    done = _rearranged(plans, batch, refusals) if not refusals else {}
    refusals += _unsound(batch, list(done.values())) if not refusals else []
    if not refusals:
        settle_all([unit.pk for unit in touched(one.effects for one in done.values())], today)
        refusals += _hand_over(done, today)
    if refusals:
        raise Refused(sorted(refusals, key=lambda refusal: refusal.plan))
    _record(list(done.values()), by, at, channel)
    if any(one.change.is_done for one in done.values()):
        recount(today)
    return [done[place] for place in sorted(done)]


def _unfit(plans: Sequence[Plan], batch: Batch, by: User) -> list[Refusal]:
    """What is wrong before anything is rearranged; when nothing is, the new units are made."""
    refusals = []
    for place, plan in enumerate(plans):
        try:
            refuse_strangers(plan, batch, by)
        except CannotRearrange as refusal:
            refusals.append(Refusal(place, str(refusal)))
    try:
        with transaction.atomic():
            create_heirs(batch)
    except CannotRearrange as refusal:
        refusals += [Refusal(-1, str(refusal))] if not refusals else []
    return refusals


def _rearranged(plans: Sequence[Plan], batch: Batch, refusals: list[Refusal]) -> dict[int, Done]:
    """Carry out the periods day by day: on each first every plan, then what is left under the units that ended."""
    done = dict[int, Done]()
    ordered = sorted(range(len(plans)), key=lambda place: plans[place].on)
    for _, places in groupby(ordered, key=lambda place: plans[place].on):
        of_the_day = list(places)
        for place in of_the_day:
            try:
                with transaction.atomic():
                    done[place] = _one(plans[place], batch)
            except CannotRearrange as refusal:
                refusals.append(Refusal(place, str(refusal)))
        for place in of_the_day if not refusals else ():
            try:
                move_children(plans[place], done[place].ending, done[place].effects, batch)
            except CannotRearrange as refusal:
                refusals.append(Refusal(place, str(refusal)))
    return done


def _one(plan: Plan, batch: Batch) -> Done:
    change, effects = rearrange(plan, batch)
    ending = sorted((batch.unit(code) for code in plan.ending), key=lambda unit: unit.path)
    refuse_signed_papers(plan, ending)
    before = sorted((batch.unit(code) for code in plan.before), key=lambda unit: unit.path)
    return Done(plan, change, effects, before, ending)


def _unsound(batch: Batch, done: Sequence[Done]) -> list[Refusal]:
    if not done:
        return []
    heirs = (batch.unit(heir.code) for plan in batch.plans for heir in plan.heirs)
    units = {*touched(one.effects for one in done), *heirs}
    return [Refusal(-1, fault) for fault in faults(units, batch.plans[0].on)]


def _hand_over(done: dict[int, Done], today: date) -> list[Refusal]:
    """Whoever stands now, or on the day of what is planned, takes the work over; the oldest change first."""
    refusals = []
    days = {day: Day(day) for day in {max(one.plan.on, today) for one in done.values()}}
    work = OpenWork(unit for one in done.values() for unit in one.ending)
    for place, one in done.items():
        day = days[max(one.plan.on, today)]
        try:
            one.able = candidates(one.plan, one.ending, day) if one.ending else []
            one.taker = taker(one.plan, one.able, day) if one.ending else None
            end_posts(one.change, one.ending, one.plan, one.handed)
            one.change.is_done = one.plan.on <= today
            if one.change.is_done:
                work.hand_over(one.ending, one.taker, one.handed)
        except CannotRearrange as refusal:
            refusals.append(Refusal(place, str(refusal)))
    work.store()
    return refusals


def _record(done: Sequence[Done], by: User, at: datetime, channel: str) -> None:
    last = _last_dossier()
    for one in done:
        _remember(one, by, last)
    made, acts = made_by_changes(), list[Act]()
    for one in done:
        acts += [_told(one, made), *one.handed.acts]
    record_many(acts, by=by, at=at, channel=channel)


def _remember(one: Done, by: User, last: int) -> None:
    change, handed = one.change, one.handed
    change.effects = {
        **asdict(one.effects), "posts": handed.posts, "dossiers": handed.dossiers, "campaigns": handed.campaigns,
        "taker": one.taker.pk if one.taker else None, "by": by.pk, "last_dossier": last if change.is_done else None,
    }  # fmt: skip
    change.save(update_fields=["effects", "is_done"])


def _last_dossier() -> int:
    """The id of the newest dossier: those after it bear the names that a change gave."""
    return Dossier.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _told(one: Done, made: set[int]) -> Act:
    plan, before = one.plan, one.before
    details = {
        "on": ["", dates.short(plan.on)], "before": [", ".join(plan.before), ""],
        "after": ["", ", ".join(heir.code for heir in plan.heirs)], "basis": ["", plan.basis],
    }  # fmt: skip
    label = f"Sắp xếp đơn vị: {one.change.get_kind_display()}"
    return Act(one.change, "rearrange", label, witness(before, made), note=plan.gap_reason, details=details)


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
    today = timezone.localdate(at)
    due = list(UnitChange.objects.filter(is_done=False, on__lte=today).order_by("on", "pk"))
    if not due:
        return []
    settle_all([unit.pk for unit in touched(_effects(change) for change in due)], today)
    made = made_by_changes()
    for change in due:
        handed = _come(change, today)
        told = witness(list(change.predecessors.order_by("path")), made)
        acts = [Act(change, "take_effect", "Sắp xếp đơn vị có hiệu lực", told), *handed.acts]
        record_many(acts, by=User.objects.get(pk=change.effects["by"]), at=at, channel=Channel.COMMAND)
    recount(today)
    return due


def _effects(change: UnitChange) -> Effects:
    return Effects(**{part: change.effects[part] for part in ("closed", "opened", "created")})


def _come(change: UnitChange, today: date) -> Handed:
    """The day of a planned change has come: hand over what is in progress, and what came in since it was planned."""
    heirs = change.successors.order_by("pk")
    ending = list(change.predecessors.exclude(pk__in=heirs.values("pk")).order_by("path"))
    plan = Plan(change.on, tuple(unit.code for unit in ending), tuple(Heir(unit.code) for unit in heirs))
    day = Day(today)
    able = candidates(plan, ending, day) if ending else []
    chosen = next((unit for unit in able if unit.pk == change.effects["taker"]), None)
    to, handed = chosen or taker(plan, able, day), Handed()
    end_posts(change, ending, plan, handed, only_before=True)
    if to is not None:  # else nobody stands who could take it: it stays where it is
        work = OpenWork(ending)
        work.hand_over(ending, to, handed)
        work.store()
    change.effects |= {
        "posts": [*change.effects["posts"], *handed.posts], "dossiers": handed.dossiers,
        "campaigns": handed.campaigns, "taker": to.pk if to else None, "last_dossier": _last_dossier(),
    }  # fmt: skip
    change.is_done = True
    change.save(update_fields=["effects", "is_done"])
    return handed


@transaction.atomic
def undo(changes: Sequence[UnitChange], *, by: User, at: datetime) -> None:
    """Put back everything these rearrangements changed, the newest first. Raises ``CannotRearrange``: why not."""
    wait_for_writers()
    today, acts, moved, made = timezone.localdate(at), list[Act](), set[int](), list[int]()
    all_made = made_by_changes()
    fresh = list(UnitChange.objects.filter(pk__in=[change.pk for change in changes]).order_by("-pk"))
    if len(fresh) < len({change.pk for change in changes}):
        raise CannotRearrange("Lần sắp xếp này đã được hoàn tác. Hãy tải lại trang để xem.")
    for change in fresh:
        before = list(change.predecessors.order_by("path"))
        for unit in [*before, *change.successors.all()]:
            if not may(by, Action.REARRANGE, unit):
                raise CannotRearrange(f"Bạn không được sắp xếp «{unit.name}».")
        if why := why_fixed(change):
            raise CannotRearrange(f"Không hoàn tác được. {why}")
        label = f"Hoàn tác sắp xếp đơn vị: {change.get_kind_display()}"
        details = {"on": [dates.short(change.on), ""]}
        acts.append(Act(change, "undo_rearrange", label, witness(before, all_made), details=details))
        moved |= {unit.pk for unit in before} | _put_back(change)
        made += change.effects["created"]
    settle_all(moved.difference(made), today)  # so that nothing is shown under a unit that is taken away
    _unmake(made)
    units = list(Unit.objects.filter(pk__in=moved))
    if wrong := faults(units, min(change.on for change in fresh)) if fresh else []:
        raise CannotRearrange(f"Không hoàn tác được. {' '.join(wrong)}")
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
    UnitChange.objects.filter(pk=change.pk).delete()  # the record of it still speaks of its id
    opened.delete()
    for pk, until in closed.items():
        UnitSpan.objects.filter(pk=pk).update(valid_to=until)
    return units - set(kept["created"])


def _unmake(pks: Sequence[int]) -> None:
    """Take away the units that undone changes had made; one may have been made under another."""
    created = Unit.objects.filter(pk__in=pks)
    uncount(created)
    Unit.objects.filter(pk__in=pks).update(parent=None)
    try:
        created.delete()
    except ProtectedError as used:
        names = ", ".join(f"«{name}»" for name in created.values_list("name", flat=True))
        thing = next(iter(used.protected_objects))
        raise CannotRearrange(f"Không hoàn tác được. {names} đã được ghi trong {thing._meta.verbose_name}.") from used
