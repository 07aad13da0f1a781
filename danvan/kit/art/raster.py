"""The grains and the emblem as pixels, for pictures that leave the portal: shapes are drawn large and made small."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import cos, radians, sin

from PIL import Image, ImageDraw

from danvan.kit.art.flower import PALMS, SIDE_PETALS, petal
from danvan.kit.art.ink import HEX

Point = tuple[float, float]
FINE = 4  # times larger while drawn, so that edges come out smooth
STEPS = 24  # straight pieces for one curve
EDGE = 2.6 / 2  # half the light line around a petal
_TOKENS = re.compile(r"[MCcz]|-?\d*\.?\d+")


def outline(path: str) -> list[Point]:
    """The points of a closed path that knows M, C, c and z, which is all that the emblem is made of."""
    tokens = _TOKENS.findall(path)
    points: list[Point] = []
    command, numbers = "", list[float]()
    for token in tokens:
        if token.isalpha():
            command, numbers = token, []
            continue
        numbers.append(float(token))
        if command == "M" and len(numbers) == 2:
            points.append((numbers[0], numbers[1]))
            numbers = []
        elif len(numbers) == 6:
            x, y = points[-1] if command == "c" else (0.0, 0.0)
            ends = [(x + numbers[at], y + numbers[at + 1]) for at in (0, 2, 4)]
            points.extend(_curve(points[-1], ends))
            numbers = []
    return points


def _curve(start: Point, ends: Sequence[Point]) -> Iterator[Point]:
    one, two, end = ends
    for step in range(1, STEPS + 1):
        t = step / STEPS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        corners = (start, one, two, end)
        yield (
            sum(weight * corner[0] for weight, corner in zip(weights, corners, strict=True)),
            sum(weight * corner[1] for weight, corner in zip(weights, corners, strict=True)),
        )


def _turned(points: Sequence[Point], degrees: float) -> list[Point]:
    """A petal that grows from the heart of the flower, leaning by so much."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return [(50 + x * c - y * s, 72 + x * s + y * c) for x, y in points]


def emblem(size: int, ground: str, *, petals: str = HEX["red"], heart: str = HEX["gold"]) -> Image.Image:
    """The lotus on two palms, on a ground of one colour."""
    side = size * FINE
    picture = Image.new("RGB", (side, side), ground)
    pen = ImageDraw.Draw(picture)
    shapes = [(_turned(outline(petal(length, width)), angle), petals) for angle, length, width in SIDE_PETALS]
    shapes.append((_turned(outline(petal(58, 12.5)), 0), heart))
    shapes += [(outline(palm), petals) for palm in PALMS]
    for points, colour in shapes:
        scaled = [(x * side / 100, y * side / 100) for x, y in points]
        pen.polygon(scaled, fill=colour)
        pen.line([*scaled, scaled[0]], fill=ground, width=max(1, round(EDGE * side / 100)), joint="curve")
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def grain(
    width: int, height: int, ground: str, *, fill: str = HEX["gold"], line: str = HEX["gold-line"]
) -> Image.Image:
    """One upright grain."""
    picture = Image.new("RGB", (width * FINE, height * FINE), ground)
    box = (0, 0, width * FINE - 1, height * FINE - 1)
    ImageDraw.Draw(picture).rounded_rectangle(box, radius=width * FINE / 2, fill=fill, outline=line, width=FINE + 2)
    return picture.resize((width, height), Image.Resampling.LANCZOS)
