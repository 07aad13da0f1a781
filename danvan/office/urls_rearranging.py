"""Addresses of the screens that rearrange units."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import rearranging

urlpatterns: list[URLPattern] = [
    path("sap-xep/", rearranging.rearrangements, name="rearrange"),
    path("sap-xep/moi/", rearranging.new, name="rearrange-new"),
    path("sap-xep/bang/", rearranging.table, name="rearrange-table"),
    path("sap-xep/bang/mau.xlsx", rearranging.blank, name="rearrange-blank"),
    path("sap-xep/<int:pk>/", rearranging.change, name="rearrange-change"),
    path("sap-xep/<int:pk>/hoan-tac/", rearranging.undo_change, name="rearrange-undo"),
    path("sap-xep/<int:pk>/phan-bo/", rearranging.allocate_dossiers, name="rearrange-allocate"),
]
