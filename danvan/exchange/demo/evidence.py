"""Small files that stand for evidence: drawn pages without words, so that nobody takes them for real papers."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

_PAPER, _INK, _RED = (251, 250, 247), (150, 148, 142), (178, 34, 34)
_SIZE = (420, 594)


def _page(seed: int) -> Image.Image:
    """A page with grey lines for text and a ring for a seal; each seed draws another."""
    page = Image.new("RGB", _SIZE, _PAPER)
    pen = ImageDraw.Draw(page)
    for number in range(18):
        length = 300 - (number * 37 + seed * 53) % 110
        pen.line([(50, 90 + number * 22), (50 + length, 90 + number * 22)], fill=_INK, width=5)
    pen.ellipse([270, 480, 350, 560], outline=_RED, width=5)
    return page


def page_file(name: str, seed: int) -> SimpleUploadedFile:
    """A picture or a PDF, as the name ends."""
    target = BytesIO()
    is_pdf = name.endswith(".pdf")
    _page(seed).save(target, "PDF" if is_pdf else "PNG")
    kind = "application/pdf" if is_pdf else "image/png"
    return SimpleUploadedFile(name, target.getvalue(), content_type=kind)
