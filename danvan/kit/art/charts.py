"""Bars, the total ruler, paired year columns and map tiles. Lengths are SVG attributes, as the page forbids styles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

COLUMN_HEIGHT = 188
FAINTEST, DEEPEST = 0.08, 0.66


@dataclass(frozen=True)
class Year:
    """What one pair of columns shows, and where it leads."""

    year: int
    registered: int
    recognised: int
    url: str = ""


class Column(NamedTuple):
    """One year of the chart with the heights of its two columns, in pixels."""

    year: Year
    registered_height: int
    recognised_height: int


def share(value: float, total: float) -> float:
    """Which part of the total the value is, between 0 and 1; nothing of nothing is nothing."""
    return min(max(value / total, 0), 1) if total > 0 else 0


def bar(value: float, total: float, tone: str) -> str:
    """A horizontal bar that fills its share of the box; zero draws none."""
    width = 100 * share(value, total)
    fill = f'<svg class="bar-fill bar-{tone}" width="{width:.2f}%" height="100%" aria-hidden="true"></svg>'
    return f'<span class="bar">{fill if width else ""}</span>'


def ruler(done: int, total: int, threshold: int) -> str:
    """The track from nothing to all criteria, what is met, and the tick of the threshold."""
    met, tick = 100 * share(done, total), 100 * share(threshold, total)
    return (
        '<rect class="ruler-track" x=".6" y="4" width="99.7%" height="14" rx="7"/>'
        f'<rect class="ruler-fill" x=".6" y="4" width="{met:.2f}%" height="14" rx="7"/>'
        f'<rect class="ruler-tick" x="{tick:.2f}%" y="0" width="2.5" height="24"/>'
    )


def columns(years: Iterable[Year]) -> list[Column]:
    """Paired columns on one scale that begins at zero."""
    shown = list(years)
    most = max((max(year.registered, year.recognised) for year in shown), default=0)
    return [
        Column(
            year,
            round(COLUMN_HEIGHT * share(year.registered, most)),
            round(COLUMN_HEIGHT * share(year.recognised, most)),
        )
        for year in shown
    ]


def tile(part: float) -> str:
    """The gold of one map tile, deeper where the share is larger, never so deep that its number cannot be read."""
    depth = FAINTEST + (DEEPEST - FAINTEST) * share(part, 1)
    return f'<rect class="tiles-gold" width="100%" height="100%" fill-opacity="{depth:.3f}"/>'


def largest(values: Sequence[int]) -> int:
    """The largest of the values a chart compares, 0 when there is none."""
    return max(values, default=0)
