"""Addresses of the collective assessments."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import assessments as views

urlpatterns: list[URLPattern] = [
    path("binh-xet/", views.assessments, name="assessments"),
    path("binh-xet/lap/", views.assessment_new, name="assessment-new"),
    path("binh-xet/<int:pk>/", views.assessment, name="assessment"),
    path("binh-xet/<int:pk>/bien-ban.pdf", views.assessment_pdf, name="assessment-pdf"),
    path("binh-xet/<int:pk>/buoc/<slug:name>/", views.assessment_step, name="assessment-step"),
    path("binh-xet/<int:pk>/xoa-bieu-quyet/", views.assessment_clear, name="assessment-clear"),
    path("binh-xet/<int:pk>/bo/", views.assessment_discard, name="assessment-discard"),
]
