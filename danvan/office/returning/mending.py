"""What the pages of a dossier show of its returns, each for whoever reads it."""

from __future__ import annotations

from typing import Any

from danvan.accounts.models import User
from danvan.dossiers.models import Dossier
from danvan.office.returning.points import Kept, todo
from danvan.office.returning.telling import difference, rounds


def mending(dossier: Dossier, user: User, kept: Kept | None = None) -> dict[str, Any]:
    """What is to be mended, what came back changed, and every return so far."""
    return {
        "todo": todo(dossier, user, kept),
        "difference": difference(dossier, user),
        "rounds": rounds(dossier),
    }
