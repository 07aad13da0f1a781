"""Which decisions answer what a reader asks for, and what the list could be narrowed to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from danvan.decisions.enums import DecisionKind, DecisionState
from danvan.decisions.models import DecisionQuerySet
from danvan.kit import vi
from danvan.reports.facets import Choice, Facet
from danvan.reports.finding import find_decisions, issuer_then

KINDS = {
    "cong-nhan": DecisionKind.RECOGNISE, "khen-thuong": DecisionKind.COMMEND, "dinh-chinh": DecisionKind.AMEND,
    "thu-hoi": DecisionKind.REVOKE,
}  # fmt: skip
FORCE = {
    "con-hieu-luc": (DecisionState.ISSUED, "Còn hiệu lực"),
    "da-thay-the": (DecisionState.REPLACED, "Đã thay thế"),
    "da-thu-hoi": (DecisionState.REVOKED, "Đã thu hồi"),
}
NO_YEAR = "chua-ro"  # old papers without a day
NAMES = {"years": "nam", "kinds": "loai", "issuers": "co-quan", "force": "hieu-luc"}


@dataclass(frozen=True)
class Wanted:
    """The conditions on decisions, as they stand in the address; an empty one asks for nothing."""

    q: str = ""
    years: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    force: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counted:
    """So many decisions of one year, kind, issuer and force."""

    year: str
    kind: str
    issuer: str
    issuer_name: str
    force: str
    many: int


def answering(wanted: Wanted) -> DecisionQuerySet:
    """The decisions that answer every condition."""
    found: DecisionQuerySet = find_decisions(wanted.q)
    if wanted.years:
        years = Q(signed_on__year__in=[int(year) for year in wanted.years if year.isdigit()])
        found = found.filter(years | Q(signed_on__isnull=True) if NO_YEAR in wanted.years else years)
    if wanted.kinds:
        found = found.filter(kind__in=[KINDS[kind] for kind in wanted.kinds if kind in KINDS])
    if wanted.issuers:
        found = found.filter(unit__code__in=wanted.issuers)
    if wanted.force:
        found = found.filter(state__in=[FORCE[force][0] for force in wanted.force if force in FORCE])
    return found


def counted(q: str) -> list[Counted]:
    """What these words find, by everything a facet asks for; one query."""
    fields = ("signed_on__year", "kind", "unit__code", "issuer", "state")
    found: QuerySet[Any] = find_decisions(q).order_by().annotate(issuer=issuer_then())
    rows = found.values_list(*fields).annotate(many=Count("pk", distinct=True))
    kinds = {str(kind): word for word, kind in KINDS.items()}
    force = {str(state): word for word, (state, _) in FORCE.items()}
    return [
        Counted(str(year or NO_YEAR), kinds.get(kind, ""), code, name, force.get(state, ""), many)
        for year, kind, code, name, state, many in rows
    ]


def matched(rows: Sequence[Counted], wanted: Wanted, without: str = "") -> list[Counted]:
    """The counted rows that answer all conditions but one."""
    asked = {
        "years": (wanted.years, _year), "kinds": (wanted.kinds, _kind), "issuers": (wanted.issuers, _issuer),
        "force": (wanted.force, _force),
    }  # fmt: skip
    return [
        row for row in rows
        if all(not values or value(row) in values for name, (values, value) in asked.items() if name != without)
    ]  # fmt: skip


def facets(rows: Sequence[Counted], wanted: Wanted) -> list[Facet]:
    """Year, kind, issuer and force, each counted with the others applied; a value that would give nothing stays."""
    signed = sorted(rows, key=lambda row: ("" if row.year == NO_YEAR else row.year, row.issuer_name))
    issuers = {code: code for code in wanted.issuers} | {row.issuer: row.issuer_name for row in signed}  # last called
    years = sorted({row.year for row in rows} | set(wanted.years), reverse=True)
    labels = {
        "years": [(year, "Chưa rõ năm" if year == NO_YEAR else year) for year in years],
        "kinds": [(word, str(kind.label)) for word, kind in KINDS.items()],
        "issuers": sorted(issuers.items(), key=lambda item: vi.sort_key(item[1])),
        "force": [(word, label) for word, (_, label) in FORCE.items()],
    }
    told = (
        ("years", "Năm ban hành", _year, wanted.years), ("kinds", "Loại quyết định", _kind, wanted.kinds),
        ("issuers", "Cơ quan ban hành", _issuer, wanted.issuers), ("force", "Hiệu lực", _force, wanted.force),
    )  # fmt: skip
    return [
        Facet(NAMES[name], legend, _choices(labels[name], matched(rows, wanted, name), value, chosen))
        for name, legend, value, chosen in told
    ]


def _choices(
    labels: Sequence[tuple[str, str]], rows: Sequence[Counted], value: Callable[[Counted], str], chosen: Sequence[str]
) -> list[Choice]:
    counts: Counter[str] = Counter()
    for row in rows:
        counts[value(row)] += row.many
    return [Choice(word, label, counts[word], word in chosen) for word, label in labels]


def _year(row: Counted) -> str:
    return row.year


def _kind(row: Counted) -> str:
    return row.kind


def _issuer(row: Counted) -> str:
    return row.issuer


def _force(row: Counted) -> str:
    return row.force
