"""Headings that state what the figures say, in words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from danvan.kit import numbers, vi
from danvan.reports.totals import ThemeCount, Totals, UnitCount, YearCount

_SHARES = (
    (Fraction(1, 10), "một phần mười"), (Fraction(1, 5), "một phần năm"), (Fraction(1, 4), "một phần tư"),
    (Fraction(1, 3), "một phần ba"), (Fraction(1, 2), "một nửa"), (Fraction(2, 3), "hai phần ba"),
    (Fraction(3, 4), "ba phần tư"), (Fraction(4, 5), "bốn phần năm"), (Fraction(9, 10), "chín phần mười"),
)  # fmt: skip
_PROPER = ("Đảng", "Mặt trận", "Nhân dân")


def rate(figures: Totals) -> str:
    """How many of the registered were recognised, as a small fraction: two of every nine."""
    if not figures.recognised:
        return "Chưa có mô hình nào được công nhận"
    if figures.recognised == figures.registered:
        return "Mọi mô hình đăng ký đều được công nhận"
    near = Fraction(figures.recognised, figures.registered).limit_denominator(10)
    if near in {0, 1}:
        return f"{share(figures.recognised, figures.registered)} số mô hình đăng ký được công nhận"
    return (
        f"Cứ {numbers.words(near.denominator)} mô hình đăng ký thì "
        f"{numbers.words(near.numerator)} mô hình được công nhận"
    )


def share(part: int, whole: int) -> str:
    """A share in words: gần hai phần ba, hơn một nửa, một phần tư."""
    if part >= whole:
        return "Toàn bộ"
    exact = Fraction(part, whole)
    near, words = min(_SHARES, key=lambda pair: abs(pair[0] - exact))
    return vi.capfirst_vi(words if near == exact else f"gần {words}" if exact < near else f"hơn {words}")


def themes(rows: Sequence[ThemeCount]) -> str:
    """Which two themes hold how much of all recognised models."""
    whole = sum(row.recognised for row in rows)
    first = sorted((row for row in rows if row.recognised), key=lambda row: -row.recognised)[:2]
    if not first:
        return "Chưa có mô hình được công nhận theo lĩnh vực"
    names = " và ".join(_inside(row.short_name) for row in first)
    return f"{share(sum(row.recognised for row in first), whole)} thuộc {names}"


def _inside(name: str) -> str:
    """The name in the middle of a sentence: small, unless it begins with a proper name."""
    return name if name.startswith(_PROPER) else name[:1].lower() + name[1:]


def years(rows: Sequence[YearCount]) -> str:
    """How recognition moved from year to year."""
    counts = [row.recognised for row in rows]
    if len(rows) < 2:
        return f"Năm {rows[0].year}" if rows else "Chưa có năm nào"
    steps = [later - earlier for earlier, later in zip(counts, counts[1:], strict=False)]
    if all(step > 0 for step in steps):
        return "Năm sau công nhận nhiều hơn năm trước"
    most = max(rows, key=lambda row: (row.recognised, row.year))
    return f"Năm {most.year} công nhận nhiều nhất"


def units(rows: Sequence[UnitCount]) -> str:
    """How many of the units that registered had a model recognised."""
    rows = [row for row in rows if row.is_allocated]
    reached = sum(1 for row in rows if row.recognised)
    if reached == len(rows) == 1:
        return "Một đơn vị có mô hình được công nhận"
    if rows and reached == len(rows):
        return f"Cả {numbers.words(reached)} đơn vị đều có mô hình được công nhận"
    return f"{numbers.grouped(reached)} trong {numbers.grouped(len(rows))} đơn vị có mô hình được công nhận"


def titles(passed: int, assessed: int, noun: str) -> str:
    """How many of the assessed reached the threshold."""
    if assessed > 1 and passed == assessed:
        return f"Cả {numbers.words(assessed)} {noun} đạt ngưỡng danh hiệu “Dân vận khéo”"
    return f"{numbers.grouped(passed)} trong {numbers.grouped(assessed)} {noun} đạt ngưỡng danh hiệu “Dân vận khéo”"
