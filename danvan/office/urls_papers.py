"""Addresses of what is printed beside decisions and certificates: minutes, submissions, letters, forms and tables."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import papers

urlpatterns: list[URLPattern] = [
    path("to-trinh/<int:pk>/ban-in.pdf", papers.submission_pdf, name="submission-pdf"),
    path("to-trinh/<int:pk>/ban-thao.docx", papers.submission_word, name="submission-docx"),
    path("ho-so/<int:pk>/bien-ban-tham-dinh.pdf", papers.appraisal_pdf, name="appraisal-pdf"),
    path("ho-so/<int:pk>/thong-bao-ket-qua.pdf", papers.result_pdf, name="result-pdf"),
    path("ho-so/<int:pk>/ban-dang-ky.pdf", papers.registration_pdf, name="registration-pdf"),
    path("dot-thi-dua/<int:pk>/bieu-tong-hop.pdf", papers.summary_pdf, name="summary-pdf"),
]
