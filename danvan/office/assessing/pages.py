"""What the list of meetings and the pages of the minutes show, each to whoever reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.models import User
from danvan.assessments.enums import AssessmentState, Choice
from danvan.assessments.models import Assessment, Ballot, Vote
from danvan.assessments.queries import agenda, base, may_write, readable, tally_of
from danvan.assessments.workflow import ASSESSMENT_LIFE
from danvan.dossiers.models import Campaign
from danvan.dossiers.windows import told
from danvan.kit import dates
from danvan.ledger.models import Event
from danvan.office.assessing.panels import AGENDA, LABELS, MEMBERS, VOTES
from danvan.office.assessing.words import address, describe, outcome, rule

GRAINS = {AssessmentState.OPEN: "work", AssessmentState.CLOSED: "done"}


def load(user: User, pk: int) -> Assessment:
    """The meeting, or 404 out of reach."""
    return get_object_or_404(readable(user), pk=pk)


def writes(user: User, assessment: Assessment) -> bool:
    """May this person write these minutes now?"""
    return assessment.state == AssessmentState.OPEN and may_write(user, assessment.campaign)


@dataclass(frozen=True)
class Line:
    """One meeting of the list."""

    url: str
    when: str
    body: str
    campaign: str
    kind: str
    state: str
    result: str


def lines(user: User, campaign: Campaign | None) -> list[Line]:
    """The meetings in reach, of one campaign or of all, the last first."""
    voted = {"lines": Count("ballots"), "passed": Count("ballots", filter=Q(ballots__is_pass=True))}
    found = readable(user).annotate(**voted).order_by("-held_at", "-pk")
    return [_line(one) for one in (found.filter(campaign=campaign) if campaign else found)]


def _line(one: Any) -> Line:
    closed = one.state == AssessmentState.CLOSED
    result = f"{one.passed}/{one.lines} hồ sơ đủ tỷ lệ tán thành" if closed else f"{one.lines} hồ sơ"
    return Line(
        address(one), told(one.held_at), one.body, one.campaign.name, GRAINS[AssessmentState(one.state)],
        one.state_label, result,
    )  # fmt: skip


def chosen_campaign(campaigns: QuerySet[Campaign], text: str) -> Campaign | None:
    """The campaign an address names by its number, if it is one of these."""
    return campaigns.filter(pk=int(text)).first() if text.isascii() and text.isdecimal() and len(text) < 18 else None


def tabs(assessment: Assessment, current: str, *, writing: bool) -> list[dict[str, Any]]:
    """The parts of the minutes; who only reads has no choosing to do."""
    counts = {MEMBERS: assessment.members.count(), VOTES: assessment.ballots.count()}
    return [
        {"label": label, "url": address(assessment, tab), "current": tab == current, "count": counts.get(tab)}
        for tab, label in LABELS.items()
        if writing or tab != AGENDA
    ]


def facts(assessment: Assessment) -> list[dict[str, str]]:
    """When, where and by whom, without the blanks."""
    chair = ", ".join(filter(None, [assessment.chair_name, assessment.chair_title]))
    rows = [
        ("Đợt thi đua", assessment.campaign.name), ("Họp lúc", told(assessment.held_at)),
        ("Kết thúc lúc", told(assessment.ended_at) if assessment.ended_at else ""), ("Địa điểm", assessment.place),
        ("Hội đồng, cơ quan bình xét", assessment.body), ("Chủ trì", chair),
        ("Người ghi biên bản", assessment.secretary_name),
        ("Cách bỏ phiếu", "Bỏ phiếu kín" if assessment.is_secret else "Biểu quyết công khai"),
        ("Tỷ lệ tán thành cần đạt", rule(assessment)),
    ]  # fmt: skip
    return [{"label": label, "value": value} for label, value in rows if value]


@dataclass(frozen=True)
class Result:
    """What was voted on one dossier, and who did not agree."""

    order: int
    title: str
    about: str
    url: str
    counts: str
    kind: str
    told: str
    dissent: Sequence[str]
    note: str


def results(assessment: Assessment, ballots: Sequence[Ballot] | None = None) -> list[Result]:
    """The vote on each dossier of the agenda, or of a page of it."""
    found = list(agenda(assessment)) if ballots is None else ballots
    here = {True: 0, False: 0, **dict(assessment.members.values_list("is_present").annotate(n=Count("pk")))}
    others = dissent(found)
    return [_result(ballot, here[True], base(assessment), others.get(ballot.pk, [])) for ballot in found]


def _result(ballot: Ballot, present: int, of_all: int, dissenting: Sequence[str]) -> Result:
    tally, words = tally_of(ballot), describe(ballot)
    kind, said = outcome(tally, present, of_all, ballot.assessment.share_needed)
    counts = f"{tally.in_favour} tán thành, {tally.against} không, {tally.blank} khác" if tally else ""
    return Result(ballot.order, words.title, words.about, words.url, counts, kind, said, dissenting, ballot.note)


def dissent(ballots: Sequence[Ballot]) -> dict[int, list[str]]:
    """Who was not in favour, ballot by ballot: "Không tán thành: …"; nothing where the count was secret."""
    votes = Vote.objects.filter(ballot__in=ballots, member__is_present=True).exclude(choice=Choice.FOR)
    said: dict[tuple[int, str], list[str]] = {}
    for vote in votes.select_related("member").order_by("choice", "member__order"):
        said.setdefault((vote.ballot_id, vote.choice), []).append(vote.member.name)
    found: dict[int, list[str]] = {}
    for (ballot, choice), names in said.items():
        found.setdefault(ballot, []).append(f"{Choice(choice).label}: {', '.join(names)}")
    return found


def summary(assessment: Assessment, found: Sequence[Result]) -> str:
    """How many reached the share, in one sentence."""
    if not found:
        return ""
    passed = sum(one.kind == "done" for one in found)
    return f"{passed}/{len(found)} hồ sơ đủ tỷ lệ tán thành ({rule(assessment)})."


def missing(assessment: Assessment, at: datetime) -> list[str]:
    """What still keeps the minutes from being closed."""
    if assessment.state != AssessmentState.OPEN:
        return []
    found = (blocker(assessment, at) for blocker in ASSESSMENT_LIFE.steps["close"].blockers)
    return [sentence for sentence in found if sentence]


def steps(user: User, assessment: Assessment) -> set[str]:
    """The steps this person may try now."""
    return {step.name for step in ASSESSMENT_LIFE.open_to(user, assessment)}


def links(user: User, assessment: Assessment) -> list[dict[str, str]]:
    """Where the minutes lead: to their paper, and once they are closed, for drafters, to a submission made of them."""
    found = [{"label": "Tải biên bản (PDF)", "url": reverse("office:assessment-pdf", args=[assessment.pk])}]
    if assessment.state == AssessmentState.CLOSED and may_somewhere(user, Action.DRAFT_DECISION):
        url = f"{reverse('office:submission-new')}?bx={assessment.pk}"
        found.append({"label": "Lập tờ trình từ kết quả", "url": url})
    return found


def history(assessment: Assessment) -> list[dict[str, str]]:
    """What happened to the minutes, newest first; never who voted what."""
    events = Event.objects.filter(subject=Event.subject_of(assessment)).select_related("actor").order_by("-pk")
    return [
        {"at": f"{timezone.localtime(one.at):%H:%M}, {dates.plain(timezone.localtime(one.at))}, {one.actor}",
         "title": one.label, "kind": "done", "note": one.note}
        for one in events[:40]
    ]  # fmt: skip


def crumbs(label: str) -> list[dict[str, str]]:
    """The way back to the list."""
    return [{"label": "Họp bình xét", "url": reverse("office:assessments")}, {"label": label, "url": ""}]
