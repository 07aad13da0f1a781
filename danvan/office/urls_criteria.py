"""Addresses of the criteria screens."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import criteria, criteria_issue, criteria_workbook

urlpatterns: list[URLPattern] = [
    path("tieu-chi/", criteria.criteria, name="criteria"),
    path("tieu-chi/lap/", criteria.criteria_new, name="criteria-new"),
    path("tieu-chi/<int:pk>/", criteria.criteria_version, name="criteria-version"),
    path("tieu-chi/<int:pk>/soan/", criteria.criteria_copy, name="criteria-copy"),
    path("tieu-chi/<int:pk>/thoi-ap-dung/", criteria.criteria_retire, name="criteria-retire"),
    path("tieu-chi/<int:pk>/so-sanh/", criteria_issue.criteria_compare, name="criteria-compare"),
    path("tieu-chi/<int:pk>/ban-hanh/", criteria_issue.criteria_issue, name="criteria-issue"),
    path("tieu-chi/<int:pk>/tep.xlsx", criteria_workbook.criteria_workbook, name="criteria-workbook"),
    path("tieu-chi/<int:pk>/nhap/", criteria_workbook.criteria_import, name="criteria-import"),
]
