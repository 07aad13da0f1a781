"""Addresses of visits, findings and checklists."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import checklists, findings, visit_records, visits

urlpatterns: list[URLPattern] = [
    path("kiem-tra/", visits.visits, name="visits"),
    path("kiem-tra/lap-lich/", visits.visit_new, name="visit-new"),
    path("kiem-tra/danh-muc/", checklists.checklists, name="checklists"),
    path("kiem-tra/danh-muc/moi/", checklists.checklist_new, name="checklist-new"),
    path("kiem-tra/danh-muc/<int:pk>/", checklists.checklist, name="checklist"),
    path("kiem-tra/kien-nghi/<int:pk>/", findings.finding, name="finding"),
    path("kiem-tra/kien-nghi/<int:pk>/buoc/<slug:name>/", findings.finding_step, name="finding-step"),
    path("kiem-tra/kien-nghi/tep/<int:pk>/", findings.finding_proof, name="finding-proof"),
    path("kiem-tra/anh/<int:pk>/", visits.visit_photo, name="visit-photo"),
    path("kiem-tra/<int:pk>/", visits.visit, name="visit"),
    path("kiem-tra/<int:pk>/sua-lich/", visits.visit_edit, name="visit-edit"),
    path("kiem-tra/<int:pk>/ghi/", visit_records.visit_record, name="visit-record"),
    path("kiem-tra/<int:pk>/buoc/<slug:name>/", visits.visit_step, name="visit-step"),
    path("kiem-tra/<int:pk>/bien-ban.pdf", visits.visit_pdf, name="visit-pdf"),
]
