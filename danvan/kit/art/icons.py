"""The icons of the site in the sizes that browsers and telephones ask for, all drawn from the emblem."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from danvan.kit.art.raster import emblem

PAPER = "#FAF6EE"
ICO_SIZES = ((16, 16), (32, 32), (48, 48))
COLOURS = 64


def icons() -> dict[str, bytes]:
    """Every icon by the name of its file under ``static/img/``."""
    return {
        "favicon.ico": _ico(), "icon-32.png": _png(32, 0.96), "icon-180.png": _png(180, 0.84),
        "icon-192.png": _png(192, 0.9), "icon-512.png": _png(512, 0.9),
        "icon-mask.png": _png(512, 0.62),  # telephones cut this one to a circle or a drop
    }  # fmt: skip


def drawn(size: int, share: float) -> Image.Image:
    """The emblem on paper, filling this share of the side."""
    inner = round(size * share)
    picture = Image.new("RGB", (size, size), PAPER)
    picture.paste(emblem(inner, PAPER), ((size - inner) // 2, (size - inner) // 2))
    return picture


def _png(size: int, share: float) -> bytes:
    out = BytesIO()
    drawn(size, share).quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _ico() -> bytes:
    out = BytesIO()
    drawn(96, 0.96).save(out, "ICO", sizes=list(ICO_SIZES))
    return out.getvalue()
