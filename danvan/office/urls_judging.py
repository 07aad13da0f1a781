"""Addresses of who judges what, ties, and how much each one has."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import judging

urlpatterns: list[URLPattern] = [
    path("tham-dinh/dot/<int:pk>/khai-quan-he/", judging.judging_ties, name="judging-ties"),
    path("tham-dinh/dot/<int:pk>/phan-cong/", judging.judging_seats, name="judging-seats"),
    path("tham-dinh/dot/<int:pk>/khoi-luong/", judging.judging_load, name="judging-load"),
]
