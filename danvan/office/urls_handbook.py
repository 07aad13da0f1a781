"""Addresses of the handbook."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import handbook

urlpatterns: list[URLPattern] = [
    path("huong-dan/", handbook.handbook, name="handbook"),
    path("huong-dan/<slug:slug>/", handbook.chapter, name="handbook-chapter"),
]
