"""Addresses of giving a dossier back point by point, and of answering the points."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import returning

urlpatterns: list[URLPattern] = [
    path("ho-so/<int:pk>/tra-lai/<step:name>/", returning.dossier_return, name="dossier-return"),
    path("ho-so/<int:pk>/tra-loi/", returning.dossier_answer, name="dossier-answer"),
]
