"""Reading organisations from a file of rows with dates, predecessors and successors, as often as one likes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from danvan.kit import vi
from danvan.kit.dates import parse_date
from danvan.units.actions import add_span, settle
from danvan.units.enums import ChangeKind, Confidence, DivisionLevel, UnitKind
from danvan.units.models import Division, Unit, UnitChange, UnitSpan
from danvan.units.places import standing_place

KINDS = {
    "tinh_uy": UnitKind.PROVINCE, "huyen_uy": UnitKind.DISTRICT, "thi_uy": UnitKind.DISTRICT,
    "thanh_uy": UnitKind.DISTRICT, "dang_uy_khoi": UnitKind.BLOC, "ban_dang": UnitKind.BOARD,
    "dang_bo_xa": UnitKind.COMMUNE, "dang_bo_phuong": UnitKind.WARD, "dang_bo_thi_tran": UnitKind.TOWNSHIP,
    "co_quan": UnitKind.AGENCY, "to_chuc_dang_co_quan": UnitKind.AGENCY_PARTY,
}  # fmt: skip
# The kind in the file, what its name begins with, what the place is called, and the level of the place.
_PLACES = {
    "tinh_uy": ("Tỉnh ủy ", "tỉnh ", DivisionLevel.PROVINCE),
    "huyen_uy": ("Huyện ủy ", "huyện ", DivisionLevel.DISTRICT),
    "thi_uy": ("Thị ủy ", "thị xã ", DivisionLevel.DISTRICT),
    "thanh_uy": ("Thành ủy ", "thành phố ", DivisionLevel.DISTRICT),
    "dang_bo_xa": ("Đảng bộ ", "", DivisionLevel.COMMUNE),
    "dang_bo_phuong": ("Đảng bộ ", "", DivisionLevel.COMMUNE),
    "dang_bo_thi_tran": ("Đảng bộ ", "", DivisionLevel.COMMUNE),
}


class BadUnits(ValueError):
    """The file cannot be loaded; the message names the row."""


@dataclass(frozen=True)
class Loaded:
    """How much a file added: organisations, rearrangements, places."""

    units: int
    changes: int
    divisions: int


@transaction.atomic
def load(path: Path, today: date) -> Loaded:
    """Add what the file has and the database has not; what is there already is left as it is."""
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["don_vi"]
    missing = _missing(rows)
    places = Division.objects.count()
    units = Unit.objects.in_bulk(field_name="code") if missing else {}
    for row in _parents_first(missing):
        units[row["ma"]] = _add(row, units, today)
    changes = _add_changes(rows) if missing else 0
    return Loaded(len(missing), changes, Division.objects.count() - places)


def _missing(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    known = set(Unit.objects.values_list("code", flat=True))
    return [row for row in rows if row["ma"] not in known]


def _parents_first(rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    waiting = {row["ma"]: row for row in rows}
    ordered: list[Mapping[str, Any]] = []
    while waiting:
        ready = [row for row in waiting.values() if row["ma_cap_tren"] not in waiting]
        if not ready:
            raise BadUnits(f"Mã cấp trên đi vòng tròn: {', '.join(sorted(waiting))}.")
        ordered += ready
        for row in ready:
            del waiting[row["ma"]]
    return ordered


def _add(row: Mapping[str, Any], units: Mapping[str, Unit], today: date) -> Unit:
    if row["loai"] not in KINDS:
        raise BadUnits(f"{row['ma']}: loại «{row['loai']}» không có trong danh mục.")
    parent = units.get(row["ma_cap_tren"])
    if row["ma_cap_tren"] and parent is None:
        raise BadUnits(f"{row['ma']}: không có đơn vị cấp trên mang mã {row['ma_cap_tren']}.")
    name = vi.clean_line(row["ten"])
    span = UnitSpan(
        name=name, kind=KINDS[row["loai"]], parent=parent, division=_division(row), valid_from=_first_day(row),
        valid_to=_day(row["hieu_luc_den"]), legal_basis=vi.clean_text(row.get("can_cu_phap_ly") or ""),
        confidence=Confidence(row["do_tin_cay"]), note=vi.clean_text(row.get("ghi_chu_khong_chac") or ""),
    )  # fmt: skip
    span.unit = _blank_unit(row["ma"], span)
    add_span(span, today)
    return span.unit


def _blank_unit(code: str, span: UnitSpan) -> Unit:
    """The identity itself; adding the span fills in the rest."""
    above = span.parent.path if span.parent else ""
    return Unit.objects.create(code=code, name=span.name, kind=span.kind, path=f"{above}{code}/")


def _day(text: str | None) -> date | None:
    return parse_date(text)


def _first_day(row: Mapping[str, Any]) -> date:
    day = _day(row["hieu_luc_tu"])
    if day is None:
        raise BadUnits(f"{row['ma']}: thiếu ngày bắt đầu hiệu lực.")
    return day


def _division(row: Mapping[str, Any]) -> Division | None:
    code, place = row.get("ma_hanh_chinh"), _PLACES.get(row["loai"])
    if not code or place is None:
        return None
    prefix, word, level = place
    name = word + vi.clean_line(row["ten"]).removeprefix(prefix)
    first, last = _first_day(row), _day(row["hieu_luc_den"])
    return standing_place(Division(code=code, level=level, name=name, valid_from=first, valid_to=last))


Change = tuple[date, frozenset[str], str]  # the day, who came out, and the kind of those that only ended


def _changes(rows: list[dict[str, Any]]) -> dict[Change, set[str]]:
    """Who went in together: those that ended for the same successors, and those from which a new one was split off."""
    groups: dict[Change, set[str]] = defaultdict(set)
    heirs = {row["ma"]: row["don_vi_ke_thua"] for row in rows}
    for row in rows:
        after = frozenset(row["don_vi_ke_thua"])
        if ended := _day(row["hieu_luc_den"]):
            groups[ended + timedelta(days=1), after, "" if after else KINDS[row["loai"]]].add(row["ma"])
        began = _first_day(row)
        for code in row["don_vi_tien_than"]:
            if code in heirs and row["ma"] not in heirs[code]:
                groups[began, frozenset([row["ma"]]), ""].add(code)
    return groups


def _add_changes(rows: list[dict[str, Any]]) -> int:
    units = Unit.objects.in_bulk([row["ma"] for row in rows], field_name="code")
    basis: dict[str, str] = {row["ma"]: row.get("can_cu_phap_ly") or "" for row in rows}
    places = {span.unit_id: span.division for span in UnitSpan.objects.select_related("division") if span.division}
    known, added = _known_changes(), 0
    for (day, after, _), before in sorted(_changes(rows).items(), key=lambda item: (item[0][0], sorted(item[1]))):
        if {(day, code) for code in before} <= known:
            continue
        old, new = [units[c] for c in sorted(before)], [units[c] for c in sorted(after) if c in units]
        change = UnitChange.objects.create(kind=_kind(day, old, new), on=day, legal_basis=basis[old[0].code])
        change.predecessors.add(*old)
        change.successors.add(*new)
        _link_places(old, new, places)
        added += 1
    return added


def _known_changes() -> set[tuple[date, str]]:
    return set(UnitChange.objects.values_list("on", "predecessors__code"))


def _kind(day: date, before: list[Unit], after: list[Unit]) -> ChangeKind:
    if not after:
        return ChangeKind.END
    if len(after) > 1 or any(old.ended_on != day - timedelta(days=1) for old in before):
        return ChangeKind.SPLIT
    same_place = len(before) == 1 and before[0].name.split()[2:] == after[0].name.split()[2:]
    return ChangeKind.RENAME if same_place else ChangeKind.MERGE


def _link_places(before: list[Unit], after: list[Unit], places: Mapping[int, Division]) -> None:
    """The place of an organisation that ended is followed by the places of those that took over."""
    targets = [places[unit.pk] for unit in after if unit.pk in places]
    for old in before:
        source = places.get(old.pk)
        heirs = [place for place in targets if source and place.level == source.level and place != source]
        if source and heirs:
            source.successors.add(*heirs)


@transaction.atomic
def carry_on(units: Iterable[Unit], *, day: date, note: str) -> int:
    """Give ended units an illustrative further period from a day on; those that have one are left alone.

    For trying the three tiers after they ended in law: names, kinds and superiors stay as they were.
    """
    added = 0
    for unit in units:
        last = unit.spans.order_by("-valid_from").first()
        if last is None or last.valid_to != day - timedelta(days=1):
            continue
        UnitSpan.objects.create(
            unit=unit, name=last.name, kind=last.kind, parent=last.parent, division=last.division, valid_from=day,
            confidence=Confidence.INFERRED, note=note, is_illustrative=True,
        )  # fmt: skip
        settle(unit, day)
        added += 1
    return added
