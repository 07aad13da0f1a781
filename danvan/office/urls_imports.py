"""Addresses of the import from Excel."""

from __future__ import annotations

from django.urls import path

from danvan.office.views import imports

urlpatterns = [
    path("nhap/", imports.imports, name="imports"),
    path("nhap/mau/<slug:campaign>/", imports.import_template, name="import-template"),
    path("nhap/<uuid:key>/", imports.import_preview, name="import-preview"),
    path("nhap/<uuid:key>/ghi/", imports.import_apply, name="import-apply"),
]
