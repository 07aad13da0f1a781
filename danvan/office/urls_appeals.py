"""Addresses of refusing with reasons, of requests to judge again and of result letters."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import appeals

urlpatterns: list[URLPattern] = [
    path("ho-so/<int:pk>/khong-cong-nhan/", appeals.refuse, name="refuse"),
    path("ho-so/<int:pk>/ket-qua/", appeals.result, name="result"),
    path("ho-so/<int:pk>/kien-nghi-xem-lai/", appeals.appeal_new, name="appeal-new"),
    path("kien-nghi-xem-lai/", appeals.appeals, name="appeals"),
    path("kien-nghi-xem-lai/<int:pk>/", appeals.appeal, name="appeal"),
]
