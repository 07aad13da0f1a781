"""Who issues the papers of an organiser that are not decisions: the body that prepares them, and where it sits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan.decisions.wording import board_of, place_of
from danvan.dossiers.models import Campaign
from danvan.papers.profiles import PARTY, profile_for
from danvan.units.models import Unit
from danvan.units.queries import advisory_body


@dataclass(frozen=True)
class Issuer:
    """The head of a paper of one day: its layout, the organisation above, the body, and the place."""

    layout: str
    superior: str
    body: str
    place: str


def issuer(unit: Unit, campaign: Campaign | None, day: date) -> Issuer:
    """The advisory board of a unit on a day, under the unit itself."""
    board = advisory_body(unit, day) or board_of(unit, campaign)
    return Issuer(profile_for(PARTY, day).code, unit.name, board, place_of(unit))
