"""The picture that goes with an address sent to somebody: paper and gold, the title as large as it fits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

import unfold
from PIL import Image, ImageDraw, ImageFont

from danvan.kit.art.ink import HEX
from danvan.kit.art.raster import emblem, grain

WIDTH, HEIGHT, MARGIN = 1200, 630, 80
PAPER = "#FAF6EE"
TITLE_TOP, TITLE_BOTTOM = 158, 438  # the room of the title, marks of the first line included
TITLE_SIZES = (76, 68, 62, 56, 50, 45, 40, 36, 32)
LEADING = 1.36  # of the size: Ế below Ộ must not touch it
RISE = 0.16  # of the size: how far stacked marks stand above the letters' own height
BELOW, BY_LOWEST = 14, 458  # the gap under the title, and how far down the name under it may stand
COLOURS = 96
DRAWING = 1  # raised with every change of the drawing: part of what names a card
_FONTS = Path(unfold.__file__).parent / "static" / "unfold" / "fonts" / "inter"
_FACES = {400: "Inter-Regular.woff2", 600: "Inter-SemiBold.woff2", 700: "Inter-Bold.woff2"}
Font = ImageFont.FreeTypeFont


@dataclass(frozen=True)
class Card:
    """What one picture says; ``state`` stands beside a gold grain and may be empty."""

    title: str
    state: str = ""
    by: str = ""
    site: str = "Sổ vàng Dân vận khéo"
    about: str = ""


@dataclass(frozen=True)
class Line:
    """One line of text in its place, by its upper left corner."""

    text: str
    x: int
    y: int
    size: int
    weight: int
    ink: str

    def box(self) -> tuple[float, float, float, float]:
        """The rectangle its ink fills."""
        left, top, right, bottom = face(self.weight, self.size).getbbox(self.text)
        return self.x + left, self.y + top, self.x + right, self.y + bottom


@cache
def face(weight: int, size: int) -> Font:
    """Inter in one weight and size; the whole font, for any letter a title may hold."""
    return ImageFont.truetype(str(_FONTS / _FACES[weight]), size)


def wrapped(text: str, font: Font, width: int) -> list[str]:
    """The text in lines that fit; a word longer than a line is cut."""
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
            continue
        while font.getlength(word) > width:
            size = _fitting(word, font, width)
            lines.append(word[:size])
            word = word[size:]
        lines.append(word)
    return lines


def _fitting(word: str, font: Font, width: int) -> int:
    """About how many letters fit into a line, never too many, one at least: words are rarely so long."""
    size = min(len(word), int(len(word) * width / font.getlength(word)) + 1)
    while size > 1 and font.getlength(word[:size]) > width:
        size -= 1
    return size


def shortened(lines: list[str], most: int, font: Font, width: int) -> list[str]:
    """The first lines, with three dots where some are left out."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    last = last[: _fitting(last, font, width - round(font.getlength("…")))]
    return [*lines[: most - 1], f"{last.rstrip(' ,;.–-')}…"]


def _title(text: str) -> list[Line]:
    """The title in the largest size whose lines fit the room."""
    width, room = WIDTH - 2 * MARGIN, TITLE_BOTTOM - TITLE_TOP
    for size in TITLE_SIZES:
        font = face(600, size)
        lines, most = wrapped(text, font, width), int(room // (size * LEADING))
        if len(lines) <= most:
            break
    lines = shortened(lines, most, font, width)
    top = TITLE_TOP + round(RISE * size)
    return [
        Line(line, MARGIN, top + round(number * size * LEADING), size, 600, HEX["ink"])
        for number, line in enumerate(lines)
    ]


def laid_out(card: Card) -> list[Line]:
    """Every line of a card in its place."""
    found = _title(card.title)
    below = round(found[-1].y + found[-1].size * LEADING) + BELOW if found else TITLE_TOP
    if card.state:
        found.append(Line(card.state, MARGIN + 30, 106, 28, 600, HEX["gold-ink"]))
    font, width = face(400, 30), WIDTH - 2 * MARGIN
    by = shortened(wrapped(card.by, font, width), 1, font, width) if card.by else []
    found += [Line(text, MARGIN, min(below, BY_LOWEST), 30, 400, HEX["ink-2"]) for text in by]
    found.append(Line(card.site, MARGIN + 96, 542 if not card.about else 528, 32, 700, HEX["ink"]))
    if card.about:
        found.append(Line(card.about, MARGIN + 96, 572, 22, 400, HEX["ink-3"]))
    return found


@lru_cache(maxsize=64)
def draw(card: Card) -> bytes:
    """The card as a PNG of few colours; the same card always gives the same bytes."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((MARGIN, 64, WIDTH - MARGIN, 71), fill=HEX["gold"])
    if card.state:
        picture.paste(grain(14, 34, PAPER), (MARGIN, 106))
    for line in laid_out(card):
        pen.text((line.x, line.y), line.text, font=face(line.weight, line.size), fill=line.ink)
    picture.paste(emblem(76, PAPER), (MARGIN, 520))
    for number in range(12):
        picture.paste(grain(14, 34, PAPER), (WIDTH - MARGIN - 14 - number * 24, 545))
    made = BytesIO()
    picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(made, "PNG", optimize=True)
    return made.getvalue()
