"""Addresses of who judges what, ties, and independent cards."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
