"""Addresses of what makes registering quick and safe: text being typed, last year's models, the head, receipts."""

from __future__ import annotations

from django.urls import path

from danvan.office.views import continuing, heading, jots, receipts

urlpatterns = [
    path("viet-do/<place:place>/", jots.jot_keep, name="jot"),
    path("viet-do/<place:place>/bo/", jots.jot_drop, name="jot-drop"),
    path("ho-so/<int:pk>/duyet/", heading.dossier_head, name="dossier-head"),
    path("ho-so/<int:pk>/bien-nhan/<int:number>/", receipts.receipt, name="receipt"),
    path("ho-so/<int:pk>/bien-nhan/<int:number>/pdf/", receipts.receipt_pdf, name="receipt-pdf"),
    path("dang-ky/<slug:campaign>/tiep/", continuing.dossier_continue, name="dossier-continue"),
]
