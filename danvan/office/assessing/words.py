"""A ballot in words: which dossier it is about, what was voted, and whether that is enough."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from danvan.assessments.counting import Tally, is_reached, result_words, votes_needed
from danvan.assessments.models import Assessment, Ballot
from danvan.assessments.queries import base
from danvan.criteria.enums import Track
from danvan.dossiers.enums import ShareOf
from danvan.dossiers.models import Dossier
from danvan.office.listing import SHORT_TRACKS


@dataclass(frozen=True)
class About:
    """A dossier as a line of an agenda names it."""

    title: str
    about: str
    url: str


def describe(ballot: Ballot) -> About:
    """The names as they were frozen, or as they stand while the minutes are open."""
    dossier = ballot.dossier
    title = ballot.title or dossier.title
    holder = (ballot.holder_name or dossier.holder_name) if dossier.is_model else ""
    return About(title, about(dossier, holder, ballot.unit_name or dossier.unit_name), dossier.get_absolute_url())


def about(dossier: Dossier, holder: str, unit: str) -> str:
    """Whose a dossier is, in a few words; of a title, that is the title itself, so it says which."""
    if not dossier.is_model:
        return SHORT_TRACKS[Track(dossier.track)]
    return ", ".join(dict.fromkeys(part for part in (holder, unit) if part))


def outcome(tally: Tally | None, present: int, of_all: int, share_needed: int) -> tuple[str, str]:
    """The grain and the words of a row: not voted, not complete, enough or not enough."""
    if tally is None:
        return "idle", "Chưa ghi"
    if tally.said != present:
        return "late", f"Mới ghi {tally.said}/{present} ý kiến" if tally.said < present else "Thừa ý kiến, hãy kiểm lại"
    enough = is_reached(tally.in_favour, of_all, share_needed)
    return "done" if enough else "back", f"{result_words(tally.in_favour, of_all)}{'' if enough else ', chưa đủ'}"


def rule(assessment: Assessment) -> str:
    """What is needed at this meeting: "70 % số thành viên có mặt, tức từ 8/11 người"."""
    of_all = base(assessment)
    share = f"{assessment.share_needed} % {ShareOf(assessment.share_of).label.lower()}"
    return f"{share}, tức từ {votes_needed(of_all, assessment.share_needed)}/{of_all} người" if of_all else share


def address(assessment: Assessment, tab: str = "") -> str:
    """Where a part of the minutes is."""
    url = reverse("office:assessment", args=[assessment.pk])
    return f"{url}?muc={tab}" if tab else url
