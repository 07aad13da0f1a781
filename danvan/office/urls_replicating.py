"""Addresses of doing as a recognised model does, and of who copied whom."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import replicating

urlpatterns: list[URLPattern] = [
    path("lam-theo/<int:pk>/", replicating.replicate, name="replicate"),
    path("nhan-rong/", replicating.copies, name="copies"),
    path("nhan-rong/xuat.xlsx", replicating.copies_sheet, name="copies-sheet"),
]
