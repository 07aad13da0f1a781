"""What a card comes to, in figures and in words: criteria met of those that apply, or points of the most there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from danvan.criteria.enums import ScoringMode
from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.criteria.scoring import Verdict
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.scores import verdict_of
from danvan.kit import numbers

HALF = "Phiếu chấm điểm: hạt đầy là tiêu chí được từ nửa số điểm trở lên."  # said where such a strip is drawn


@dataclass(frozen=True)
class Measure:
    """What the cards of one version are measured by.

    ``sizes`` are the groups, the gaps of a strip; ``weights`` the points of each line, None for a bonus line.
    """

    sizes: list[int] = field(default_factory=list)
    weights: tuple[Decimal | None, ...] = ()
    by_points: bool = False
    cap: Decimal | None = None

    def whole(self, marks: str) -> Decimal:
        """The most a card can come to: what does not apply and bonus lines aside, and never above the cap."""
        if not self.by_points:
            return Decimal(len(marks) - marks.count("A"))
        lines = zip(self.weights, marks, strict=False)
        base = sum((weight for weight, mark in lines if weight is not None and mark != "A"), Decimal(0))
        return base if self.cap is None else min(base, self.cap)

    def still_open(self, marks: str) -> int:
        """How many lines are still to be judged; by points, a bonus line may be left alone."""
        if not self.by_points:
            return marks.count(".")
        lines = zip(self.weights, marks, strict=False)
        return sum(mark == "." and weight is not None for weight, mark in lines)

    def total(self, marks: str, points: Decimal | None) -> str:
        """The points of the most there are, "97/100"; empty where criteria are counted, as the strip does itself."""
        if not self.by_points or points is None:
            return ""
        return f"{numbers.short(points)}/{numbers.short(self.whole(marks))}"

    def words(self, marks: str, points: Decimal | None, grade: str = "") -> str:
        """The result in words: "22/24 tiêu chí", or "97/100 điểm, xếp loại Tốt"; empty while nothing is scored."""
        if not self.by_points:
            return counted(marks)
        told = f"{self.total(marks, points)} điểm" if marks else ""
        return f"{told}, xếp loại {grade}" if told and grade else told


COUNTING = Measure()  # where criteria are counted, the marks alone tell the result


def counted(marks: str) -> str:
    """The criteria met of those that apply, in words; empty while nothing is scored."""
    return f"{marks.count('Y')}/{len(marks) - marks.count('A')} tiêu chí" if marks else ""


def measure(version: CriteriaVersion, criteria: Sequence[Criterion]) -> Measure:
    """The measure of a version from its criteria in official order."""
    by_points = version.mode == ScoringMode.POINTS
    return Measure(
        sizes=[len(list(run)) for _, run in groupby(criteria, key=_group)],
        weights=tuple(None if line.is_bonus else line.weight for line in criteria) if by_points else (),
        by_points=by_points, cap=version.points_cap,
    )  # fmt: skip


def _group(criterion: Criterion) -> int | None:
    return criterion.group_id


_FIELDS = (
    "group_id", "order", "weight", "is_bonus", "version_id", "version__mode", "version__points_cap",
)  # fmt: skip


def measures(version_ids: Iterable[int | None]) -> dict[int, Measure]:
    """The measures of these versions, in one statement; nothing is asked for no version."""
    wanted = {pk for pk in version_ids if pk}
    if not wanted:
        return {}
    lines = Criterion.objects.filter(version__in=wanted).select_related("version").only(*_FIELDS)
    runs = groupby(lines.order_by("version_id", "order"), key=lambda line: line.version_id)
    found = {pk: list(run) for pk, run in runs}
    return {pk: measure(run[0].version, run) for pk, run in found.items()}


def result_of(card: Scorecard) -> str:
    """The result of one card in words."""
    return measures([card.version_id]).get(card.version_id, COUNTING).words(card.marks, card.points, card.grade)


def need(result: Verdict, *, by_points: bool) -> str:
    """How a verdict stands to its threshold, and the vetoes that failed, in words."""
    unit = " điểm" if by_points else ""
    bar = f"Ngưỡng {numbers.short(result.threshold)}{unit}"
    words = f"{bar}, cần thêm {numbers.short(result.needed)}" if result.needed else f"Đã qua {bar[0].lower()}{bar[1:]}"
    if result.vetoes:
        words += f"; trượt điểm liệt ở tiêu chí {', '.join(str(number) for number in result.vetoes)}"
    return words


def shortfall(card: Scorecard) -> str:
    """Why a card does not pass, in the words of its rule; empty when it passes."""
    if card.is_pass:
        return ""
    found, by_points = verdict_of(card), card.version.mode == ScoringMode.POINTS
    bar = " ngưỡng" if found.needed else ""
    return f"Phiếu chưa đạt{bar}: được {result_of(card)}. {need(found, by_points=by_points)}."
