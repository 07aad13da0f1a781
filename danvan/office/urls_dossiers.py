"""Addresses of the desk, the list of dossiers, and each dossier."""

from __future__ import annotations

from django.urls import path

from danvan.office.views import desk, dossiers, registering, steps, unregistered

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("chua-dang-ky/<slug:campaign>/", unregistered.unregistered, name="unregistered"),
    path("chua-dang-ky/<slug:campaign>/danh-sach.xlsx", unregistered.unregistered_sheet, name="unregistered-sheet"),
    path("ho-so/", dossiers.dossiers, name="dossiers"),
    path("ho-so/xuat/", dossiers.dossiers_export, name="dossiers-export"),
    path("ho-so/<int:pk>/", dossiers.dossier, name="dossier"),
    path("ho-so/<int:pk>/sua/", registering.dossier_edit, name="dossier-edit"),
    path("ho-so/<int:pk>/buoc/<step:name>/", steps.dossier_step, name="dossier-step"),
    path("dang-ky/<slug:campaign>/", registering.dossier_new, name="dossier-new"),
]
