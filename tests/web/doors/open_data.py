"""The doors of the open data, of the figures as files, and of what is drawn of one model."""

from __future__ import annotations

from typing import Any

from danvan.kit import vi

PUBLIC = (200, 200, 200, 200, 200, 200, 200, 200)
MOVED = (301,) * 8
ONLY_POST = (405,) * 8
DOORS = {
    "data:tables": PUBLIC, "data:reference": PUBLIC, "data:file": PUBLIC, "portal:figures": PUBLIC,
    "portal:figures-download": PUBLIC, "portal:decisions-file": PUBLIC, "portal:practice-card": PUBLIC,
    "portal:practice-pdf": PUBLIC, "portal:practice-short": MOVED, "portal:practice-read": ONLY_POST,
}  # fmt: skip


def addresses(cast, dossier, decision) -> dict[str, dict[str, Any]]:
    """The recognised model of the decision."""
    model = decision.items.get().dossier
    named = {"pk": model.pk, "slug": vi.slug(model.title)}
    return {
        "data:file": {"name": "mo-hinh", "form": "csv"}, "portal:figures-download": {"key": "nam", "form": "csv"},
        "portal:decisions-file": {"form": "csv"}, "portal:practice-card": named, "portal:practice-pdf": named,
        "portal:practice-short": {"pk": model.pk}, "portal:practice-read": {"pk": model.pk},
    }  # fmt: skip
