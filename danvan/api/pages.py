"""The pages that explain the open data to people: what each table holds, and what may be asked of the API."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from danvan.api import explained
from danvan.api.datasets import DATASETS
from danvan.api.files import WRITERS
from danvan.reports.edition import changed_at

HOME = {"label": "Sổ vàng", "url": "/"}


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """The tables with their columns, their files, the licence and the day of the last change."""
    changed = changed_at()
    context = {
        "section": "data",
        "crumbs": [HOME, {"label": "Dữ liệu mở", "url": ""}],
        "changed": timezone.localtime(changed) if changed else None,
        "tables": [_table(dataset) for dataset in DATASETS],
        "most": settings.DOWNLOADS_PER_MINUTE,
    }
    return render(request, "portal/data.html", context)


def _table(dataset: Any) -> dict[str, Any]:
    files = [
        {
            "label": form.upper(),
            "url": reverse("data:file", kwargs={"name": dataset.name, "form": form}),
            "about": dataset.title,
        }
        for form in WRITERS
    ]
    return {
        "name": dataset.name,
        "title": dataset.title,
        "about": dataset.about,
        "columns": dataset.columns,
        "files": files,
    }


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Every address of the API with its parameters and answers, read from the same description that programs read."""
    context = {
        "section": "data",
        "crumbs": [HOME, {"label": "Dữ liệu mở", "url": reverse("data:tables")}, {"label": "API", "url": ""}],
        "calls": explained.calls(),
        "schemas": explained.schemas(),
        "base": f"{settings.SITE_URL}/api/v1",
        "most": settings.API_PER_MINUTE,
    }
    return render(request, "portal/data_api.html", context)
