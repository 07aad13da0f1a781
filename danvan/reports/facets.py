"""What the public list could be narrowed to: the choices of each facet, counted with the other facets applied.

Every row stands in exactly one choice of each facet, so its counts always sum to the list with that facet lifted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from danvan.dossiers.enums import Holder
from danvan.dossiers.models import DossierQuerySet
from danvan.reports.conditions import NO_THEME, REACHED, TAKEN_BACK, Conditions, Copied, Force, Origin, Status
from danvan.reports.filters import KINDS
from danvan.reports.replication import has_copies, is_copy


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many models the list would hold with it, and whether it is chosen now.

    Choices of a deeper ``level`` are parts of the choice above them; ``leads`` to a chosen one below it.
    """

    value: str
    label: str
    count: int
    checked: bool
    level: int = 0
    leads: bool = False


@dataclass(frozen=True)
class Facet:
    """One facet under the name it has in the address, and the condition it asks for; ``kind`` is radio where only one
    value can be chosen."""

    name: str
    legend: str
    choices: list[Choice]
    kind: str = "checkbox"
    part: str = ""


@dataclass
class Tally:
    """The counts of one reading of the list; ``matched`` of ``whole`` rows answer all conditions, and ``worded`` rows
    hold the words, whatever else is asked."""

    matched: int = 0
    whole: int = 0
    worded: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    themes: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    copied: Counter[str] = field(default_factory=Counter)
    origins: Counter[str] = field(default_factory=Counter)
    forces: Counter[str] = field(default_factory=Counter)


_FIELDS = ("theme__code", "theme__name", "theme__order", "theme__scheme__name", "holder_kind", "year")
_FACETS = frozenset({"q", "themes", "kinds", "years", "copied", "origins"})  # what a zero stays visible under


def tally(dossiers: QuerySet[Any], asked: Conditions) -> Tally:
    """Count the listed models once, by everything a facet can ask for; each condition is looked at once a row."""
    parts = asked.parts()
    flags = {f"asked_{name}": _flag(parts.get(name)) for name in ("q", "unit", "within")}
    flags |= {"is_copied": _flag(has_copies), "is_copy": _flag(is_copy)}
    flags |= {f"reached_{status.name}": _flag(REACHED[status]) for status in Status}
    flags |= {f"lost_{status.name}": _flag(lost) for status, lost in TAKEN_BACK.items()}
    rows = (
        dossiers.annotate(**flags)
        .values(*_FIELDS, *flags)
        .annotate(found=Count("pk"))
        .order_by("theme__scheme", "theme__order", "year", "holder_kind")
    )
    found = Tally(years=Counter(dict.fromkeys(asked.years, 0)))
    for row in rows:
        _add(found, row, asked)
    for code in asked.themes:
        found.themes.setdefault(code, (code, "", 0))
    return found


def _flag(part: Q | None) -> Case | Value:
    return Case(When(part, then=1), default=0, output_field=IntegerField()) if part else Value(1)


def _failing(row: dict[str, Any], asked: Conditions) -> Iterator[str]:
    """The conditions that a row does not answer, all but how far it has come."""
    code, (copied, origin) = row["theme__code"] or NO_THEME, _sides(row)
    told = {
        "q": row["asked_q"], "unit": row["asked_unit"], "within": row["asked_within"],
        "themes": not asked.themes or code in asked.themes,
        "kinds": not asked.kinds or row["holder_kind"] in asked.kinds,
        "years": not asked.years or row["year"] in asked.years,
        "span": (asked.first or 0) <= row["year"] <= (asked.last or row["year"]),
        "copied": not asked.copied or copied in asked.copied,
        "origins": not asked.origins or origin in asked.origins,
    }  # fmt: skip
    return (name for name, answers in told.items() if not answers)


def _sides(row: dict[str, Any]) -> tuple[str, str]:
    return Copied.YES if row["is_copied"] else Copied.NO, Origin.COPY if row["is_copy"] else Origin.OWN


def _force(row: dict[str, Any], status: Status) -> Force | None:
    """Does the row hold this status, did it lose it, or has it never had it?"""
    if row[f"reached_{status.name}"]:
        return Force.HOLDS
    return Force.REVOKED if row.get(f"lost_{status.name}") else None


