"""Addresses of the signed-in screens, gathered from each family."""

from __future__ import annotations

from danvan.office import converters as _converters  # noqa: F401  (registers the path converters)
from danvan.office import (
    urls_appeals,
    urls_assessments,
    urls_campaigns,
    urls_cards,
    urls_criteria,
    urls_decisions,
    urls_dossiers,
    urls_handbook,
    urls_imports,
    urls_judging,
    urls_lessons,
    urls_notices,
    urls_papers,
    urls_people,
    urls_progress,
    urls_rearranging,
    urls_registering,
    urls_returning,
    urls_stock,
    urls_submissions,
    urls_themes,
    urls_visits,
)

app_name = "office"
urlpatterns = [
    *urls_campaigns.urlpatterns,
    *urls_dossiers.urlpatterns,
    *urls_registering.urlpatterns,
    *urls_imports.urlpatterns,
    *urls_cards.urlpatterns,
    *urls_returning.urlpatterns,
    *urls_decisions.urlpatterns,
    *urls_judging.urlpatterns,
    *urls_assessments.urlpatterns,
    *urls_appeals.urlpatterns,
    *urls_submissions.urlpatterns,
    *urls_stock.urlpatterns,
    *urls_papers.urlpatterns,
    *urls_lessons.urlpatterns,
    *urls_notices.urlpatterns,
    *urls_people.urlpatterns,
    *urls_criteria.urlpatterns,
    *urls_themes.urlpatterns,
    *urls_rearranging.urlpatterns,
    *urls_visits.urlpatterns,
    *urls_progress.urlpatterns,
    *urls_handbook.urlpatterns,
]
