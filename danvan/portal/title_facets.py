"""What the list of assessed units can be narrowed to, counted from the figures on titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan.criteria.enums import Track
from danvan.portal.forms import TitleForm
from danvan.reports.facets import Choice, Facet
from danvan.reports.titles import TitleCount


@dataclass(frozen=True)
class Asked:
    """The conditions on the list; an empty one asks for nothing."""

    year: int | None = None
    criteria_set: str = ""
    unit: str = ""
    within: str = ""
    result: str = ""
    unmet: int | None = None  # the number of a criterion that was not met


def number(count: TitleCount, result: str) -> int:
    """How many registrations of one criteria set and year have this result."""
    if result == "chua-dat":
        return count.assessed - count.passed
    found: int = getattr(count, {"dat": "passed", "du": "full", "dang-ky": "registered"}.get(result, "assessed"))
    return found


def matched(counts: Sequence[TitleCount], asked: Asked) -> int:
    """How many rows the list has."""
    return sum(
        number(count, asked.result)
        for count in counts
        if asked.year in {None, count.year} and asked.criteria_set in {"", count.criteria_set}
    )


def facets(counts: Sequence[TitleCount], asked: Asked) -> list[Facet]:
    """Result, year and criteria set, each counted with the other two applied."""
    years = sorted({count.year for count in counts}, reverse=True)
    sets = {count.criteria_set: count.set_name or Track(count.track).label for count in counts}
    results = [("", "Mọi đơn vị được chấm"), *TitleForm.RESULTS]

    def found(year: int | None, criteria_set: str, result: str) -> int:
        return matched(counts, Asked(year, criteria_set, result=result))

    return [
        Facet("ket-qua", "Kết quả", [
            Choice(key, label, found(asked.year, asked.criteria_set, key), key == asked.result)
            for key, label in results
        ], "radio"),
        Facet("nam", "Năm", [
            Choice(str(year), str(year), found(year, asked.criteria_set, asked.result), year == asked.year)
            for year in years
        ], "radio"),
        Facet("bo", "Bộ tiêu chí", [
            Choice(code, name, found(asked.year, code, asked.result), code == asked.criteria_set)
            for code, name in sets.items()
        ], "radio"),
    ]  # fmt: skip
