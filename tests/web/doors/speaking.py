"""The doors of the pages on which anyone speaks without an account."""

from __future__ import annotations

from typing import Any

from danvan.kit import vi
from tests import make
from tests.unit.hearings import rows

NAMES = ("hearings", "hearing", "candidate", "follow", "opinion-sent", "removal", "practice-opinion")
DOORS = {f"portal:{name}": (200, 200, 200, 200, 200, 200, 200, 200) for name in NAMES}


def addresses(cast, dossier, decision) -> dict[str, dict[str, Any]]:
    """A consultation that is open, its first candidate, and a recognised model."""
    candidate = rows.first(rows.opened(cast))
    road = make.recognised(cast.village, cast.campaign, title="Đường hoa ban")
    return {
        "portal:hearing": {"pk": candidate.consultation_id},
        "portal:candidate": {"pk": candidate.consultation_id, "candidate": candidate.pk},
        "portal:practice-opinion": {"pk": road.pk, "slug": vi.slug(road.title)},
    }
