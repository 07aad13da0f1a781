"""Addresses of the lessons of a criteria version: its heat map, each criterion, the note, and next year's draft."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import lessons

LESSONS = "tieu-chi/<int:pk>/rut-kinh-nghiem/"

urlpatterns: list[URLPattern] = [
    path(LESSONS, lessons.lessons, name="criteria-lessons"),
    path(f"{LESSONS}<int:number>/", lessons.lesson, name="criteria-lesson"),
    path(f"{LESSONS}de-xuat.pdf", lessons.lessons_pdf, name="criteria-lessons-pdf"),
    path(f"{LESSONS}soan/", lessons.lessons_draft, name="criteria-lessons-draft"),
]
