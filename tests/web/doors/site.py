"""The doors of the pages every public site owes: open to everybody."""

from __future__ import annotations

from typing import Any

from tests import make

PUBLIC = (200, 200, 200, 200, 200, 200, 200, 200)
NAMES = (
    "about", "accessibility", "contacts", "criteria", "criteria-list", "english", "favicon", "manifest", "privacy",
    "robots", "site-map", "sitemap", "sitemap-part",
)  # fmt: skip
DOORS = {f"portal:{name}": PUBLIC for name in NAMES}


def addresses(cast, dossier, decision) -> dict[str, dict[str, Any]]:
    """An issued list, and the models' part of the sitemap."""
    return {
        "portal:criteria-list": {"pk": make.version(15, issued=True).pk},
        "portal:sitemap-part": {"section": "mo-hinh"},
    }
