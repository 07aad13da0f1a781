"""The doors of ties, seats and workloads: those who judge or approve for the organiser, and nobody else."""

from __future__ import annotations

from typing import Any

JUDGES = (302, 404, 404, 404, 200, 200, 404, 404)

# fmt: off
DOORS = {
    #  address                    anonymous  an   binh  chi  dung giang hoa  quan
    "office:judging-ties":        JUDGES,
    "office:judging-seats":       JUDGES,
    "office:judging-load":        JUDGES,
}
# fmt: on


def addresses(cast, dossier, decision) -> dict[str, dict[str, Any]]:
    """All three are of a campaign."""
    return {name: {"pk": cast.campaign.pk} for name in DOORS}
