"""Addresses of stories, their photographs, and public contacts."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import contacts, stories, story_photos

urlpatterns: list[URLPattern] = [
    path("cau-chuyen/", stories.stories, name="stories"),
    path("cau-chuyen/anh/<int:pk>-<int:width>.jpg", story_photos.photo_file, name="photo-file"),
    path("cau-chuyen/anh/<int:pk>/", story_photos.photo, name="photo"),
    path("cau-chuyen/anh/<int:pk>/dong-y/", story_photos.photo_consent, name="photo-consent"),
    path("cau-chuyen/anh/<int:pk>/thu-tu/", story_photos.photo_place, name="photo-place"),
    path("cau-chuyen/anh/<int:pk>/go/", story_photos.photo_remove, name="photo-remove"),
    path("ho-so/<int:pk>/cau-chuyen/", stories.story, name="story"),
    path("ho-so/<int:pk>/cau-chuyen/go/", stories.story_hide, name="story-hide"),
    path("ho-so/<int:pk>/cau-chuyen/them-anh/", story_photos.photo_add, name="photo-add"),
    path("lien-he/", contacts.contacts, name="contacts"),
    path("lien-he/<int:pk>/", contacts.contact, name="contact"),
]
