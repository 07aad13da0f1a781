"""What keeps a draft from being issued, each told in a sentence at its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db.models import Q, Sum

from danvan.criteria.comparing import Difference, compare, rule_changes
from danvan.criteria.enums import ScoringMode
from danvan.criteria.models import CriteriaVersion
from danvan.criteria.texts import EDITORIAL, WORDS
from danvan.kit import dates, numbers

FULL_POINTS = Decimal(100)  # what the lines of a list by points add up to, bonus lines aside


@dataclass(frozen=True)
class Obstacle:
    """A sentence and where it belongs: a field of the rules, "group-<id>", "criterion-<id>", or "" for the whole."""

    place: str
    sentence: str


def obstacles(version: CriteriaVersion) -> list[Obstacle]:
    """Everything that must be mended before this draft is issued; nothing when it may be."""
    count = version.criteria.count()
    if count == 0:
        return [Obstacle("", "Phiên bản chưa có tiêu chí nào.")]
    found = [*_groups(version), *_period(version), *_editorial(version)]
    by_points = version.mode == ScoringMode.POINTS
    return [*found, *(_points(version) if by_points else _count(version, count))]


def _groups(version: CriteriaVersion) -> Iterator[Obstacle]:
    for group in version.groups.filter(criteria__isnull=True).order_by("order"):
        yield Obstacle(f"group-{group.pk}", f"Nhóm «{group}» chưa có tiêu chí.")
    for line in version.criteria.filter(group__isnull=True).order_by("order"):
        yield Obstacle(f"criterion-{line.pk}", f"Tiêu chí {line.order} chưa thuộc nhóm nào.")


def _count(version: CriteriaVersion, count: int) -> Iterator[Obstacle]:
    if not version.min_passed:
        yield Obstacle("min_passed", "Cần ghi số tiêu chí đạt tối thiểu.")
    elif version.min_passed > count:
        yield Obstacle("min_passed", f"Ngưỡng {version.min_passed} lớn hơn số tiêu chí ({count}).")
    for line in version.criteria.filter(is_bonus=True).order_by("order"):
        sentence = f"Tiêu chí {line.order}: điểm thưởng chỉ dùng khi chấm điểm."
        yield Obstacle(f"criterion-{line.pk}", sentence)


def _points(version: CriteriaVersion) -> Iterator[Obstacle]:
    total = version.criteria.filter(is_bonus=False).aggregate(total=Sum("weight"))["total"] or Decimal(0)
    bonus = version.criteria.filter(is_bonus=True).aggregate(total=Sum("weight"))["total"] or Decimal(0)
    if total != FULL_POINTS:
        yield Obstacle("weights", f"Tổng điểm các tiêu chí là {_said(total)}, cần bằng {_said(FULL_POINTS)}.")
    if not version.min_points or version.min_points > total:
        yield Obstacle("min_points", f"Ngưỡng điểm phải có và không quá tổng điểm {_said(total)}.")
    if version.bonus_cap is not None and version.bonus_cap > bonus:
        yield Obstacle("bonus_cap", f"Điểm thưởng tối đa lớn hơn tổng điểm thưởng của các tiêu chí ({_said(bonus)}).")
    if version.points_cap is not None and version.min_points and version.points_cap < version.min_points:
        yield Obstacle("points_cap", "Điểm tối đa cả phiếu nhỏ hơn ngưỡng.")
    yield from _classes(version)


def _classes(version: CriteriaVersion) -> Iterator[Obstacle]:
    names = [str(row.get("name", "")).strip() for row in version.classes]
    if not all(names):
        yield Obstacle("classes", "Có loại chưa ghi tên.")
        return
    least = [_least(row) for row in version.classes]
    for name, points in zip(names, least, strict=True):
        if points is None:
            yield Obstacle("classes", f"Loại «{name}» chưa ghi rõ từ bao nhiêu điểm.")
            return
    told = [points for points in least if points is not None]
    if told != sorted(set(told), reverse=True):
        yield Obstacle("classes", "Các loại phải xếp từ cao xuống thấp, không trùng mức điểm.")


def _least(row: dict[str, str]) -> Decimal | None:
    """From how many points a class begins, or nothing when that is no number of points."""
    try:
        points = Decimal(str(row.get("at_least", "")))
    except InvalidOperation:
        return None
    return points if points.is_finite() and points >= 0 else None


def _said(points: Decimal) -> str:
    return numbers.grouped(Decimal(f"{points.normalize():f}"))


def _period(version: CriteriaVersion) -> Iterator[Obstacle]:
    """Two issued versions never hold for the same units on the same day."""
    if version.is_sample:
        return
    if version.valid_from is None:
        yield Obstacle("valid_from", "Cần ghi ngày bắt đầu áp dụng.")
        return
    if version.valid_to is not None and version.valid_to < version.valid_from:
        yield Obstacle("valid_to", "Ngày kết thúc trước ngày bắt đầu áp dụng.")
        return
    own = version.criteria_set
    others = CriteriaVersion.objects.usable().filter(
        criteria_set__track=own.track, criteria_set__unit=own.unit_id, valid_from__isnull=False, is_sample=False
    )
    if version.valid_to is not None:
        others = others.filter(valid_from__lte=version.valid_to)
    others = others.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=version.valid_from))
    if version.is_editorial:
        others = others.exclude(copies=version.pk)
    twin = others.exclude(pk=version.pk).select_related("criteria_set").first()
    if twin is not None and twin.valid_from is not None:
        until = f"đến {dates.short(twin.valid_to)}" if twin.valid_to else "trở đi"
        yield Obstacle(
            "valid_from", f"«{twin}» đã ban hành, áp dụng cho cùng đối tượng từ {dates.short(twin.valid_from)} {until}."
        )


def _editorial(version: CriteriaVersion) -> Iterator[Obstacle]:
    """A correction of spelling asks exactly what was asked before."""
    source = version.copied_from
    if not version.is_editorial or source is None:
        return
    if rule_changes(source, version):
        yield Obstacle("", "Bản sửa lỗi chữ không đổi quy tắc chấm. Muốn đổi, hãy soạn phiên bản mới.")
    spans = (version.valid_from, version.valid_to), (source.valid_from, source.valid_to)
    if source.valid_from is not None and spans[0] != spans[1]:
        yield Obstacle("valid_from", "Bản sửa lỗi chữ giữ nguyên thời gian áp dụng của bản được sửa.")
    for pair in compare(source, version):
        strict = [name for name in WORDS if name not in EDITORIAL]
        same = pair.kind in {Difference.SAME, Difference.REWORDED} and all(
            getattr(pair.before[0], name) == getattr(pair.after[0], name) for name in ["order", *strict]
        )
        if not same:
            line = (pair.after or pair.before)[0]
            yield Obstacle(
                f"criterion-{line.pk}",
                f"Tiêu chí {line.order}: bản sửa lỗi chữ chỉ sửa chữ, không đổi cách chấm hay thứ tự.",
            )
