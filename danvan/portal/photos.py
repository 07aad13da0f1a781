"""The photographs of a model as a page shows them: every width for the browser to choose from, with their words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import public_text
from danvan.stories.models import Photo


@dataclass(frozen=True)
class Shown:
    """One photograph: its largest and a small address, the set of all, its shape, and what is said of it."""

    url: str
    small: str
    srcset: str
    width: int
    height: int
    alt: str
    caption: str  # without its full stop
    credit: str
    folder: str  # where its files lie, for the print
    widths: tuple[int, ...]


def shown(dossier: Dossier, photos: Iterable[Photo]) -> list[Shown]:
    """The photographs in their order, those without any width left out."""
    return [_shown(dossier, photo) for photo in photos if photo.widths]


def _shown(dossier: Dossier, photo: Photo) -> Shown:
    urls = {width: reverse("portal:photo", kwargs={"pk": photo.pk, "width": width}) for width in photo.widths}
    return Shown(
        url=urls[max(urls)], small=urls[min(urls)], srcset=", ".join(f"{url} {width}w" for width, url in urls.items()),
        width=photo.width, height=photo.height, alt=public_text(dossier, photo.alt),
        caption=public_text(dossier, photo.caption).rstrip("."), credit=public_text(dossier, photo.credit),
        folder=photo.folder, widths=tuple(photo.widths),
    )  # fmt: skip
