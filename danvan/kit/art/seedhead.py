"""The seed head of the home page: one grain a registered practice, the recognised and commended at its heart."""

import math
from functools import lru_cache
from typing import NamedTuple

MOST_GRAINS = 3000
STEP = 8.75
TURN = math.pi * (3 - math.sqrt(5))
LEAST_SHOWN = 120  # a young register keeps small grains on a wide field instead of a few huge ones
HOLLOW, FULL = (2.4, 4.2), (2.9, 4.9)


class SeedHead(NamedTuple):
    """The SVG paths of a seed head, the side of its square, and how many practices one grain stands for."""

    body: str
    side: float
    each: int


@lru_cache(maxsize=64)
def seedhead(registered: int, recognised: int, commended: int) -> SeedHead:
    """Lay the grains out by the golden angle, so that area is proportional to number."""
    each = 1 if registered <= MOST_GRAINS else 5
    count = math.ceil(registered / each)
    red, gold = round(commended / each), round(recognised / each)
    radius = STEP * math.sqrt(max(count, LEAST_SHOWN)) + 6
    paths = {"seed-red": "", "seed-gold": "", "seed-open": ""}
    for index in range(count):
        name = "seed-red" if index < red else "seed-gold" if index < gold else "seed-open"
        paths[name] += _grain(index, radius, HOLLOW if name == "seed-open" else FULL)
    body = "".join(f'<path class="{name}" d="{path}"/>' for name, path in reversed(paths.items()) if path)
    return SeedHead(body, 2 * radius, each)


def _grain(index: int, centre: float, half_axes: tuple[float, float]) -> str:
    """An ellipse on the spiral, its long axis along the turn."""
    narrow, long = half_axes
    distance, turn = STEP * math.sqrt(index + 0.5), index * TURN
    x, y = centre + distance * math.cos(turn), centre + distance * math.sin(turn)
    across = math.sin(turn + math.pi / 2) * long, -math.cos(turn + math.pi / 2) * long
    tilt = (math.degrees(turn) + 90) % 180
    arc = f"A{narrow} {long} {tilt:.0f} 1 1"
    near = f"{x - across[0]:.1f} {y - across[1]:.1f}"
    return f"M{near}{arc} {x + across[0]:.1f} {y + across[1]:.1f}{arc} {near}Z"
