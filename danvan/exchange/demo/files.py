"""Where the files of the demonstration lie, and how they are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings


def fixture(*parts: str) -> Path:
    """The path of a file under ``fixtures/``."""
    root: Path = settings.BASE_DIR
    return root.joinpath("fixtures", *parts)


def rows(name: str) -> Any:
    """What a definition file under ``fixtures/demo/`` says."""
    return json.loads(fixture("demo", name).read_text(encoding="utf-8"))
