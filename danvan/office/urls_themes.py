"""Addresses of the screens of theme schemes."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import themes, themes_issue

urlpatterns: list[URLPattern] = [
    path("linh-vuc/", themes.themes, name="themes"),
    path("linh-vuc/lap/", themes.themes_new, name="themes-new"),
    path("linh-vuc/<int:pk>/", themes.themes_scheme, name="themes-scheme"),
    path("linh-vuc/<int:pk>/soan/", themes.themes_copy, name="themes-copy"),
    path("linh-vuc/<int:pk>/so-sanh/", themes_issue.themes_compare, name="themes-compare"),
    path("linh-vuc/<int:pk>/ban-hanh/", themes_issue.themes_issue, name="themes-issue"),
    path("linh-vuc/<int:pk>/thoi-ap-dung/", themes_issue.themes_end, name="themes-end"),
]
