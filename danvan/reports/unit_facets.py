"""The units the public list can be narrowed to: one level of the tree, of that time or of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Max

from danvan.dossiers.models import DossierQuerySet
from danvan.kit import vi
from danvan.reports.conditions import Conditions
from danvan.reports.facets import Choice, Facet
from danvan.reports.names import names_on
from danvan.reports.readings import Reading, unallocated_code


@dataclass
class Places:
    """Where rows stand, as codes from the top down, and what is known of the names of that time."""

    rows: list[tuple[list[str], int]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # frozen on the rows themselves
    days: dict[str, date] = field(default_factory=dict)  # the newest day on which rows stood under a unit


def unit_facet(dossiers: DossierQuerySet, asked: Conditions, today: date = date.max) -> Facet:
    """The units one level below the chosen one, or beside it when nothing is below; the chosen one stands first."""
    return unit_facets(dossiers, asked, today)[0]


def unit_facets(dossiers: DossierQuerySet, asked: Conditions, today: date) -> list[Facet]:
    """The facet of units, and the one of the unit of that time when it is asked for; two queries."""
    rows = dossiers.filter(asked.where("unit"))
    places = _places_then(rows) if asked.reading is Reading.THEN else _places_now(rows)
    above, counts = _level(places.rows, asked.unit)
    names = _names([above, *counts, asked.unit, asked.within], places, asked, today)
    choices = [Choice(code, names.get(code, code), count, code == asked.unit) for code, count in counts.items()]
    choices.sort(key=lambda choice: (-choice.count, vi.sort_key(choice.label)))
    if above:
        count = sum(number for codes, number in places.rows if above in codes)
        choices.insert(0, Choice(above, names.get(above, above), count, above == asked.unit))
    elif asked.unit and asked.unit not in counts:
        choices.insert(0, Choice(asked.unit, names.get(asked.unit, asked.unit), 0, True))
    found = [Facet("don-vi", "Đơn vị", choices, kind="radio")]
    if asked.within:
        label = f"Khi đó thuộc {names.get(asked.within, asked.within)}"
        count = sum(number for codes, number in places.rows if asked.unit in {"", *codes})
        found.append(Facet("khi-do", "Phạm vi khi đó", [Choice(asked.within, label, count, True)], kind="radio"))
    return found


def _places_then(dossiers: DossierQuerySet) -> Places:
    """By the path and the name frozen on each dossier."""
    found, counts = Places(), Counter[str]()
    rows = dossiers.values("unit_path", "unit_name").annotate(
        found=Count("pk"), last=Max("year"), cutoff=Max("campaign__cutoff_on")
    )
    for row in rows.order_by("last", "cutoff", "unit_path", "unit_name"):
        codes = row["unit_path"].strip("/").split("/")
        counts[row["unit_path"]] += row["found"]
        found.names[codes[-1]] = row["unit_name"]  # the newest comes last
        found.days |= dict.fromkeys(codes, min(row["cutoff"], date(row["last"], 12, 31)))
    found.rows = [(path.strip("/").split("/"), number) for path, number in sorted(counts.items())]
    return found


def _places_now(dossiers: DossierQuerySet) -> Places:
    """By the present path of the unit each dossier counts in; what is not allocated stands as a place below it."""
    found = Places()
    rows = dossiers.values("counts_in__path", "is_allocated").annotate(found=Count("pk"))
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


def _level(places: Iterable[tuple[list[str], int]], unit: str) -> tuple[str, Counter[str]]:
    """The unit whose lower units are offered, and how many rows each of these holds."""
    places = list(places)
    inside = [codes for codes, _ in places if unit in codes]
    if unit and inside and all(codes[-1] == unit for codes in inside):
        unit = inside[0][-2] if len(inside[0]) > 1 else ""
    counts: Counter[str] = Counter()
    for codes, number in places:
        place = codes.index(unit) if unit in codes else None if unit else 0
        if place is not None and place + 1 < len(codes):
            counts[codes[place + 1]] += number
    return unit if counts else "", counts
