"""Addresses of submissions, commendation and the forms of award."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
