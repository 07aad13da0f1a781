"""What the site says of itself: the movement, who manages it, contacts, accessibility, privacy, basic English."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from danvan.decisions.models import Decision
from danvan.hearings.queries import retention
from danvan.library.models import Document
from danvan.portal import links
from danvan.portal.paging import page_of, places
from danvan.portal.story import Fact
from danvan.reports.conditions import Status, published_models
from danvan.reports.totals import Totals, totals
from danvan.stories.models import ContactPoint

CONTACTS = 100


def crumbs(last: str) -> list[dict[str, str]]:
    """From the first page to this one."""
    return [{"label": "Sổ vàng", "url": links.home()}, {"label": last, "url": ""}]


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """The movement, the book, how a model gets in, who manages it, and by which rules."""
    context = {"section": "about", "figures": _figures(), "crumbs": crumbs("Giới thiệu")}
    return render(request, "portal/about.html", context)


def _figures() -> dict[str, Any]:
    """The figures of the whole book, each with the list that proves it."""
    whole: Totals = totals(published_models())
    return {
        "whole": whole,
        "decisions": Decision.objects.public().count(),
        "documents": Document.objects.public().count(),
        "registered_url": links.practices(tinh_trang=Status.REGISTERED.value),
        "recognised_url": links.practices(),
        "commended_url": links.practices(tinh_trang=Status.COMMENDED.value),
        "decisions_url": links.decisions(),
    }


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """The offices in charge, each province before its districts; never a person's name."""
    found = ContactPoint.objects.select_related("unit").order_by("unit__path", "pk")
    page = page_of(request.GET.get("page"), count=found.count(), size=CONTACTS)
    at = places(page)
    context = {
        "section": "contacts",
        "rows": [_contact(one) for one in found[at.start : at.stop]],
        "page": page,
        "base": links.base(request.GET),
        "crumbs": crumbs("Liên hệ"),
    }
    return render(request, "portal/contacts.html", context)


def _contact(row: ContactPoint) -> dict[str, Any]:
    facts = [
        Fact("Của", row.unit.name, links.unit(row.unit_id, row.unit.name)), Fact("Địa chỉ", row.address),
        Fact("Điện thoại", row.telephone), Fact("Thư điện tử", row.email, f"mailto:{row.email}" if row.email else ""),
    ]  # fmt: skip
    return {"name": row.name, "illustrative": row.is_illustrative, "facts": [fact for fact in facts if fact.value]}


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done so that everyone can read the site, what is not done yet, and how to report a barrier."""
    return render(request, "portal/accessibility.html", {"crumbs": crumbs("Khả năng tiếp cận")})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of people, how long, and what they may ask for."""
    context = {"retention": retention(), "crumbs": crumbs("Quyền riêng tư")}
    return render(request, "portal/privacy.html", context)


@require_safe
def english(request: HttpRequest) -> HttpResponse:
    """The same in basic English, with the same figures."""
    told = _figures()
    whole: Totals = told["whole"]
    named = (("registered", whole.registered), ("recognised", whole.recognised), ("commended", whole.commended))
    context = {
        "figures": {name: f"{count:,}" for name, count in named} | {"decisions": f"{told['decisions']:,}"},
        "urls": told,
        "today": timezone.localdate(),
        "site": settings.SITE_URL.rstrip("/"),
        "crumbs": [{"label": "Sổ vàng Dân vận khéo", "url": links.home()}, {"label": "English", "url": ""}],
    }
    return render(request, "portal/english.html", context)
