"""Addresses of the signed-in screens, gathered from each family."""

from __future__ import annotations

from danvan.office import converters as _converters  # noqa: F401  (registers the path converters)
from danvan.office import (
    urls_cards,
    urls_criteria,
    urls_decisions,
    urls_dossiers,
    urls_imports,
    urls_lessons,
    urls_rearranging,
)

app_name = "office"
urlpatterns = [
    *urls_dossiers.urlpatterns,
    *urls_imports.urlpatterns,
    *urls_cards.urlpatterns,
    *urls_decisions.urlpatterns,
    *urls_lessons.urlpatterns,
    *urls_criteria.urlpatterns,
    *urls_rearranging.urlpatterns,
]
