"""Handing out the stored widths of a photograph."""

from __future__ import annotations

from django.core.files.storage import default_storage

from danvan.stories.models import Photo


def content_key(photo: Photo, width: int) -> str:
    """Changes with the content, and only with it."""
    return f"{photo.sha256[:32]}-{photo.pk}-{width}"


def read(photo: Photo, width: int) -> bytes | None:
    """The picture in one of its widths; None for another width, or when its file is gone."""
    if width not in photo.widths:
        return None
    try:
        with default_storage.open(f"{photo.folder}{width}.jpg", "rb") as file:
            data: bytes = file.read()
    except FileNotFoundError:
        return None
    return data
