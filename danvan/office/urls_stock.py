"""Addresses of pre-printed stock, printers and batches."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
