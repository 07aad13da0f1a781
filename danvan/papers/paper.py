"""What a paper is before it becomes a file: its HTML, its style sheets and the name to save it under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from danvan.papers.profiles import Profile, layout_css


@dataclass(frozen=True)
class Paper:
    """One printable document. ``css`` names files of ``static/css/papers`` in the order they apply; ``styles`` are
    style sheets made for this paper from the measures of its layout, which apply before them."""

    html: str
    css: tuple[str, ...]
    filename: str
    styles: tuple[str, ...] = ()


def paper(
    template: str, context: Mapping[str, Any], *, css: tuple[str, ...], filename: str, layout: Profile | None = None
) -> Paper:
    """Fill in the template of a paper; every paper has the fonts and the page of ``common`` under its own style, and an
    official one the measures of its layout, with the head and foot of ``official``."""
    html = render_to_string(f"papers/{template}.html", dict(context))
    if layout is None:
        return Paper(html, ("common", *css), filename)
    return Paper(html, ("common", "official", *css), filename, (layout_css(layout),))
