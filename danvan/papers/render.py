"""HTML to PDF, with nothing fetched from outside; the only module that loads WeasyPrint, on first use."""

from __future__ import annotations

import logging
from functools import cache
from importlib import import_module
from mimetypes import guess_type
from pathlib import Path
from types import ModuleType
from typing import Any

from django.contrib.staticfiles import finders
from PIL import ImageFile

from danvan.papers.paper import Paper

_log = logging.getLogger(__name__)

# Style sheets and fonts are asked for under this address, which exists nowhere: they are read from our own folders.
STATIC = "https://static.invalid/"


class CannotPrint(Exception):
    """The machine cannot print; the message says what is missing and how to add it."""


class Refused(ValueError):
    """A paper asked for something that is not ours."""


@cache
def _engine() -> ModuleType | None:
    """WeasyPrint, or nothing where the native libraries it draws with are missing.

    Loaded late: it costs most of a second, and a portal that cannot print must still start.
    """
    try:
        engine = import_module("weasyprint")
    except (ImportError, OSError):
        return None
    # its import makes Pillow accept truncated pictures everywhere, and uploads are judged in this process
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return engine


def why_off() -> str:
    """Why papers cannot be printed on this machine, or "" when they can; printed beside a disabled button."""
    if _engine() is None:
        return "Máy chủ chưa cài thư viện in. Quản trị hãy cài libpango-1.0-0, libpangoft2-1.0-0 rồi khởi động lại."
    return ""


def pdf(paper: Paper) -> bytes:
    """The paper as a PDF; the same paper always gives the same bytes. Raises ``CannotPrint``."""
    engine = _engine()
    if engine is None:
        raise CannotPrint(why_off())
    fonts = import_module("weasyprint.text.fonts").FontConfiguration()
    made_for_it = [
        engine.CSS(string=text, base_url=STATIC, url_fetcher=own_files_only, font_config=fonts) for text in paper.styles
    ]
    sheets = [
        engine.CSS(url=f"{STATIC}css/papers/{name}.css", url_fetcher=own_files_only, font_config=fonts)
        for name in paper.css
    ]
    page = engine.HTML(string=paper.html, base_url=STATIC, url_fetcher=own_files_only)
    made: bytes = page.write_pdf(
        stylesheets=[*made_for_it, *sheets], font_config=fonts, pdf_identifier=paper.filename.encode(),
        pdf_variant="pdf/ua-1", pdf_tags=True,
    )  # fmt: skip
    return made


class OwnFiles:
    """What a paper may load: our static files, and data written inside the paper itself."""

    _fail_on_errors = False  # WeasyPrint asks its fetchers for this; a picture refused is left out of the paper

    def __call__(self, url: str, headers: Any = None) -> Any:
        """The file behind an address. Raises ``Refused`` for everything that is not ours."""
        urls = import_module("weasyprint.urls")
        if url.startswith("data:"):
            return urls.URLFetcher(allowed_protocols={"data"}).fetch(url)
        name = url.removeprefix(STATIC)
        found = finders.find(name) if name != url else None
        if not isinstance(found, str):
            if name == url:
                _log.warning("a paper asked for %s", url[:200])
            raise Refused(f"Bản in không được tải {url}")
        kind = guess_type(found)[0] or "application/octet-stream"
        return urls.URLFetcherResponse(url, Path(found).read_bytes(), {"Content-Type": kind})


own_files_only = OwnFiles()