def _add(found: Tally, row: dict[str, Any], asked: Conditions) -> None:
    count, failing = row["found"], frozenset(_failing(row, asked))
    found.worded += count * row["asked_q"]
    for status in Status:
        wanted = asked.force if status in TAKEN_BACK else Force.HOLDS
        found.statuses[status] += count if not failing and _force(row, status) is wanted else 0
    force = _force(row, asked.status)
    found.forces[force or ""] += 0 if failing else count
    if force is not (asked.force if asked.status in TAKEN_BACK else Force.HOLDS):
        return
    found.whole += count
    found.matched += 0 if failing else count
    if failing <= _FACETS:
        _add_to_facets(found, row, failing, asked)


def _add_to_facets(found: Tally, row: dict[str, Any], failing: frozenset[str], asked: Conditions) -> None:
    """A row counts in each facet that alone keeps it out, or in all when nothing does; its values stay with nought."""
    counts = {name: row["found"] if failing <= {name} else 0 for name in _FACETS}
    code, (copied, origin) = row["theme__code"] or NO_THEME, _sides(row)
    before = found.themes.get(code, ("", "", 0))[2]
    name = row["theme__name"] or "Chưa ghi lĩnh vực"
    found.themes[code] = (name, row["theme__scheme__name"] or "", before + counts["themes"])
    found.years[row["year"]] += counts["years"]
    found.kinds[row["holder_kind"]] += counts["kinds"]
    found.copied[copied] += counts["copied"]
    found.origins[origin] += counts["origins"]


def counted_facets(found: Tally, asked: Conditions) -> list[Facet]:
    """The facets that a tally holds, without those of units; a value that would give nothing stays, with 0."""
    kinds = [Choice(value, Holder(kind).label, found.kinds[kind], kind in asked.kinds) for value, kind in KINDS.items()]
    years = [
        Choice(str(year), str(year), count, year in asked.years)
        for year, count in sorted(found.years.items(), reverse=True)
    ]
    copied = [Choice(one.value, one.label, found.copied[one], one in asked.copied) for one in Copied]
    origins = [Choice(one.value, one.label, found.origins[one], one in asked.origins) for one in Origin]
    forces = [Choice(one.value, one.label, found.forces[one], one is asked.force) for one in Force]
    facets = [
        Facet("linh-vuc", "Lĩnh vực", _themes(found, asked), part="themes"),
        Facet("loai", "Loại mô hình", kinds, part="kinds"),
        Facet("nam", "Năm đăng ký", years, part="years"),
        Facet("nhan-rong", "Nhân rộng", copied, part="copied"),
        Facet("nguon", "Nguồn gốc", origins, part="origins"),
    ]
    if asked.status in TAKEN_BACK:
        facets.append(Facet("hieu-luc", "Hiệu lực", forces, kind="radio", part="force"))
    return facets


def _themes(found: Tally, asked: Conditions) -> list[Choice]:
    shared = Counter(name for name, _, _ in found.themes.values())
    told = sorted(found.themes.items(), key=lambda theme: _theme_rank(theme[0], theme[1][2], asked))
    return [
        Choice(code, f"{name} ({scheme})" if shared[name] > 1 and scheme else name, count, code in asked.themes)
        for code, (name, scheme, count) in told
    ]


def _theme_rank(code: str, count: int, asked: Conditions) -> tuple[bool, bool]:
    """The schemes hold many themes: those that would give nothing stand after the others, what has none last."""
    return code == NO_THEME, not count and code not in asked.themes


def without_each(dossiers: DossierQuerySet, asked: Conditions) -> dict[str, int]:
    """How many rows there would be if one condition were dropped, by the name of that condition."""
    droppable = [name for name in asked.parts() if name != "status"]
    counts = {name: Count("pk", filter=asked.where(name)) for name in droppable}
    if asked.force is not Force.HOLDS:
        counts["force"] = Count("pk", filter=replace(asked, force=Force.HOLDS).where())
    found: dict[str, int] = dossiers.aggregate(**counts) if counts else {}
    return found
