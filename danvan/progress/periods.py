"""The quarters, halves and years that are reported on: their days, their names, and which answers for which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from danvan.progress.enums import PeriodKind

MONTHS = {PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}
EARLY = {PeriodKind.QUARTER: 20, PeriodKind.HALF: 30, PeriodKind.YEAR: 61}  # days before its end it may be sent
GRACE = 10  # days after its end until which it is in time
ROMAN = ("", "I", "II", "III", "IV")
_KEYS = {PeriodKind.QUARTER: "quy", PeriodKind.HALF: "nua", PeriodKind.YEAR: "nam"}


@dataclass(frozen=True)
class Period:
    """One quarter, half or year of a calendar year."""

    kind: PeriodKind
    year: int
    number: int

    @property
    def begins_on(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS[self.kind] + 1, 1)

    @property
    def ends_on(self) -> date:
        month = self.number * MONTHS[self.kind]
        following = date(self.year + 1, 1, 1) if month == 12 else date(self.year, month + 1, 1)
        return following - timedelta(days=1)

    @property
    def opens_on(self) -> date:
        """The first day a report on it may be sent."""
        return self.ends_on - timedelta(days=EARLY[self.kind])

    @property
    def due_on(self) -> date:
        """The last day a report on it is in time."""
        return self.ends_on + timedelta(days=GRACE)

    @property
    def key(self) -> str:
        """Its name in addresses, without the year: quy-1, nua-2, nam-1."""
        return f"{_KEYS[self.kind]}-{self.number}"

    @property
    def name(self) -> str:
        """Its name without the year: quý I, 6 tháng đầu năm, cả năm."""
        if self.kind == PeriodKind.QUARTER:
            return f"quý {ROMAN[self.number]}"
        if self.kind == PeriodKind.HALF:
            return "6 tháng đầu năm" if self.number == 1 else "6 tháng cuối năm"
        return "cả năm"

    @property
    def label(self) -> str:
        """Its full name: quý I năm 2026, 6 tháng đầu năm 2026, năm 2026."""
        if self.kind == PeriodKind.YEAR:
            return f"năm {self.year}"
        return f"{self.name} {self.year}" if self.kind == PeriodKind.HALF else f"{self.name} năm {self.year}"

    def answered_by(self) -> list[Period]:
        """A longer report that ends on the same day answers for the shorter period too."""
        return [one for one in periods_of(self.year) if one.ends_on == self.ends_on and one.begins_on <= self.begins_on]

    def is_before(self, other: Period) -> bool:
        """Did it end before the other; of two that end together the shorter comes first."""
        return (self.ends_on, MONTHS[self.kind]) < (other.ends_on, MONTHS[other.kind])


def periods_of(year: int) -> list[Period]:
    """The seven periods of a year in the order in which they are reported on."""
    made = [Period(kind, year, number) for kind in PeriodKind for number in range(1, 12 // MONTHS[kind] + 1)]
    return sorted(made, key=lambda one: (one.ends_on, MONTHS[one.kind]))


def period_of_key(key: str, year: int) -> Period | None:
    """The period of a year by its name in addresses."""
    return next((one for one in periods_of(year) if one.key == key), None)


def quarter_on(day: date) -> Period:
    """The quarter a day lies in."""
    return Period(PeriodKind.QUARTER, day.year, (day.month - 1) // 3 + 1)


def to_report_on(day: date) -> Period:
    """The quarter whose report is written about this day: the one about to end, else the one that ended last."""
    current = quarter_on(day)
    if day >= current.opens_on:
        return current
    return quarter_on(current.begins_on - timedelta(days=1))
