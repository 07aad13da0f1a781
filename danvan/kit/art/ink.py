"""How a shape gets its colour: a class on the screen, hex attributes on paper, where style sheets do not reach."""

from typing import Literal

Mode = Literal["screen", "print"]

# The light half of static/css/tokens.css; paper has no dark theme.
HEX = {
    "gold": "#C8962E",
    "gold-line": "#A1741A",
    "gold-ink": "#745208",
    "red": "#9A1B1E",
    "cham": "#21405F",
    "ink": "#201A16",
    "ink-2": "#51473F",
    "ink-3": "#695E54",
    "line": "#85796B",
    "sheet": "#FFFDF9",
}
TONES = {"gold": ("gold", "gold-line"), "red": ("red", "red"), "cham": ("cham", "cham"), "ink": ("ink-2", "ink-2")}


def paint(name: str, mode: Mode, *, fill: str = "none", stroke: str = "none", width: float = 1) -> str:
    """The attributes that colour one shape: its class, or its own fill and stroke when it is printed."""
    if mode == "screen":
        return f'class="{name}"'
    colours = f'fill="{HEX.get(fill, fill)}" stroke="{HEX.get(stroke, stroke)}"'
    return colours if stroke == "none" else f'{colours} stroke-width="{width:g}"'
