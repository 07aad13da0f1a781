"""The units the public list can be narrowed to: the tree, of that time or of today, opened down to the chosen unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Max, Q

from danvan.dossiers.models import DossierQuerySet
from danvan.kit import vi
from danvan.reports.conditions import Conditions
from danvan.reports.facets import Choice, Facet
from danvan.reports.names import names_on
from danvan.reports.readings import ITSELF, Reading, own_code, plain_code, unallocated_code


@dataclass
class Places:
    """Where rows stand, as codes from the top down, with how many answer; what is known of the names of that time."""

    rows: list[tuple[list[str], int]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # frozen on the rows themselves
    days: dict[str, date] = field(default_factory=dict)  # the newest day on which rows stood under a unit


_ELSE = ("q", "themes", "kinds", "years", "copied", "origins", "unit")  # a unit stays, with 0, whatever these ask


def unit_facet(dossiers: DossierQuerySet, asked: Conditions, today: date = date.max) -> Facet:
    """The units below the tops of the tree; the chosen one is opened, as is every one above it."""
    return unit_facets(dossiers, asked, today)[0]


def unit_facets(dossiers: DossierQuerySet, asked: Conditions, today: date) -> list[Facet]:
    """The facet of units, and the unit of that time when it is asked for; two queries.

    The choices of the first level hold every row once, and those below a choice hold its rows once.
    """
    rows, answers = dossiers.filter(asked.where(*_ELSE)), asked.where("unit")
    places = _places_then(rows, answers) if asked.reading is Reading.THEN else _places_now(rows, answers)
    path = _path(places.rows, asked.unit)
    found = list(_opened(places.rows, asked.unit, path))
    if asked.unit and asked.unit not in {code for code, _, _ in found}:
        found.insert(0, (asked.unit, 0, 0))
    names = _names([*(code for code, _, _ in found), asked.within], places, asked, today)
    choices = [
        Choice(code, names.get(code, code), count, code == asked.unit, level, code in path and code != asked.unit)
        for code, level, count in _by_count(found, names)
    ]
    facets = [Facet("don-vi", "Đơn vị", choices, kind="radio", part="unit")]
    if asked.within:
        label = f"Khi đó thuộc {names.get(asked.within, asked.within)}"
        count = sum(number for codes, number in places.rows if plain_code(asked.unit) in {"", *codes})
        facets.append(Facet("khi-do", "Phạm vi khi đó", [Choice(asked.within, label, count, True)], part="within"))
    return facets


Rows = list[tuple[str, list[str], int]]  # the unit they stand in so far, the codes below it, how many


def _path(rows: Iterable[tuple[list[str], int]], unit: str) -> set[str]:
    """The chosen unit and those above it, wherever it stood."""
    code = plain_code(unit) if unit.startswith(ITSELF) else unit
    return {above for codes, _ in rows if code in codes for above in codes[: codes.index(code) + 1]}


def _opened(places: list[tuple[list[str], int]], unit: str, path: set[str]) -> Iterator[tuple[str, int, int]]:
    """Each choice with its level and its count; the tops are no choices unless one of them is chosen."""
    if unit in {codes[0] for codes, _ in places}:
        return _below([("", codes, number) for codes, number in places], 0, path)
    return _below([(codes[0], codes[1:], number) for codes, number in places], 0, path)


def _below(rows: Rows, level: int, path: set[str]) -> Iterator[tuple[str, int, int]]:
    """These rows by the unit they stand in next, each once; what is on the way to the chosen unit is opened."""
    groups: dict[str, Rows] = {}
    for above, codes, number in rows:
        group = groups.setdefault(codes[0] if codes else own_code(above), [])
        group.append((codes[0] if codes else above, codes[1:], number))
    for code, inside in groups.items():
        yield code, level, sum(number for _, _, number in inside)
        if code in path and any(codes for _, codes, _ in inside):
            yield from _below(inside, level + 1, path)


def _by_count(found: list[tuple[str, int, int]], names: dict[str, str]) -> list[tuple[str, int, int]]:
    """The same choices, at each level the most first, each followed by what is below it."""
    if not found:
        return []
    level = min(level for _, level, _ in found)
    groups: list[list[tuple[str, int, int]]] = []
    for one in found:
        if one[1] == level or not groups:
            groups.append([])
        groups[-1].append(one)
    groups.sort(key=lambda group: (-group[0][2], vi.sort_key(names.get(group[0][0], group[0][0]))))
    return [one for group in groups for one in (group[0], *_by_count(group[1:], names))]


def _places_then(dossiers: DossierQuerySet, answers: Q) -> Places:
    """By the path and the name frozen on each dossier."""
    found, counts = Places(), Counter[str]()
    rows = dossiers.values("unit_path", "unit_name").annotate(
        found=Count("pk", filter=answers), last=Max("year"), cutoff=Max("campaign__cutoff_on")
    )
    for row in rows.order_by("last", "cutoff", "unit_path", "unit_name"):
        codes = row["unit_path"].strip("/").split("/")
        counts[row["unit_path"]] += row["found"]
        found.names[codes[-1]] = row["unit_name"]  # the newest comes last
        found.days |= dict.fromkeys(codes, min(row["cutoff"], date(row["last"], 12, 31)))
    found.rows = [(path.strip("/").split("/"), number) for path, number in sorted(counts.items())]
    return found


def _places_now(dossiers: DossierQuerySet, answers: Q) -> Places:
    """By the present path of the unit each dossier counts in; what is not allocated stands as a place below it."""
    found = Places()
    rows = dossiers.values("counts_in__path", "is_allocated").annotate(found=Count("pk", filter=answers))
    for row in rows.order_by("counts_in__path", "-is_allocated"):
        codes = row["counts_in__path"].strip("/").split("/")
        left = [] if row["is_allocated"] else [unallocated_code(codes[-1])]
        found.rows.append(([*codes, *left], row["found"]))
    return found


def _names(codes: Iterable[str], places: Places, asked: Conditions, today: date) -> dict[str, str]:
    wanted = {code for code in codes if code}
    last = max([*asked.years, *([asked.last] if asked.last else [])], default=None)
    usual = date(last, 1, 1) if last and asked.reading is Reading.THEN else None
    days: dict[str, date | None] = {
        code: places.days.get(code, usual) for code in sorted(wanted) if code not in places.names
    }  # fmt: skip
    if asked.within and asked.within not in places.names and last:
        days[asked.within] = places.days.get(asked.within, date(last, 1, 1))
    return names_on(days, today) | places.names
