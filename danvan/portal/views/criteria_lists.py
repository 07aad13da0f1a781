"""The criteria lists as citizens read them: those in force, earlier ones, and the text of one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from danvan.criteria.enums import ScoringMode, Track
from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.kit import dates, numbers, vi
from danvan.portal import links
from danvan.portal.paging import page_of, places
from danvan.portal.story import Fact

SIZE = 40


@require_safe
def criteria(request: HttpRequest) -> HttpResponse:
    """Every issued list, those that may be scored by today before those of earlier years."""
    today, found = timezone.localdate(), _issued()
    page = page_of(request.GET.get("page"), count=found.count(), size=SIZE)
    at = places(page)
    rows = [_row(version, today) for version in found[at.start : at.stop]]
    context = {
        "section": "criteria",
        "current": [row for row in rows if row["is_current"]],
        "earlier": [row for row in rows if not row["is_current"]],
        "page": page,
        "base": links.base(request.GET),
        "crumbs": [{"label": "Sổ vàng", "url": links.home()}, {"label": "Bộ tiêu chí", "url": ""}],
    }
    return render(request, "portal/criteria.html", context)


@require_safe
def criteria_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of one list, group by group, and what it takes to pass."""
    lines = Criterion.objects.select_related("group").order_by("order")
    version = get_object_or_404(_issued().prefetch_related(Prefetch("criteria", queryset=lines)), pk=pk)
    groups: dict[str, list[dict[str, Any]]] = {}
    for line in version.criteria.all():
        groups.setdefault(str(line.group or ""), []).append(_line(line))
    told = _row(version, timezone.localdate())
    context = {
        "section": "criteria",
        "version": version,
        "told": told,
        "facts": _facts(version, told),
        "groups": list(groups.items()),
        "by_points": version.mode == ScoringMode.POINTS,
        "crumbs": [
            {"label": "Sổ vàng", "url": links.home()},
            {"label": "Bộ tiêu chí", "url": reverse("portal:criteria")},
            {"label": f"{version.criteria_set.name}, {version.label}", "url": ""},
        ],
    }
    return render(request, "portal/criteria_list.html", context)


def _line(line: Criterion) -> dict[str, Any]:
    names = ("order", "title", "requirement", "na_condition", "is_veto", "is_bonus", "weight")
    told = {name: getattr(line, name) for name in names}
    return told | {"met": _led("Đạt khi", line.requirement), "spared": _led("Không áp dụng khi", line.na_condition)}


def _led(lead: str, text: str) -> str:
    """The text behind its lead, which many lists write themselves."""
    return text if vi.fold(text).startswith(vi.fold(lead)) else f"{lead}: {text}"


def _issued() -> QuerySet[CriteriaVersion]:
    found = CriteriaVersion.objects.issued().select_related("criteria_set__unit").annotate(lines=Count("criteria"))
    return found.order_by("retired_on", "criteria_set__track", "criteria_set__name", "-issued_at", "-pk")


def _row(version: CriteriaVersion, today: date) -> dict[str, Any]:
    lines: int = getattr(version, "lines", 0)
    unit, track = version.criteria_set.unit, Track(version.criteria_set.track)
    return {
        "title": version.criteria_set.name, "label": version.label, "lines": lines,
        "url": reverse("portal:criteria-list", kwargs={"pk": version.pk}), "of": str(track.label),
        "by": unit.name if unit else "Dùng chung", "threshold": _threshold(version, lines),
        "is_sample": version.is_sample, "is_current": _is_current(version, today),
    }  # fmt: skip


def _is_current(version: CriteriaVersion, today: date) -> bool:
    begun = version.valid_from is None or version.valid_from <= today
    ended = version.valid_to is not None and version.valid_to < today
    return begun and not ended and (version.retired_on is None or version.retired_on > today)


def _threshold(version: CriteriaVersion, lines: int) -> str:
    if version.mode == ScoringMode.POINTS:
        return f"từ {numbers.short(version.min_points or Decimal(0))} điểm"
    return f"từ {version.min_passed} trên {lines} tiêu chí"


def _facts(version: CriteriaVersion, told: dict[str, Any]) -> list[Fact]:
    facts = [
        Fact("Chấm cho", told["of"]), Fact("Cơ quan ban hành", told["by"]), Fact("Phiên bản", version.label),
        Fact("Đạt khi", told["threshold"]),
        Fact("Điểm liệt", "Không được trượt tiêu chí điểm liệt" if version.no_veto_fail else ""),
        Fact("Căn cứ", version.basis), Fact("Áp dụng", _period(version)),
        Fact("Thôi áp dụng từ", dates.short(version.retired_on) if version.retired_on else ""),
    ]  # fmt: skip
    return [fact for fact in facts if fact.value]


def _period(version: CriteriaVersion) -> str:
    start = f"từ {dates.short(version.valid_from)}" if version.valid_from else ""
    end = f"đến hết {dates.short(version.valid_to)}" if version.valid_to else ""
    return " ".join(part for part in (start, end) if part)
