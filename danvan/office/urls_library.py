"""Addresses of the library in the office."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import library

urlpatterns: list[URLPattern] = [
    path("van-ban/", library.library, name="library"),
    path("van-ban/moi/", library.library_new, name="library-new"),
    path("van-ban/<int:pk>/", library.library_document, name="library-document"),
    path("van-ban/<int:pk>/sua/", library.library_edit, name="library-edit"),
    path("van-ban/<int:pk>/tep/", library.library_file, name="library-file"),
    path("van-ban/<int:pk>/dang/", library.library_publish, name="library-publish"),
    path("van-ban/<int:pk>/go/", library.library_withdraw, name="library-withdraw"),
    path("van-ban/<int:pk>/thay/", library.library_replace, name="library-replace"),
]
