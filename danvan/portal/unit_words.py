"""What the page of one unit says in words: its finding, its hard criteria, and who did as it did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from danvan.dossiers.results import COUNTING, Measure
from danvan.kit import numbers, vi
from danvan.portal import links
from danvan.reports.comparable import Lists
from danvan.reports.hardest import Unmet
from danvan.reports.replication import has_copies, is_copy
from danvan.reports.scope import Scope
from danvan.reports.titles import TitleRow
from danvan.reports.totals import PARTS, Totals, YearCount

_RECOGNISED = Q(recognised_on__isnull=False)
_LED, _FOLLOWED = Count("pk", filter=_RECOGNISED & has_copies), Count("pk", filter=_RECOGNISED & is_copy)


def lead(rows: Sequence[TitleRow], lists: Lists, by: Mapping[int, Measure], recognised: int) -> str:
    """The unit in two or three sentences: its titles, how far it has come, its models."""
    held = sorted({row.year for row in rows if row.recognised_on})
    assessed = [row for row in rows if row.is_assessed]
    told = []
    if held:
        running = " liền" if len(held) > 1 and held[-1] - held[0] == len(held) - 1 else ""
        words = vi.capfirst_vi(numbers.words(len(held)))
        told.append(f"{words} năm{running} được công nhận danh hiệu “Dân vận khéo”.")
    if risen := _risen(assessed, lists):
        told.append(risen)
    elif assessed and not held:
        newest = assessed[0]
        words = by.get(newest.version_id or 0, COUNTING).words(newest.marks, newest.points, newest.grade)
        told.append(f"Năm {newest.year} đạt {words if newest.by_points else words.replace('/', ' trên ')}.")
    elif rows and not held:
        told.append(f"Đã đăng ký danh hiệu “Dân vận khéo” năm {rows[0].year}.")
    if recognised:
        told.append(f"{numbers.grouped(recognised)} mô hình được ghi tên vào sổ vàng.")
    return " ".join(told) or "Chưa có mô hình hoặc danh hiệu nào được công bố."


def _risen(assessed: Sequence[TitleRow], lists: Lists) -> str:
    """From how many criteria to how many, where the first and the last year may be compared and more were met."""
    if len(assessed) < 2 or any(row.by_points for row in assessed):
        return ""
    last, first = assessed[0], assessed[-1]
    apart = lists.between(first.version_id or 0, last.version_id or 0)
    met, before = last.marks.count("Y"), first.marks.count("Y")
    if last.year == first.year or met <= before or (apart and apart.is_of_title):
        return ""
    full = "đủ " if last.is_full else ""
    return f"Từ {before} tiêu chí năm {first.year} lên {full}{met} tiêu chí năm {last.year}."


def years_title(rows: Sequence[TitleRow]) -> str:
    """How many years, and by how many criteria."""
    years = len({row.year for row in rows})
    sizes = sorted({len(row.marks) for row in rows if row.marks})
    words = vi.capfirst_vi(numbers.words(years))
    if not sizes:
        return f"{words} năm đăng ký danh hiệu"
    return f"{words} năm, {' đến '.join(str(size) for size in dict.fromkeys((sizes[0], sizes[-1])))} tiêu chí"


def hard(found: Sequence[Unmet]) -> dict[str, Any]:
    """The hard criteria, and from which year on they count: said once when it is the same for all."""
    since = {one.since for one in found}
    words = vi.capfirst_vi(numbers.words(len(found)))
    title = f"{words} tiêu chí khó nhất" if len(found) > 1 else "Tiêu chí chưa đạt"
    return {"unmet": [{"number": one.number, "title": one.title, "since": one.since, "words": _when(one)}
                      for one in found],
            "unmet_title": title, "unmet_since": since.pop() if len(since) == 1 else 0}  # fmt: skip


def _when(one: Unmet) -> str:
    missed = f"chưa đạt năm {', '.join(map(str, one.years))}"
    return f"{missed}; đạt từ {one.met_since}" if one.met_since else missed


@dataclass(frozen=True)
class Years:
    """The models of a unit by year, and how many of the recognised others did again, or came from elsewhere."""

    rows: list[YearCount]
    led: int
    followed: int


def years_of(scope: Scope) -> Years:
    """Both in one query."""
    models: QuerySet[Any] = scope.models()
    told = models.values("year").annotate(**PARTS, led=_LED, followed=_FOLLOWED).order_by("year")
    rows, led, followed = [], 0, 0
    for row in told:
        led, followed = led + row.pop("led"), followed + row.pop("followed")
        rows.append(YearCount(row.pop("year"), Totals(**row)))
    return Years(rows, led, followed)


def copied(years: Years, scope: Scope) -> dict[str, Any]:
    """Who did as this unit did, and as whom it did, each with the list that proves it."""
    return {
        "led": years.led, "led_url": links.practices(scope, nhan_rong="da-nhan-rong"),
        "followed": years.followed, "followed_url": links.practices(scope, nguon="hoc-noi-khac"),
    }  # fmt: skip
