"""The grain, the only atom of the look, and the strip of grains that shows one scorecard."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from danvan.kit.art.ink import TONES, Mode, paint

YES, NO, NOT_APPLICABLE, UNSCORED = "Y", "N", "A", "."
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


class Grain(NamedTuple):
    """Width and height of a grain, the gap after it, and the wider gap after a group."""

    width: float
    height: float
    gap: float
    group_gap: float


SIZES = {"xs": Grain(4, 11, 2, 5), "s": Grain(6, 15, 2.5, 7), "m": Grain(9, 22, 3, 10), "l": Grain(13, 32, 4, 15)}


@dataclass(frozen=True)
class Look:
    """How a strip is to be drawn and spoken."""

    size: str = "s"
    tone: str = "gold"
    who: str = ""
    label: str = ""
    diff: Collection[int] | None = None
    number: bool = True
    fluid: bool = False
    numerals: bool = False
    mode: Mode = "screen"
    points: str = ""  # "97/100" on a list by points, shown in place of the criteria met


class Drawing(NamedTuple):
    """The inside of one SVG, and the box it needs."""

    width: float
    height: float
    top: float
    body: str


def pill(x: float, y: float, width: float, height: float) -> str:
    """Path of one upright grain with its top left corner at x, y."""
    radius = width / 2
    arc = f"a{radius:g} {radius:g} 0 0 1"
    return f"M{x:g} {y + radius:g}{arc} {width:g} 0v{height - width:g}{arc} {-width:g} 0z"


def dot(x: float, y: float, radius: float) -> str:
    """Path of a small disc around x, y: not scored yet."""
    arc = f"a{radius:g} {radius:g} 0 1 0"
    return f"M{x - radius:g} {y:g}{arc} {2 * radius:g} 0{arc} {-2 * radius:g} 0z"


def places(groups: Sequence[int], grain: Grain) -> list[float]:
    """Where each grain begins, with a wider gap between groups."""
    found, x = [], 0.5
    for size in groups:
        for _ in range(size):
            found.append(x)
            x += grain.width + grain.gap
        x += grain.group_gap - grain.gap
    return found


def fit(groups: Sequence[int] | None, count: int) -> list[int]:
    """Group sizes that hold exactly ``count`` grains, whatever was asked for."""
    fitted, left = [], count
    for size in groups or ():
        taken = min(size, left)
        fitted += [taken] if taken > 0 else []
        left -= max(taken, 0)
    return fitted + ([left] if left else [])


def strip(marks: str, groups: Sequence[int] | None, look: Look) -> Drawing:
    """The strip of one scorecard: a filled, hollow, dashed or dotted grain for every criterion in its order."""
    grain = SIZES[look.size]
    sizes = fit(groups, len(marks))
    starts = places(sizes, grain)
    paths = {YES: "", NO: "", NOT_APPLICABLE: "", UNSCORED: "", "diff": ""}
    for index, (mark, x) in enumerate(zip(marks, starts, strict=True)):
        paths[mark] += _grain(mark, x, grain)
        if index in (look.diff or ()):
            paths["diff"] += f"M{x - 0.5:g} {grain.height + 4.5:g}h{grain.width + 1:g}"
    top = 16 if look.numerals else 0
    width = (starts[-1] + grain.width + 0.5) if starts else 1
    body = _paths(paths, look) + (_numerals(sizes, starts, look.mode) if look.numerals else "")
    return Drawing(width, grain.height + 1 + (5 if look.diff else 0), top, body)


def row(done: int, total: int, look: Look) -> Drawing:
    """One ungrouped row of ``total`` grains, the first ``done`` of them filled."""
    return strip(YES * min(done, total) + NO * max(total - done, 0), None, look)


def _grain(mark: str, x: float, grain: Grain) -> str:
    middle = grain.height / 2 + 0.5
    if mark == UNSCORED:
        return dot(x + grain.width / 2, middle, min(grain.width, 4) / 2)
    path = pill(x, 0.5, grain.width, grain.height)
    if mark == NOT_APPLICABLE:
        path += f"M{x + grain.width * 0.27:g} {middle:g}h{grain.width * 0.46:g}"
    return path


def _paths(paths: dict[str, str], look: Look) -> str:
    fill, stroke = TONES[look.tone]
    inks = {
        UNSCORED: paint("strip-unscored", look.mode, fill="line"),
        NO: paint("strip-no", look.mode, stroke="line"),
        NOT_APPLICABLE: paint("strip-na", look.mode, stroke="line"),
        YES: paint("strip-yes", look.mode, fill=fill, stroke=stroke),
        "diff": paint("strip-diff", look.mode, stroke="red", width=1.6),
    }
    return "".join(f'<path {ink} d="{paths[key]}"/>' for key, ink in inks.items() if paths[key])


def _numerals(sizes: Sequence[int], starts: Sequence[float], mode: Mode) -> str:
    ink, texts, index = paint("strip-numeral", mode, fill="ink-3"), "", 0
    for size, numeral in zip(sizes, NUMERALS, strict=False):
        texts += f'<text x="{starts[index]:g}" y="-6" font-size="11" {ink}>{numeral}</text>'
        index += size
    return texts
