"""Addresses of progress reports, of the contributions ledger and of the quarterly briefing sheet."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import briefing, giving, progress

urlpatterns: list[URLPattern] = [
    path("bao-cao/", progress.reports, name="reports"),
    path("bao-cao/ho-so/<int:pk>/", progress.progress, name="progress"),
    path("bao-cao/ho-so/<int:pk>/muc-tieu/", progress.targets, name="targets"),
    path("bao-cao/ho-so/<int:pk>/lap/", progress.report_begin, name="report-begin"),
    path("bao-cao/<int:pk>/", progress.report, name="report"),
    path("bao-cao/<int:pk>/ghi/", progress.report_edit, name="report-edit"),
    path("bao-cao/<int:pk>/buoc/<slug:name>/", progress.report_step, name="report-step"),
    path("dong-gop/", giving.contributions, name="contributions"),
    path("dong-gop/moi/", giving.contribution_new, name="contribution-new"),
    path("dong-gop/<int:pk>/", giving.contribution, name="contribution"),
    path("dong-gop/<int:pk>/sua/", giving.contribution_edit, name="contribution-edit"),
    path("dong-gop/<int:pk>/buoc/<slug:name>/", giving.contribution_step, name="contribution-step"),
    path("giao-ban/<int:year>/<int:quarter>/", briefing.briefing, name="briefing"),
    path("giao-ban/<int:year>/<int:quarter>/giao-ban.pdf", briefing.briefing_pdf, name="briefing-pdf"),
    path("giao-ban/<int:year>/<int:quarter>/bao-cao.docx", briefing.briefing_word, name="briefing-docx"),
    path("giao-ban/<int:year>/<int:quarter>/giao-ban.xlsx", briefing.briefing_xlsx, name="briefing-xlsx"),
    path("giao-ban/<int:year>/<int:quarter>/<slug:key>/", briefing.briefing_rows, name="briefing-rows"),
]
