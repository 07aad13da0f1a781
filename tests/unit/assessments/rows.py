"""Meetings with members, dossiers and votes, for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from danvan.assessments.actions import Called, Facts, begin, set_agenda, set_members
from danvan.assessments.models import Assessment
from danvan.assessments.voting import record_votes
from danvan.dossiers.models import Dossier
from tests import make

NAMES = ("Hoàng Văn Én", "Lý Thị Mai", "Nông Văn Sáu", "Phùng Thị Bốn")


def facts(**more: Any) -> Facts:
    """A meeting held two hours before noon."""
    given: dict[str, Any] = {
        "held_at": make.NOON - timedelta(hours=2), "place": "Hội trường", "body": "Ban Chỉ đạo tỉnh",
        "chair_name": "Hoàng Văn Én", "secretary_name": "Lý Thị Mai",
    }  # fmt: skip
    return Facts(**{**given, **more})


def confirmed(cast, count: int = 2) -> list[Dossier]:
    """Dossiers of the village that wait for approval."""
    return [make.dossier(cast.village, cast.campaign, state="CONFIRMED") for _ in range(count)]


def meeting(cast, *dossiers: Dossier, present: int = 3, absent: int = 0, **more: Any) -> Assessment:
    """A meeting of the province on these dossiers, with so many present and absent, written by the reviewer."""
    how = {"by": cast.dung, "at": make.NOON}
    made = begin(campaign=cast.campaign, facts=facts(**more), **how)
    called = [Called(f"{NAMES[place % 4]} {place}", "Ủy viên", place < present) for place in range(present + absent)]
    made = set_members(assessment=made, members=called, edition=made.edition, **how)
    return set_agenda(assessment=made, dossiers=dossiers, edition=made.edition, **how) if dossiers else made


def voted(cast, meeting: Assessment, *in_favour: int) -> Assessment:
    """So many in favour on each line of the agenda, everybody else against."""
    present = list(meeting.members.filter(is_present=True).order_by("order").values_list("pk", flat=True))
    votes = {
        ballot.pk: {pk: "FOR" if place < yes else "AGAINST" for place, pk in enumerate(present)}
        for ballot, yes in zip(meeting.ballots.order_by("order"), in_favour, strict=True)
    }
    return record_votes(assessment=meeting, votes=votes, by=cast.dung, at=make.NOON)
