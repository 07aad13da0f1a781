"""Addresses of submissions, commendation and the forms of award."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import submissions

urlpatterns: list[URLPattern] = [
    path("to-trinh/", submissions.submissions, name="submissions"),
    path("to-trinh/moi/", submissions.submission_new, name="submission-new"),
    path("to-trinh/<int:pk>/", submissions.submission, name="submission"),
    path("to-trinh/<int:pk>/buoc/<slug:name>/", submissions.submission_step, name="submission-step"),
    path("to-trinh/<int:pk>/quyet-dinh/", submissions.submission_decision, name="submission-decision"),
    path("khen-thuong/", submissions.commend, name="commend"),
    path("khen-thuong/hinh-thuc/", submissions.award_forms, name="award-forms"),
]
