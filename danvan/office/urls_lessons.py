"""Addresses of the lessons of a criteria version, and the ways there from a dossier."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import lessons

LESSONS = "tieu-chi/<int:pk>/rut-kinh-nghiem/"

REMARK = "ho-so/<int:pk>/gop-y-tieu-chi/"

urlpatterns: list[URLPattern] = [
    path(LESSONS, lessons.lessons, name="criteria-lessons"),
    path(f"{LESSONS}<int:number>/", lessons.lesson, name="criteria-lesson"),
    path(f"{LESSONS}de-xuat.pdf", lessons.lessons_pdf, name="criteria-lessons-pdf"),
    path(f"{LESSONS}soan/", lessons.lessons_draft, name="criteria-lessons-draft"),
    path(REMARK, lessons.remark_from, name="dossier-remarks"),
    path(f"{REMARK}<int:number>/", lessons.remark_from, name="dossier-remark"),
]
