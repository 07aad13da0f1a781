"""The units of a scope on the page: tiles in the places they have to each other, or ranked, with their table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from danvan.portal import findings, links
from danvan.portal.scoping import Asked
from danvan.portal.tables import Cell, Table, counted_cells, heads
from danvan.reports import totals
from danvan.reports.branches import branches
from danvan.reports.scope import Scope
from danvan.reports.tilemap import Position, mapped, positions, with_empty
from danvan.reports.totals import UnitCount

SHORTENED = {
    "Đảng bộ xã ": "", "Đảng bộ thị trấn ": "", "Đảng bộ phường ": "", "Đảng bộ ": "", "Chi bộ ": "", "Huyện ủy ": "",
    "Thị ủy ": "TX ", "Thành ủy ": "TP ", "Tỉnh ủy ": "", "Đảng ủy ": "",
}  # fmt: skip
MOST_TILES = 60
MAP = "Ô vuông xếp theo vị trí tương đối trong tỉnh, màu đậm hơn là nhiều hơn. Ô ghi 0: sổ chưa có mô hình nào."
RANKED = "Mỗi ô là một đơn vị, nhiều mô hình được công nhận xếp trước, màu đậm hơn là nhiều hơn."


@dataclass(frozen=True)
class Tile:
    """One unit with its number; ``share`` deepens the gold, ``row`` and ``col`` are its place on a map."""

    name: str
    value: int
    url: str
    share: float
    row: str = ""
    col: str = ""
    current: bool = False


@dataclass(frozen=True)
class ByUnit:
    """The units of a scope: how many registered, the finding, how to read the tiles, the tiles and the table."""

    units: int
    title: str
    how: str
    rows: list[UnitCount]
    table: Table
    tiles: list[Tile] = field(default_factory=list)
    on_map: list[Tile] = field(default_factory=list)


def by_unit(asked: Asked) -> ByUnit:
    """The figures by unit, or of a province and of the whole book by what stands below it; one query."""
    scope = asked.scope
    if not _is_told_by_branch(asked):
        rows = totals.by_unit(scope.models(), scope.reading)
        units = sum(row.is_allocated for row in rows)
        table = _table(scope, rows, f"Mô hình theo đơn vị, {scope.label}")
        return ByUnit(units, findings.units(rows), _how(rows), rows, table, _ranked(scope, rows))
    found = branches(scope.models(), scope.unit, scope.reading, asked.places.units)
    places = positions(scope.unit) if scope.unit else {}
    stood = [one for one in asked.places.below(scope.unit) if one.code in places and one.stood(scope.first, scope.last)]
    rows = with_empty(found.rows, stood) if any(row.code in places for row in found.rows) else found.rows
    on_map = mapped(rows, places)
    left = [row for row in rows if row not in on_map.values() and (row.registered or row.code not in places)]
    title = "Toàn tỉnh theo địa bàn" if on_map else findings.units(rows)
    table = _table(scope, found.rows, f"Mô hình theo đơn vị trực thuộc, {scope.label}")
    return ByUnit(
        found.units, title, MAP if on_map else _how(rows), rows, table, _ranked(scope, left, rows, empty=bool(on_map)),
        _map(scope, on_map),
    )  # fmt: skip


def _is_told_by_branch(asked: Asked) -> bool:
    scope = asked.scope
    if not scope.unit:
        return not scope.within
    return asked.unit is not None and asked.unit.has_districts and asked.unit.code == scope.unit


def _how(rows: Sequence[UnitCount]) -> str:
    shown = sum(1 for row in rows if row.recognised)
    return f"{RANKED} {MOST_TILES} đơn vị đầu có ô, đủ trong bảng." if shown > MOST_TILES else RANKED


def _ranked(
    scope: Scope, rows: Sequence[UnitCount], beside: Sequence[UnitCount] = (), *, empty: bool = False
) -> list[Tile]:
    """Tiles, the most first; a stable order keeps Vietnamese names in theirs. Those without models only if asked."""
    shown = sorted((row for row in rows if row.recognised or empty), key=lambda row: -row.recognised)[:MOST_TILES]
    most = max((row.recognised for row in [*shown, *beside]), default=0)
    return [_tile(scope, row, most) for row in shown if _leads(scope, row)]


def _map(scope: Scope, found: dict[Position, UnitCount]) -> list[Tile]:
    most = max((row.recognised for row in found.values()), default=0)
    return [_tile(scope, row, most, place) for place, row in sorted(found.items())]


def _tile(scope: Scope, row: UnitCount, most: int, place: tuple[int, int] | None = None) -> Tile:
    url = links.practices(scope.of_any_unit(), don_vi=row.code)
    at, over = (str(place[0]), str(place[1])) if place else ("", "")
    return Tile(_short(row.name), row.recognised, url, row.recognised / most if most else 0, at, over)


def _leads(scope: Scope, row: UnitCount) -> bool:
    """Has the branch a list of its own? What counts in the unit itself has none."""
    return row.code != scope.unit


def _short(name: str) -> str:
    return next((to + name.removeprefix(head) for head, to in SHORTENED.items() if name.startswith(head)), name)


def _table(scope: Scope, rows: Sequence[UnitCount], caption: str) -> Table:
    """Every unit that registered, in Vietnamese order; each number opens its rows."""
    inside = scope.of_any_unit()
    lines = []
    for row in rows:
        page = links.unit(row.unit_id, row.name.partition(":")[0], scope.reading) if row.unit_id else ""
        first = Cell(row.name, page)
        if _leads(scope, row):
            lines.append([first, *counted_cells(inside, row, don_vi=row.code)])
        else:
            lines.append([first, Cell(row.registered), Cell(row.recognised)])
    return Table("don-vi", caption, heads("Đơn vị", "Đăng ký", "Công nhận"), lines)
