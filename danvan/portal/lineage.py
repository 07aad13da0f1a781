"""Where a unit came from and where it went, through every rearrangement that has taken effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from django.db.models import Value
from django.db.models.functions import Coalesce

from danvan.kit import dates
from danvan.portal import links
from danvan.reports.coverage import Periods
from danvan.reports.lines import Line, Step
from danvan.reports.readings import Reading
from danvan.reports.titles import TitleRow
from danvan.units.enums import ChangeKind
from danvan.units.models import Unit

_CAME = {ChangeKind.MERGE: "Hợp nhất từ", ChangeKind.SPLIT: "Chia tách từ", ChangeKind.RENAME: "Đổi tên từ"}
_WENT = {ChangeKind.RENAME: "Nay là", ChangeKind.MERGE: "Hợp nhất vào", ChangeKind.SPLIT: "Chia tách thành"}


@dataclass(frozen=True)
class Kin:
    """One unit before or after."""

    name: str
    url: str


@dataclass(frozen=True)
class Turn:
    """One rearrangement as read from the unit's own page; ``to`` is where it went, behind “về”."""

    words: str
    kin: list[Kin]
    on: str
    to: list[Kin] = field(default_factory=list)


@dataclass(frozen=True)
class Stay:
    """One period of the unit: its name, and its superior under the name of that time."""

    first: date
    name: str
    above_id: int | None
    above: str


@dataclass(frozen=True)
class Inherited:
    """What the forebears of a unit held; it stays theirs."""

    text: str
    years: list[Turn] = field(default_factory=list)


def present(unit: Unit, line: Line, today: date, reading: Reading) -> Turn | None:
    """What an ended unit has become, for the top of its page."""
    if unit.ended_on is None or unit.ended_on >= today:
        return None
    heirs = _kin(line.heirs, reading)
    ended = dates.short(unit.ended_on)
    if heirs:
        return Turn("Nay thuộc", heirs, ended)
    above = _kin([unit.parent], reading) if unit.parent else []
    return Turn("Không có đơn vị kế thừa. Cấp trên khi đó:" if above else "Không có đơn vị kế thừa.", above, ended)


def turns(unit: Unit, line: Line, stays: Sequence[Stay], reading: Reading) -> list[Turn]:
    """What made, changed and ended the unit, oldest first, and the forebears of its forebears."""
    told = [(step.on, turn) for step in line.steps for turn in _turn(unit, step, line, reading)]
    told += [(later.first, turn) for one, later in pairwise(stays) for turn in _changed(one, later, reading)]
    found = [turn for _, turn in sorted(told, key=lambda pair: pair[0])]
    near = {pk for step in line.steps for pk in step.before}
    far = [other for other in line.forebears if other.pk not in near]
    return [*found, Turn("Trước nữa là", _kin(far, reading), "")] if far else found


def _turn(unit: Unit, step: Step, line: Line, reading: Reading) -> list[Turn]:
    before = [line.unit(pk) for pk in step.before if pk != unit.pk]
    after = [line.unit(pk) for pk in step.after if pk != unit.pk]
    kind, day = ChangeKind(step.kind), dates.short(step.on)
    came, went = unit.pk in step.after, unit.pk in step.before
    found = []
    if came and before:
        words = "Nhập thêm" if went and kind == ChangeKind.MERGE else _CAME.get(kind, "Tiếp nối từ")
        alone = kind == ChangeKind.MERGE and len(before) == 1 and not went
        found.append(Turn("Tiếp nối từ" if alone else words, _kin(before, reading), day))
    if went and after:
        goes_on = came or (kind == ChangeKind.SPLIT and (unit.ended_on is None or unit.ended_on >= step.on))
        words = "Tách ra" if goes_on else _WENT.get(kind, "Nay thuộc")
        found.append(Turn(words, _kin(after, reading), day))
    return found


def _changed(one: Stay, later: Stay, reading: Reading) -> list[Turn]:
    """What differs between one period and the next: the name, the superior."""
    day, found = dates.short(later.first), []
    if one.name != later.name:
        found.append(Turn(f"Đổi tên từ “{one.name}” thành “{later.name}”", [], day))
    if one.above_id and later.above_id and one.above_id != later.above_id:
        before, after = (Kin(stay.above, links.unit(stay.above_id or 0, stay.above, reading)) for stay in (one, later))
        found.append(Turn("Chuyển từ", [before], day, to=[after]))
    return found


def stays(unit: Unit, today: date, periods: Periods | None) -> list[Stay]:
    """The periods of a unit that have begun, oldest first; asked for unless all periods are known already."""
    if periods:
        return [
            Stay(one.first, one.name, one.parent_id, periods.name(one.parent_id, one.first))
            for one in periods.of(unit.pk)
            if one.first <= today
        ]
    rows = unit.spans.filter(valid_from__lte=today).order_by("valid_from")
    fields = rows.values_list("valid_from", "name", "parent_id", Coalesce("parent__name", Value("")))
    return [Stay(*row) for row in fields]


def inherited(unit: Unit, line: Line, rows: Iterable[TitleRow]) -> Inherited | None:
    """How many units this one came from, and which of all its forebears were recognised in which year."""
    direct = {pk for step in line.steps if unit.pk in step.after for pk in step.before} - {unit.pk}
    if not direct:
        return None
    names = [line.unit(pk).name for pk in direct]
    noun = "đảng bộ" if all(name.startswith("Đảng bộ") for name in names) else "đơn vị"
    held: dict[int, list[TitleRow]] = {}
    for row in rows:
        if row.recognised_on:
            held.setdefault(row.year, []).append(row)
    years = [
        Turn(f"{len(found)} đã được công nhận danh hiệu năm {year}:", _holders(found), "")
        for year, found in sorted(held.items(), reverse=True)
    ]
    if not years and len(direct) == 1:
        return None
    none = "" if years else f", chưa {noun} nào được công nhận danh hiệu"
    return Inherited(f"Kế thừa từ {len(direct)} {noun}{none}", years)


def _holders(rows: Iterable[TitleRow]) -> list[Kin]:
    """Who held a title, under the name it was given to."""
    return [Kin(row.unit_name, links.unit(row.unit_id, row.unit_name)) for row in rows]


def _kin(units: Iterable[Unit], reading: Reading) -> list[Kin]:
    return [
        Kin(unit.name, links.unit(unit.pk, unit.name, reading))
        for unit in sorted(units, key=lambda unit: unit.sort_key)
    ]


def by_unit(rows: Iterable[TitleRow], unit: Unit) -> Mapping[bool, list[TitleRow]]:
    """The rows of the unit itself (yes) and of its forebears (no)."""
    found: dict[bool, list[TitleRow]] = {True: [], False: []}
    for row in rows:
        found[row.unit_id == unit.pk].append(row)
    return found
