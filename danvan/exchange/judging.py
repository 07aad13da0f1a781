"""Comparing what a sheet says with what is stored: new, changed, the same, or wrong and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.dossiers.actions import Registration
from danvan.dossiers.content import WRITTEN, Content, match_key
from danvan.dossiers.editing import changes, why_locked
from danvan.dossiers.enums import State
from danvan.dossiers.models import Campaign, Dossier
from danvan.exchange import parsing
from danvan.exchange.cells import text_of
from danvan.exchange.columns import Columns
from danvan.exchange.finding import ThemeFinder, UnitFinder
from danvan.exchange.grid import Line
from danvan.exchange.neighbours import Neighbours
from danvan.exchange.preview import CHANGED, NEW, SAME, WRONG, RowPreview
from danvan.exchange.rows import Reading, content_from, read_companion, read_model, read_title
from danvan.exchange.score_rows import ScoreJudge
from danvan.units.enums import AGENCY_KINDS, COMMUNE_KINDS
from danvan.units.models import Unit
from danvan.units.queries import Standing

Key = tuple[int, int, str]
_WRITTEN_IN = {"unit", "superior", "year"}
_FIELD_OF = {"is_new": "continuity", "is_kept": "continuity"}


@dataclass
class Judge:
    """What judging the rows of one workbook reads once."""

    campaign: Campaign
    by: User
    units: UnitFinder
    themes: ThemeFinder
    existing: dict[Key, Dossier]
    counts: dict[str, int]  # how many criteria a track has
    is_form: bool = False  # our own form: a row with nothing but the unit we wrote there says nothing
    scores: ScoreJudge | None = None
    seen: dict[Key, str] = field(default_factory=dict)
    neighbours: Neighbours = field(init=False)

    def __post_init__(self) -> None:
        self.neighbours = Neighbours(self.existing.values())

    def rows(self, columns: Columns, line: Line, year: int | None) -> list[RowPreview]:
        """What one line of a sheet registers: a model; or a unit's title, and the model beside it; or a score."""
        if columns.holds_scores:
            return self.scores.rows(columns, line) if self.scores else []
        if self.is_form and _is_untouched(columns, line):
            return []
        if columns.holds_titles:
            return self._title_rows(columns, line, year)
        reading, place = self._begin(columns, line, year)
        read_model(reading, self.themes)
        return [self._judged(reading, place, Track.MODEL)]

    def _title_rows(self, columns: Columns, line: Line, year: int | None) -> list[RowPreview]:
        reading, place = self._begin(columns, line, year)
        track = self._track(reading, place)
        read_title(reading, self.counts.get(track, 99))
        reading.values["title"] = place.standing.name if place.standing else ""
        rows = [self._judged(reading, place, track)]
        if columns.value(line, "title") is not None and rows[0].outcome != WRONG:
            beside, place = self._begin(columns, line, year)
            read_companion(beside, self.themes)
            rows.append(self._judged(beside, place, Track.MODEL))
        return rows

    def _begin(self, columns: Columns, line: Line, year: int | None) -> tuple[Reading, _Place]:
        reading, place = Reading(columns, line), _Place()
        found = reading.take(
            "unit", lambda value: self.units.find(text_of(value), columns.text(line, "superior")),
            required="Thiếu tên đơn vị.",
        )  # fmt: skip
        if found is not None:
            place.unit, place.standing = found
        first, last = self.campaign.first_year, self.campaign.last_year
        said = reading.take("year", lambda value: parsing.whole(value, least=first, most=last, what="Năm"))
        place.year = said or year or last
        return reading, place

    def _track(self, reading: Reading, place: _Place) -> Track:
        kind = place.standing.kind if place.standing else None
        if kind is not None and kind not in COMMUNE_KINDS | AGENCY_KINDS:
            reading.blame("unit", f"«{place.standing.name if place.standing else ''}» không thuộc loại xét danh hiệu.")
        return Track.AGENCY if kind in AGENCY_KINDS else Track.COMMUNE

    def _judged(self, reading: Reading, place: _Place, track: Track) -> RowPreview:
        if reading.problems or place.unit is None or place.standing is None:
            return _wrong(reading)
        values = reading.values
        if track == Track.MODEL and "holder_name" not in reading.columns:
            values["holder_name"] = place.standing.name
        key = place.unit.pk, place.year, match_key(track, values["title"], values.get("holder_name", ""))
        where = f"dòng {reading.line.number}, trang «{reading.columns.table.sheet}»"
        if key in self.seen:
            reading.blame("title", f"Trùng với {self.seen[key]}.")
            return _wrong(reading)
        self.seen[key] = where
        if (dossier := self.existing.get(key)) is not None:
            return self._against(dossier, reading)
        content = content_from(values, Content(title=values["title"]))
        registration = Registration(
            unit=place.unit,
            content=content,
            track=track,
            year=place.year,
            is_illustrative=self.campaign.is_illustrative,
        )
        near = self.neighbours.near(place.unit.pk, place.year, content.title) if track == Track.MODEL else ""
        return _row(reading, NEW, "Hồ sơ mới.", registration=registration, near=near)

    def _against(self, dossier: Dossier, reading: Reading) -> RowPreview:
        base = Content(**{name: getattr(dossier, name) for name in WRITTEN})
        content = content_from(reading.values, base)
        details = changes(dossier, content)
        if not details:
            return _row(reading, SAME, "Không đổi.", dossier=dossier)
        if why := why_locked(dossier, set(details), self.by):
            reading.blame(next(iter(details)), why)
            return _wrong(reading, dossier)
        labels = "; ".join(
            cell.column_label for cell in _row(reading, CHANGED, "", dossier=dossier).cells if cell.is_change
        )
        return _row(reading, CHANGED, f"Sửa: {labels}.", dossier=dossier, edit=(dossier, content, dossier.edition))


@dataclass
class _Place:
    """The unit a line names, what it was on the day, and the year."""

    unit: Unit | None = None
    standing: Standing | None = None
    year: int = 0


def _row(reading: Reading, outcome: str, sentence: str, *, dossier: Dossier | None = None, **plan: Any) -> RowPreview:
    stored = _stored_in(dossier) if dossier else None
    return RowPreview(
        sheet=reading.columns.table.sheet, row=reading.line.number, outcome=outcome, cells=reading.cells(stored),
        sentence=sentence, title=_title(reading), dossier=dossier, **plan,
    )  # fmt: skip


def _stored_in(dossier: Dossier) -> Callable[[str], str]:
    """What the dossier says now, by the column that would fill it."""
    return lambda name: parsing.stored(dossier, _FIELD_OF.get(name, name))


def _title(reading: Reading) -> str:
    return reading.values.get("title") or reading.columns.text(reading.line, "title") or "Dòng chưa có tên"


def _wrong(reading: Reading, dossier: Dossier | None = None) -> RowPreview:
    return _row(reading, WRONG, " ".join(dict.fromkeys(reading.problems.values())), dossier=dossier)


def _is_untouched(columns: Columns, line: Line) -> bool:
    """Does a row say nothing but the unit, and the year, that the form had written in?"""
    return all(columns.value(line, name) is None for name in columns.places if name not in _WRITTEN_IN)


def existing_dossiers(campaign: Campaign) -> dict[Key, Dossier]:
    """The registrations that stand in a campaign, by what makes two rows the same."""
    rows = Dossier.objects.filter(campaign=campaign).exclude(state=State.WITHDRAWN)
    return {
        (dossier.unit_id, dossier.year, dossier.match_key): dossier
        for dossier in rows.select_related("unit", "theme", "campaign")
    }
