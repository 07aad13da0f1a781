"""How wide a line of text will be, so that it can be set as large as its room allows."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

# Share of the size a letter takes where the font is not at hand; Liberation Serif Bold is narrower than that.
GUESS = 0.6
# Thousandths of the size that the letters of Times New Roman Bold take; Liberation Serif has the same, and no weight
# of either is wider. An accent takes no room; the horn of ơ and ư does.
_SERIF = {
    **dict.fromkeys(" .,;:|", 333), **dict.fromkeys("ijlt()-I/!", 389), **dict.fromkeys("cers", 444),
    **dict.fromkeys("avxyzkoJgqbpdhnfu0123456789“”«»", 556), **dict.fromkeys("FPSzBELTZ", 667),
    **dict.fromkeys("ACDKNRUVXYĐwGHOQ", 778), **dict.fromkeys("mMW%", 1000), "\u2060": 0, "\u2013": 500, "đ": 556,
}  # fmt: skip
_HORN = "\u031b"


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


@cache
def _serif(letter: str) -> int:
    parts = unicodedata.normalize("NFD", letter)
    return _SERIF.get(parts[0], 722) + (90 if _HORN in parts else 0)


def serif_width(text: str, size: float) -> float:
    """The most points that a line of Times New Roman, of any weight, takes at this size."""
    return size * sum(map(_serif, text.replace("\u00a0", " "))) / 1000


def lines(text: str, size: float, room: float) -> int:
    """On how many lines of ``room`` points the text is set in Times New Roman; a word too long for one counts two."""
    count, used, space = 1, 0.0, serif_width(" ", size)
    for word in text.split(" "):
        wide = serif_width(word, size)
        if used and used + space + wide > room:
            count, used = count + 1, wide
        else:
            used += wide + (space if used else 0)
        if wide > room:
            count += 1
    return count


def largest_serif(text: str, sizes: Sequence[int], room: float, *, most: int = 1) -> int:
    """The largest of these sizes at which the text takes ``most`` lines of Times New Roman; else the smallest."""
    fits = (size for size in sorted(sizes, reverse=True) if lines(text, size, room) <= most)
    return next(fits, min(sizes))
