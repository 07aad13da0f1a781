"""Addresses of the decision screens and of everything that is printed."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.decisions.enums import DecisionKind
from danvan.office.views import decision_files, decision_following, decisions, printing

urlpatterns: list[URLPattern] = [
    path("quyet-dinh/", decisions.decisions, name="decisions"),
    path("quyet-dinh/moi/", decisions.decision_new, name="decision-new"),
    path("quyet-dinh/<int:pk>/", decisions.decision, name="decision"),
    path("quyet-dinh/<int:pk>/danh-sach/", decisions.decision_choose, name="decision-choose"),
    path("quyet-dinh/<int:pk>/buoc/<decision_step:name>/", decisions.decision_step, name="decision-step"),
    path("quyet-dinh/<int:pk>/ban-quet/", decision_files.decision_scan, name="decision-scan"),
    path("quyet-dinh/<int:pk>/ban-quet/<int:file>/", decision_files.decision_scan_file, name="decision-scan-file"),
    path("quyet-dinh/<int:pk>/bo/", decision_files.decision_discard, name="decision-discard"),
    path("quyet-dinh/<int:pk>/cong-bo/", decision_files.decision_publish, name="decision-publish"),
    path(
        "quyet-dinh/<int:pk>/dinh-chinh/",
        decision_following.decision_follow,
        {"kind": DecisionKind.AMEND},
        name="decision-amend",
    ),
    path(
        "quyet-dinh/<int:pk>/thu-hoi/",
        decision_following.decision_follow,
        {"kind": DecisionKind.REVOKE},
        name="decision-revoke",
    ),
    path("quyet-dinh/<int:pk>/dong/", decision_following.decision_lines, name="decision-lines"),
    path("quyet-dinh/<int:pk>/ban-in.pdf", printing.decision_pdf, name="decision-pdf"),
    path("quyet-dinh/<int:pk>/ban-thao.docx", printing.decision_word, name="decision-docx"),
    path("quyet-dinh/<int:pk>/giay.pdf", printing.certificates_pdf, name="certificates-pdf"),
    path("giay/<int:pk>.pdf", printing.certificate_pdf, name="certificate-pdf"),
    path("ho-so/<int:pk>/phieu.pdf", printing.card_pdf, name="card-pdf"),
]
