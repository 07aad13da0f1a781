"""The living campaigns of this year: invented dossiers in every state, walked there by the demonstration people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.decisions.actions import Frame, Words, choose, draft
from danvan.decisions.enums import Layout
from danvan.decisions.models import Decision
from danvan.decisions.scans import keep_scan
from danvan.decisions.workflow import DECISION_LIFE
from danvan.dossiers.actions import Registration, register
from danvan.dossiers.content import Content
from danvan.dossiers.models import Campaign, Dossier
from danvan.exchange.demo.campaigns import add_living
from danvan.exchange.demo.evidence import page_file
from danvan.exchange.demo.script import Actors, Scene
from danvan.units.loading import carry_on
from danvan.units.models import Unit

_FORMATTED = (
    "title", "holder_name", "place", "situation", "objectives", "method", "forces", "resources", "schedule", "outputs",
    "upkeep", "achieved",
)  # fmt: skip
_FIRST_STEP = 45  # days ago
NEW_PARTY_LAYOUT = date(2026, 5, 27)  # Hướng dẫn 05-HD/VPTW


def keep_three_tiers(row: Mapping[str, Any]) -> int:
    """Let the demonstration's provinces and districts, and what stood under them, go on after the tier ended."""
    day = date.fromisoformat(row["from"])
    roots = Unit.objects.filter(code__in=[*row["roots"], *row["districts"]]).order_by("path")
    below = Unit.objects.filter(parent__code__in=row["districts"]).order_by("path")
    return carry_on([*roots, *below], day=day, note=row["note"])


def play(story: Mapping[str, Any], people: Mapping[str, User], at: datetime) -> list[Campaign]:
    """Open the campaigns, walk every case to its state, and draft and issue the decisions."""
    campaigns, at = [], _office_hour(at)
    for row in story["campaigns"]:
        campaign = add_living(row, at)
        campaigns.append(campaign)
        cases = [case for case in story["cases"] if case["campaign"] == row["code"]]
        listed: dict[str, list[Dossier]] = {"issued": [], "draft": []}
        for number, case in enumerate(cases):
            dossier = _play_case(story, row, campaign, case, people, at - _ago(number))
            if "decision" in case:
                listed[case["decision"]].append(dossier)
        _decide(story, row, campaign, listed, people, at)
    return campaigns


def play_past(story: Mapping[str, Any], people: Mapping[str, User]) -> list[Campaign]:
    """Play the campaigns of an earlier year as they went then, and close them: what they left is an archive."""
    past = story["past"]
    day = datetime.combine(date.fromisoformat(past["on"]), time(16), timezone.get_current_timezone())
    campaigns = play({**story, **past}, people, day)
    Campaign.objects.filter(pk__in=[campaign.pk for campaign in campaigns]).update(is_archive=True)
    return campaigns


def _office_hour(at: datetime) -> datetime:
    """The afternoon of that day, so that everything invented happens while offices are open."""
    return timezone.localtime(at).replace(hour=16, minute=0, second=0, microsecond=0)


def _ago(number: int) -> timedelta:
    """Cases begin on different days and minutes, the first long enough ago for the longest way."""
    return timedelta(days=_FIRST_STEP - number % 15, minutes=number * 11)


def _play_case(
    story: Mapping[str, Any], row: Mapping[str, Any], campaign: Campaign, case: Mapping[str, Any],
    people: Mapping[str, User], at: datetime,
) -> Dossier:  # fmt: skip
    unit = Unit.objects.get(code=case["unit"])
    actors = Actors(
        editor=people[row["clerks"].get(unit.code, row["board"])], board=people[row["board"]],
        reviewer=people[row["reviewer"]], approver=people[row["approver"]],
    )  # fmt: skip
    content = _content(story, row, campaign, unit, case, at)
    registration = Registration(unit=unit, content=content, track=case["track"], is_illustrative=True)
    dossier = register(campaign=campaign, registration=registration, by=actors.editor, at=at)
    return Scene(dossier, case, actors, story["reasons"], story["not_applicable"], at).play()


def _content(
    story: Mapping[str, Any], row: Mapping[str, Any], campaign: Campaign, unit: Unit, case: Mapping[str, Any],
    at: datetime,
) -> Content:  # fmt: skip
    on = timezone.localdate(at)
    if case["track"] != Track.MODEL:
        return Content(title="", contact=case["contact"], target_count=_target(case), registered_on=on)
    model = story["models"][case["model"]]
    words = {"noi": case["place"], "xa": unit.name.removeprefix("Đảng bộ "), "nam": campaign.last_year}
    texts = {name: model[name].format(**words) for name in _FORMATTED if name in case.get("only", _FORMATTED)}
    return Content(
        **texts, theme=campaign.theme_scheme.themes.get(code=model["themes"][row["themes"]]),
        holder_kind=model["holder_kind"], continuity=case["continuity"], contact=case["contact"], registered_on=on,
    )  # fmt: skip


def _target(case: Mapping[str, Any]) -> int:
    """What the unit set out to reach."""
    return 22 if case["track"] == Track.COMMUNE else 15


def _decide(
    story: Mapping[str, Any], row: Mapping[str, Any], campaign: Campaign, listed: Mapping[str, list[Dossier]],
    people: Mapping[str, User], at: datetime,
) -> None:  # fmt: skip
    """One decision issued some days ago, and one that waits as a draft with its list."""
    reviewer, signer = people[row["reviewer"]], people[row["approver"]]
    base = {name: text.format(nam=campaign.last_year) for name, text in row["decision"].items()}
    signed_on, moment = timezone.localdate(at - timedelta(days=3)), at - timedelta(days=3, hours=1)
    if signed_on >= NEW_PARTY_LAYOUT:
        base["layout"] = Layout.PARTY_05
    full = {**base, "number": story["number"], "signed_on": signed_on, "signer_name": signer.full_name}
    issued = _listed(campaign, Words(**full), listed["issued"], reviewer, moment)
    keep_scan(decision=issued, upload=page_file("Bản quét minh họa.pdf", issued.pk), by=reviewer, at=moment)
    DECISION_LIFE.take(issued, "issue", by=signer, at=at - timedelta(days=3))
    if listed["draft"]:
        _listed(campaign, Words(**base), listed["draft"], reviewer, at - timedelta(days=1))


def _listed(campaign: Campaign, words: Words, dossiers: Sequence[Dossier], by: User, at: datetime) -> Decision:
    """A draft of a decision with its list."""
    frame = Frame(unit=campaign.organiser, campaign=campaign, is_illustrative=True)
    decision = draft(frame=frame, words=words, by=by, at=at)
    choose(decision=decision, dossiers=dossiers, by=by, at=at)
    return decision
