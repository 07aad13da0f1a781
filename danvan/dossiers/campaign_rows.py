"""What is said of a campaign before it is stored, what it may choose from, and the refusals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.criteria.models import CriteriaVersion, ThemeScheme
from danvan.dossiers.enums import ShareOf
from danvan.dossiers.models import BlindCard, Campaign
from danvan.units.models import Unit


class CannotRun(Exception):
    """Nothing was stored; the message says why, ``place`` beside which field."""

    def __init__(self, sentence: str, place: str = "") -> None:
        super().__init__(sentence)
        self.place = place


class StaleCampaign(CannotRun):
    """Someone else changed the campaign meanwhile."""

    def __init__(self) -> None:
        super().__init__("Người khác vừa sửa đợt này. Hãy xem nội dung đang lưu, rồi lưu lại nếu vẫn cần.")


@dataclass(frozen=True)
class Facts:
    """What a campaign is."""

    name: str
    code: str
    first_year: int
    last_year: int
    cutoff_on: date
    theme_scheme: ThemeScheme
    basis: str = ""
    asks_head: bool = False
    asks_two: bool = False
    asks_ties: bool = False
    asks_assessment: bool = False
    share_needed: int = 70
    share_of: str = ShareOf.PRESENT
    appeal_days: int = 10


JUDGING = ("asks_two", "asks_ties", "asks_assessment", "share_needed", "share_of", "appeal_days")  # how it is judged
MOST_APPEAL_DAYS = 90


@dataclass(frozen=True)
class TrackRow:
    """What a campaign takes of a track: scored on which list, how many of a unit, and of which groups it is asked."""

    track: str
    version: CriteriaVersion | None = None
    at_least: int = 0
    at_most: int | None = None
    asked_of: Sequence[str] = field(default_factory=list)


@dataclass(frozen=True)
class WindowRow:
    """From when to when a stage is open, for a group of units or for all ("")."""

    stage: str
    unit_group: str
    opens_at: datetime
    closes_at: datetime


def may_run(by: User, campaign: Campaign) -> bool:
    """May this person prepare, open and extend this campaign?"""
    return may(by, Action.RUN, campaign.keeper)


def settled(campaign: Campaign) -> dict[str, str]:
    """The rules of judging that were judged by already, and so stay: the field, and why."""
    found = {}
    if BlindCard.objects.filter(dossier__campaign=campaign).exists():
        found["asks_two"] = "Đã có phiếu thẩm định độc lập trong đợt này nên không đổi được nữa."
    if campaign.dossiers.filter(assessed_on__isnull=False).exists():
        found["asks_assessment"] = "Đã có cuộc họp bình xét kết thúc trong đợt này nên không đổi được nữa."
    return found


def refuse_numbers(facts: Facts) -> None:
    """Raises ``CannotRun`` for a share that is no percentage, or more days than anybody waits."""
    if not 1 <= facts.share_needed <= 100:
        raise CannotRun("Tỷ lệ tán thành từ 1 đến 100 %.", "share_needed")
    if not 0 <= facts.appeal_days <= MOST_APPEAL_DAYS:
        raise CannotRun(f"Số ngày kiến nghị từ 0 đến {MOST_APPEAL_DAYS}.", "appeal_days")


def schemes_for(organiser: Unit) -> QuerySet[ThemeScheme]:
    """The issued theme schemes a campaign of this organiser may use: the common ones, its own, those from above."""
    return ThemeScheme.objects.filter(_from_above(organiser, "unit"), issued_at__isnull=False).order_by("name", "pk")


def versions_for(organiser: Unit, track: str) -> QuerySet[CriteriaVersion]:
    """The criteria lists in use that a track of this organiser's campaign may be scored on, newest first."""
    usable = CriteriaVersion.objects.usable().filter(_from_above(organiser, "criteria_set__unit"))
    return usable.filter(criteria_set__track=track).select_related("criteria_set").order_by("-issued_at", "-pk")


def _from_above(organiser: Unit, lookup: str) -> Q:
    parts = organiser.path.rstrip("/").split("/")
    above = ["/".join(parts[:size]) + "/" for size in range(1, len(parts) + 1)]
    return Q(**{f"{lookup}__isnull": True}) | Q(**{f"{lookup}__path__in": above})
