"""The page of one recognised model on paper: what the public reads on the screen, with its address to come back to."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.storage import default_storage

from danvan.kit import dates, vi
from danvan.papers.paper import Paper, paper

PRINTED_WIDTH = 960  # pixels of a photograph: enough for the width of a page


def practice_paper(told: Mapping[str, Any], *, on: date) -> Paper:
    """The paper, from all that the page shows (``portal.model_page``); ``on`` is the day it is printed."""
    photos = told["photos"]
    picture = _picture(photos[0].folder, photos[0].widths) if photos else ""
    context = {**told, "picture": picture, "photo": photos[0] if photos else None, "printed_on": dates.short(on)}
    name = f"mo-hinh-{told['dossier'].pk}-{vi.slug(told['title'], 60)}.pdf"
    return paper("practice", context, css=("practice",), filename=name)


def _picture(folder: str, widths: tuple[int, ...]) -> str:
    """The photograph written into the page itself, as nothing is fetched while printing; none when its file is gone."""
    width = min(widths, key=lambda one: abs(one - PRINTED_WIDTH))
    name = f"{folder}{width}.jpg"
    if not default_storage.exists(name):
        return ""
    with default_storage.open(name) as file:
        return f"data:image/jpeg;base64,{b64encode(file.read()).decode()}"
