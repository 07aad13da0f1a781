"""Where years stop being comparable, in words: between the cards of a unit, and between rates of several units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from danvan.criteria.enums import ScoringMode
from danvan.kit import numbers
from danvan.reports.comparable import Difference, Lists, Rule, lists_of
from danvan.reports.titles import TitleCount, TitleRow

MOST_NAMED = 8  # more criteria than this are counted, not named


@dataclass(frozen=True)
class Break:
    """The years from ``since`` on stand apart from those up to ``before``."""

    since: int
    before: int
    difference: Difference

    @property
    def words(self) -> str:
        """One or two sentences for who reads the strips from year to year."""
        found, old, new = self.difference, *self.difference.sizes
        if self.since == self.before:
            return f"Hai phiếu năm {self.since} chấm theo hai bộ tiêu chí khác nhau, không so sánh với nhau."
        if len(found.fresh) == new:
            sizes = f": {old} thành {new} tiêu chí," if old != new else f", cũng {new} tiêu chí:"
            told = f"chấm theo bộ tiêu chí khác{sizes} không so sánh từng tiêu chí với các năm trước."
            return _then(f"Từ năm {self.since} {told}", found)
        if found.is_of_lines:
            sizes = f", {old} thành {new} tiêu chí" if old != new else ""
            return _then(f"Từ năm {self.since} bộ tiêu chí sửa đổi{sizes}: {_lines(found)}.", found)
        if found.is_of_rule:
            return f"Từ năm {self.since} {_rule(found)}: {_kept(found)}không so sánh việc đạt ngưỡng với các năm trước."
        return (
            f"Từ năm {self.since} các tiêu chí xếp theo thứ tự mới: vẫn so sánh được, "
            "nhưng hạt cùng cột không còn là cùng một tiêu chí."
        )

    @property
    def rate_words(self) -> str:
        """One sentence for who reads how many units reached the threshold, year by year."""
        found, old, new = self.difference, *self.difference.sizes
        told = [_rule(found)] if found.is_of_rule else []
        if found.is_of_lines:
            told.insert(0, f"bộ tiêu chí đổi{f' từ {old} thành {new} tiêu chí' if old != new else ''}")
        return f"Từ năm {self.since} {', '.join(told)}: không so sánh số đơn vị đạt ngưỡng với năm {self.before}."


def _lines(found: Difference) -> str:
    if not found.fresh:
        told = "không so sánh tổng số đạt với các năm trước, các tiêu chí khác so sánh được"
        return f"bỏ {len(found.gone)} tiêu chí, {told}"
    which = f"{len(found.fresh)} tiêu chí mới hoặc đổi nội dung" if len(found.fresh) > MOST_NAMED else (
        f"tiêu chí {', '.join(map(str, found.fresh))}"
    )  # fmt: skip
    return f"không so sánh {which} và tổng số đạt với các năm trước, các tiêu chí khác so sánh được"


def _then(words: str, found: Difference) -> str:
    """The sentence on the lines, and one on the rule when that changed as well."""
    if not found.is_of_rule:
        return words
    told = _rule(found)
    return f"{words} {told[0].upper()}{told[1:]}."


def _rule(found: Difference) -> str:
    old, new = found.rules
    if old.mode != new.mode:
        return f"cách chấm đổi từ {_mode(old)} sang {_mode(new)}"
    if old.threshold != new.threshold:
        return f"ngưỡng đạt đổi từ {_threshold(old)} thành {_threshold(new)}"
    return "quy tắc xét đạt ngưỡng thay đổi"


def _kept(found: Difference) -> str:
    """What may still be compared where only the rule changed."""
    old, new = found.rules
    if old.mode != new.mode:
        return ""
    return f"số {_unit(new)}{' đạt' if new.mode == ScoringMode.COUNT else ''} vẫn so sánh được, "


def _unit(rule: Rule) -> str:
    return "điểm" if rule.mode == ScoringMode.POINTS else "tiêu chí"


def _mode(rule: Rule) -> str:
    return str(ScoringMode(rule.mode).label)


def _threshold(rule: Rule) -> str:
    return f"{numbers.short(rule.threshold)} {_unit(rule)}" if rule.threshold is not None else "chưa định"


def year_breaks(rows: Iterable[TitleRow], lists: Lists) -> dict[int, Break]:
    """Between the years of one unit: the break by the registration of the first year behind it.

    A year without a card is passed over.
    """
    judged = sorted((row for row in rows if row.version_id), key=lambda row: row.year)
    found = {}
    for old, new in pairwise(judged):
        if difference := lists.between(old.version_id or 0, new.version_id or 0):
            found[new.dossier_id] = Break(new.year, old.year, difference)
    return found


def rate_breaks(counts: Sequence[TitleCount]) -> dict[tuple[str, int], Break]:
    """Between the years of several units: the break by criteria set and the first year behind it.

    A year is held against the last one before in which the same set was used, or another of the same track. No query
    while every year was judged by one version.
    """
    judged = [count for count in counts if count.versions]
    versions = frozenset[int]().union(*(count.versions for count in judged))
    if len(versions) < 2:
        return {}
    lists, found = lists_of(versions), {}
    for count in judged:
        earlier = _before(count, judged)
        pairs = [(old, new) for one in earlier for old in sorted(one.versions) for new in sorted(count.versions)]
        told = [difference for old, new in pairs if (difference := lists.between(old, new)) and difference.is_of_title]
        if told:
            found[count.criteria_set, count.year] = Break(count.year, earlier[0].year, told[0])
    return found


def _before(count: TitleCount, judged: Sequence[TitleCount]) -> list[TitleCount]:
    earlier = [one for one in judged if one.year < count.year and one.track == count.track]
    same = [one for one in earlier if one.criteria_set == count.criteria_set] or earlier
    last = max((one.year for one in same), default=0)
    return [one for one in same if one.year == last]
