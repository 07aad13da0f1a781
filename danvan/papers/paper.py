"""What a paper is before it becomes a file: its HTML, its style sheets and the name to save it under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string


@dataclass(frozen=True)
class Paper:
    """One printable document. ``css`` names files of ``static/css/papers`` in the order they apply."""

    html: str
    css: tuple[str, ...]
    filename: str


def paper(template: str, context: Mapping[str, Any], *, css: tuple[str, ...], filename: str) -> Paper:
    """Fill in the template of a paper; every paper has the fonts and the page of ``common`` under its own style."""
    return Paper(render_to_string(f"papers/{template}.html", dict(context)), ("common", *css), filename)
