"""Reading the parameters of the API: what cannot be read is refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from danvan.api.answering import BadRequest, NotFound
from danvan.reports.filters import NAMES, PracticeFilter, practice_filter
from danvan.reports.names import names_on
from danvan.reports.readings import Reading
from danvan.reports.scope import Scope

USUAL, MOST = 20, 200


def narrowed(request: HttpRequest, rows: QuerySet[Any]) -> PracticeFilter:
    """The filter of the pages, refusing what it cannot read."""
    asked = practice_filter(request.GET, rows)
    for field in asked.errors:
        names = [name for name in NAMES[field] if name in request.GET] or [NAMES[field][0]]
        told = " ".join(asked.errors[field])
        raise BadRequest(f"Tham số {names[0]} không đọc được: {told}")
    conditions = asked.conditions
    if conditions.first and conditions.last and conditions.first > conditions.last:
        raise BadRequest(f"Tham số from ({conditions.first}) phải nhỏ hơn hoặc bằng to ({conditions.last}).")
    return asked


def scope_of(asked: PracticeFilter, today: date) -> Scope:
    """The unit and the years asked for. Raises ``NotFound`` for a unit nobody knows.

    By the units of that time, the unit has the name with which the last year began.
    """
    conditions = asked.conditions
    then = conditions.reading is Reading.THEN and conditions.last
    day = date(conditions.last, 1, 1) if then and conditions.last else None
    codes = [code for code in (conditions.unit, conditions.within) if code]
    names = names_on(dict.fromkeys(codes, day), today)
    for code in codes:
        if code not in names:
            raise NotFound(f"Không có đơn vị nào mang mã {code}. Xem mã ở /api/v1/units.")
    return Scope(
        unit=conditions.unit, unit_name=names.get(conditions.unit, ""), first=conditions.first, last=conditions.last,
        within=conditions.within, reading=conditions.reading,
    )  # fmt: skip


def words(asked: QueryDict) -> str:
    """The words looked for, of a bearable length."""
    q = asked.get("q", "").strip()
    if len(q) > 200 or "\x00" in q:
        raise BadRequest("Tham số q không đọc được: hãy ghi không quá 200 ký tự.")
    return q


def paged(request: HttpRequest, count: int, cut: Callable[[int, int], Sequence[dict[str, Any]]]) -> dict[str, Any]:
    """One page of a list, as {"count", "results"}, with the addresses of the pages before and after it."""
    page = _number(request.GET, "page", 1, 1_000_000)
    size = _number(request.GET, "page_size", USUAL, MOST)
    pages = max(1, -(-count // size))
    if page > pages:
        raise BadRequest(f"Tham số page không quá {pages}: danh sách có {count} dòng, mỗi trang {size} dòng.")
    first = (page - 1) * size
    return {
        "count": count, "page": page, "page_size": size,
        "next": _page(request, page + 1) if page < pages else None,
        "previous": _page(request, page - 1) if page > 1 else None,
        "results": list(cut(first, min(first + size, count))),
    }  # fmt: skip


def _page(request: HttpRequest, page: int) -> str:
    """The same question for another page."""
    asked = request.GET.copy()
    asked["page"] = str(page)
    return f"{settings.SITE_URL.rstrip('/')}{request.path}?{asked.urlencode()}"


def _number(asked: QueryDict, name: str, usual: int, most: int) -> int:
    text = asked.get(name, "").strip()
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most):
        raise BadRequest(f"Tham số {name} phải là số nguyên từ 1 đến {most}, không phải “{text[:20]}”.")
    return int(text)
