"""Addresses of the screens of messages."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import notice_templates, notices

urlpatterns: list[URLPattern] = [
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/<int:pk>/mo/", notices.notice_open, name="notice-open"),
    path("thong-bao/da-doc/", notices.notices_read, name="notices-read"),
    path("thong-bao/nhat-ky/", notices.notice_log, name="notice-log"),
    path("thong-bao/mau/", notice_templates.notice_templates, name="notice-templates"),
    path("thong-bao/mau/<slug:key>/", notice_templates.notice_template, name="notice-template"),
    path("thong-bao/mau/<slug:key>/bo/", notice_templates.notice_template_drop, name="notice-template-drop"),
    path("nhac-dang-ky/<slug:campaign>/", notices.remind, name="remind"),
    path("tai-khoan/", notices.account, name="account"),
]
