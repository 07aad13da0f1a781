"""How wide a line of text will be, so that a name can be set as large as one line allows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

# Share of the size a letter takes where the font is not at hand; Liberation Serif Bold is narrower than that.
GUESS = 0.6


@cache
def _advances(font: Path) -> dict[int, float]:
    """The width of every letter of a font, as a share of its size; empty when the file is not there."""
    if not font.exists():
        return {}
    with TTFont(font) as face:
        em, metrics, letters = face["head"].unitsPerEm, face["hmtx"], face.getBestCmap()
        return {code: metrics[name][0] / em for code, name in letters.items()}


def width(text: str, size: float, weight: int = 600) -> float:
    """The width in points of a line of Inter at this size."""
    advances = _advances(settings.FONTS_DIR / f"inter-{weight}.woff2")
    return size * sum(advances.get(ord(letter), GUESS) for letter in text)


def largest(text: str, sizes: Sequence[int], room: float) -> int:
    """The largest of these sizes at which the text stands on one line of ``room`` points; else the smallest."""
    return next((size for size in sorted(sizes, reverse=True) if width(text, size) <= room), min(sizes))
