"""The list of dossiers: its conditions applied, its rows ready to be drawn, its links that drop one condition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, Q
from django.urls import reverse

from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.dossiers.enums import KINDS, Holder, State, Voice
from danvan.dossiers.models import Campaign, DossierQuerySet
from danvan.dossiers.results import COUNTING, Measure
from danvan.kit import vi
from danvan.office.desk_board import TONES
from danvan.office.desk_kinds import BY_KEY, conditions
from danvan.office.forms_list import RECOGNISED, STATES
from danvan.reports.dossier_rows import DossierRow
from danvan.units.models import Unit

SHORT_TRACKS = {Track.MODEL: "Mô hình", Track.COMMUNE: "Danh hiệu đảng bộ", Track.AGENCY: "Danh hiệu cơ quan"}


@dataclass(frozen=True)
class Line:
    """One dossier of a list, in words."""

    url: str
    title: str
    by: str
    kind: str
    state: str
    marks: str
    groups: list[int]
    tone: str
    voice: str
    points: str  # "97/100" on a list by points
    notes: list[str]


@dataclass(frozen=True)
class Listing:
    """Rows of a report with the measures of their cards."""

    found: Sequence[DossierRow]
    measures: Mapping[int, Measure]

    def rows(self) -> list[Line]:
        """The rows ready to be drawn."""
        return [self._line(row) for row in self.found]

    def _line(self, row: DossierRow) -> Line:
        recognised = row.recognised_on is not None
        measure = self.measures.get(row.version_id or 0, COUNTING)
        holder = row.holder_name or row.unit_name
        holds = f", {Holder(row.holder_kind).label.lower()}" if row.track == Track.MODEL else ""
        notes = [f"{SHORT_TRACKS[Track(row.track)]}{holds}, {row.year}", row.recognised_by]
        return Line(
            url=reverse("office:dossier", args=[row.pk]), title=row.title,
            by=", ".join(dict.fromkeys(filter(None, [holder, row.unit_name, row.superior_name]))),
            kind="rec" if recognised else KINDS[State(row.state)],
            state="Được công nhận" if recognised else State(row.state).label,
            marks=row.marks, groups=measure.sizes, points=measure.total(row.marks, row.points),
            tone="gold" if recognised else TONES[row.voice], voice=Voice(row.voice).label if row.voice else "",
            notes=[note for note in notes if note],
        )  # fmt: skip


def narrowed(dossiers: DossierQuerySet, asked: Mapping[str, Any], user: User) -> DossierQuerySet:
    """The dossiers that answer to every condition asked for."""
    found = dossiers
    for word in vi.fold(asked["q"]).split():
        found = found.filter(search__contains=word)
    if asked["dot"]:
        found = found.filter(campaign__code=asked["dot"])
    if asked["noi-dung"]:
        found = found.filter(track__in=asked["noi-dung"])
    if asked["don-vi"]:
        found = found.filter(_at(asked["don-vi"]))
    if asked["trang-thai"]:
        found = found.filter(_states(asked["trang-thai"]))
    if asked["viec"]:
        found = found.filter(conditions(user).get(asked["viec"], Q(pk__in=[])))
    return found


def _at(unit: str) -> Q:
    """A unit by its code, with all that stands under it, or any unit by a part of its name."""
    code = f"{unit.upper()}/"
    by_code = Q(unit__path__startswith=code) | Q(unit__path__contains=f"/{code}")
    is_a_code = Exists(Unit.objects.filter(code=unit.upper()))
    return by_code | (Q(unit__name_fold__contains=vi.fold(unit)) & ~Q(is_a_code))


def _states(states: Sequence[str]) -> Q:
    wanted = Q(state__in=[state for state in states if state != RECOGNISED], recognised_on__isnull=True)
    return wanted | Q(recognised_on__isnull=False) if RECOGNISED in states else wanted


def query(asked: Mapping[str, Any], *, without: tuple[str, str] | None = None) -> str:
    """The conditions as they stand in an address, less one."""
    every = [pair for name in asked if name != "page" for pair in pairs(name, asked[name])]
    return urlencode([pair for pair in every if pair != without])


def pairs(name: str, value: Any) -> list[tuple[str, str]]:
    """What was asked under one name, as it stands in an address."""
    values = value if isinstance(value, list) else [value] if value else []
    return [(name, str(one)) for one in values]


def chips(asked: Mapping[str, Any], campaigns: Sequence[Campaign]) -> list[dict[str, str]]:
    """One chip for each condition, whose link drops just that one."""
    words: dict[str, dict[str, str]] = {
        "dot": {c.code: c.name for c in campaigns},
        "noi-dung": {key: SHORT_TRACKS[Track(key)] for key in Track.values},
        "trang-thai": dict(STATES),
        "viec": {key: vi.capfirst_vi(kind.many.format(count="").strip()) for key, kind in BY_KEY.items()},
    }
    here = reverse("office:dossiers")
    return [
        {"label": words.get(name, {}).get(value, value), "url": f"{here}?{query(asked, without=(name, value))}"}
        for name in asked
        if name != "page"
        for name, value in pairs(name, asked[name])
    ]


def facets(asked: Mapping[str, Any], campaigns: Sequence[Campaign]) -> list[dict[str, Any]]:
    """The conditions that are ticked rather than typed."""
    tracks = [(key, SHORT_TRACKS[Track(key)]) for key in Track.values]
    every = [("", "Mọi đợt"), *((c.code, c.name) for c in campaigns)]
    return [
        _facet("Đợt thi đua", "dot", every, [asked["dot"]], kind="radio"),
        _facet("Nội dung", "noi-dung", tracks, asked["noi-dung"]),
        _facet("Trạng thái", "trang-thai", STATES, asked["trang-thai"]),
    ]


def _facet(
    legend: str, name: str, choices: Iterable[tuple[str, str]], ticked: Sequence[str], kind: str = "checkbox"
) -> dict[str, Any]:
    rows = [{"value": value, "label": label, "count": None, "checked": value in ticked} for value, label in choices]
    return {"legend": legend, "name": name, "kind": kind, "choices": rows}
