"""Planning visits, one or many at once, and moving a plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from danvan.accounts.access import Action, homes, may
from danvan.accounts.models import User
from danvan.dossiers.models import Campaign
from danvan.kit import dates
from danvan.ledger.record import Act, record, record_many, wait_for_writers
from danvan.units.models import Unit
from danvan.visits.enums import VisitKind, VisitState
from danvan.visits.models import Checklist, Visit

MOST_AT_ONCE = 100
EDITED = "Người khác vừa lưu lần kiểm tra này. Phần anh/chị ghi còn nguyên bên dưới; hãy xem lại rồi lưu lần nữa."


class CannotVisit(Exception):
    """The plan or the record cannot be kept as it is; the message is fit to show to the user."""


class EditedMeanwhile(CannotVisit):
    """Somebody else stored the visit since the page was shown."""


@dataclass(frozen=True)
class Plan:
    """When, by whom, why and by which checklist units are visited."""

    planned_on: date
    lead: User
    kind: str = VisitKind.REGULAR
    checklist: Checklist | None = None
    members: str = ""
    purpose: str = ""
    campaign: Campaign | None = None


_FIELDS = ("planned_on", "lead", "kind", "checklist", "members", "purpose", "campaign")


def host_for(user: User, unit: Unit) -> Unit | None:
    """The board of this person that visits a unit: the nearest above it, and never the unit itself."""
    boards = [home for home in homes(user) if home.pk != unit.pk and unit.path.startswith(home.path)]
    able = [home for home in boards if may(user, Action.VISIT, home) and may(user, Action.VISIT, unit)]
    return max(able, key=lambda home: len(home.path), default=None)


def may_record(user: User, visit: Visit) -> bool:
    """Does this person act for the board that makes the visit?"""
    return may(user, Action.VISIT, visit.host)


def plan(*, unit: Unit, plan: Plan, by: User, at: datetime) -> Visit:
    """Plan a visit to one unit. Raises ``CannotVisit``."""
    return plan_many(units=[unit], plan=plan, by=by, at=at)[0]


@transaction.atomic
def plan_many(*, units: Sequence[Unit], plan: Plan, by: User, at: datetime) -> list[Visit]:
    """Plan a visit to each of these units, or to none. Raises ``CannotVisit``."""
    if not units:
        raise CannotVisit("Chọn ít nhất một đơn vị.")
    if len(units) > MOST_AT_ONCE:
        raise CannotVisit(f"Mỗi lần lập lịch cho nhiều nhất {MOST_AT_ONCE} đơn vị.")
    wait_for_writers()
    hosts = {unit.pk: host_for(by, unit) for unit in units}
    _refuse_strangers(units, hosts)
    _refuse_twice(units, hosts.values(), plan.planned_on)
    made = [
        Visit(
            unit=unit, host=hosts[unit.pk], state=VisitState.PLANNED, created_by=by, created_at=at,
            **{name: getattr(plan, name) for name in _FIELDS},
        )
        for unit in units
    ]  # fmt: skip
    for visit in made:
        visit.save(force_insert=True)
    details = {"planned_on": ["", dates.plain(plan.planned_on)]}
    record_many(
        [Act(visit, "plan", "Lập lịch kiểm tra", visit.unit, after=visit.state, details=details) for visit in made],
        by=by, at=at,
    )  # fmt: skip
    return made


def _refuse_strangers(units: Iterable[Unit], hosts: dict[int, Unit | None]) -> None:
    strangers = [unit.name for unit in units if hosts[unit.pk] is None]
    if strangers:
        raise CannotVisit(f"Bạn không lập lịch kiểm tra cho: {', '.join(strangers)}.")


def _refuse_twice(units: Iterable[Unit], hosts: Iterable[Unit | None], day: date) -> None:
    """The button pressed twice does not send visitors twice."""
    planned = Visit.objects.upcoming().filter(unit__in=list(units), host__in=list(hosts), planned_on=day)
    if names := list(planned.order_by("unit__sort_key").values_list("unit__name", flat=True)):
        raise CannotVisit(f"Ngày {dates.plain(day)} đã có lịch kiểm tra: {', '.join(names)}.")


@transaction.atomic
def replan(*, visit: Visit, plan: Plan, edition: int, by: User, at: datetime) -> Visit:
    """Change the plan of a visit that has not taken place. Raises ``CannotVisit``."""
    wait_for_writers()
    fresh = fresh_visit(visit, edition, by)
    if plan.planned_on != fresh.planned_on:
        _refuse_twice([fresh.unit], [fresh.host], plan.planned_on)
    details = {}
    for name in _FIELDS:
        old, new = getattr(fresh, name), getattr(plan, name)
        if old != new:
            details[name] = [_word(old), _word(new)]
            setattr(fresh, name, new)
    if not details:
        return fresh
    fresh.edition += 1
    fresh.save(update_fields=[*_FIELDS, "edition"])
    record(Act(fresh, "replan", "Đổi lịch kiểm tra", fresh.unit, details=details), by=by, at=at)
    return fresh


def fresh_visit(visit: Visit, edition: int, by: User) -> Visit:
    """The visit as it is stored now, for those who may write on it, and only over what they saw."""
    fresh = Visit.objects.select_related("unit", "host", "checklist", "lead", "campaign").get(pk=visit.pk)
    if not may_record(by, fresh):
        raise CannotVisit("Bạn không ghi được lần kiểm tra này.")
    if fresh.state != VisitState.PLANNED:
        raise CannotVisit("Biên bản đã hoàn thành hoặc lịch đã hủy nên không sửa được.")
    if fresh.edition != edition:
        raise EditedMeanwhile(EDITED)
    return fresh


def _word(value: object) -> str:
    if isinstance(value, date):
        return dates.plain(value)
    return "" if value is None else str(value)


def lists_for(user: User) -> Q:
    """The checklists this person may use: common ones, and those of one's own boards and of boards above them."""
    paths = {home.path for home in homes(user) if may(user, Action.VISIT, home)}
    above = {path[: path.find("/", start) + 1] for path in paths for start in _starts(path)}
    return Q(unit__isnull=True) | Q(unit__path__in=above)


def _starts(path: str) -> Iterable[int]:
    """Where each step of a path begins: "A/B/" gives 0 and 2."""
    return [0, *(place + 1 for place, sign in enumerate(path[:-1]) if sign == "/")]
