"""Addresses of the screens of people."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import people

urlpatterns: list[URLPattern] = [
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/moi/", people.person_new, name="person-new"),
    path("nguoi-dung/<int:pk>/", people.person, name="person"),
    path("nguoi-dung/<int:pk>/phan-cong/", people.person_appoint, name="person-appoint"),
    path("nguoi-dung/<int:pk>/mat-khau/", people.person_reset, name="person-reset"),
    path("phan-cong/<int:pk>/ket-thuc/", people.person_end, name="person-end"),
]
