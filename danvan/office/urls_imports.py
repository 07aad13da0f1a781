"""Addresses of the import from Excel."""

from __future__ import annotations

from django.urls import path

from danvan.office.views import import_answers, imports

urlpatterns = [
    path("nhap/", imports.imports, name="imports"),
    path("nhap/mau/<slug:campaign>/", imports.import_template, name="import-template"),
    path("nhap/<uuid:key>/", imports.import_preview, name="import-preview"),
    path("nhap/<uuid:key>/ghi/", imports.import_apply, name="import-apply"),
    path("nhap/<uuid:key>/ghep-cot/", import_answers.import_columns, name="import-columns"),
    path("nhap/<uuid:key>/dong-y/", import_answers.import_agree, name="import-agree"),
    path("nhap/<uuid:key>/can-sua.xlsx", import_answers.import_wrong, name="import-wrong"),
    path("nhap/<uuid:key>/hoan-tac/", import_answers.import_undo, name="import-undo"),
]
