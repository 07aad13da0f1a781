"""Visits and findings in any state, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from danvan.visits.models import Finding, Visit
from tests import make


def visit(cast, *, state: str = "DONE", **more: Any) -> Visit:
    """A visit of the board of the east to the village, complete enough to be done."""
    given: dict[str, Any] = {
        "unit": cast.village, "host": cast.east, "planned_on": date(2026, 3, 9), "visited_on": date(2026, 3, 10),
        "summary": "Đã triển khai", "lead": cast.binh, "created_by": cast.binh, "created_at": make.NOON,
    }  # fmt: skip
    return Visit.objects.create(state=state, **{**given, **more})


def finding(of: Visit, *, state: str = "OPEN", **more: Any) -> Finding:
    given: dict[str, Any] = {"text": "Niêm yết công khai thu, chi", "due_on": date(2026, 4, 1)}
    return Finding.objects.create(visit=of, unit=of.unit, state=state, **{**given, **more})
