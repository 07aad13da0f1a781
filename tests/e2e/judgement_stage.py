"""Twelve dossiers of one campaign that wait for the province, their cards of the unit and of the board signed.

Called by a process of its own, on the database of the server of the journey.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from danvan.accounts.models import Post, Role, User
from danvan.criteria.enums import Track
from danvan.criteria.models import CriteriaVersion, ThemeScheme
from danvan.dossiers.actions import Registration, register
from danvan.dossiers.content import Content
from danvan.dossiers.enums import State
from danvan.dossiers.models import Campaign, CampaignTrack
from danvan.exchange.demo.script import Actors, Scene
from danvan.units.models import Unit
from tests.e2e.judgement_steps import CAMPAIGN, CODE, MODELS, OFF, PEOPLE, TITLES
from tests.make import FULL

SETS = {Track.MODEL: "MH-10", Track.COMMUNE: "DB-XA-24", Track.AGENCY: "CQ-15"}
POINTS = [5, 10, 10, 8, 13, 15, 18, 5, 5, 5]
MARKS = {Track.COMMUNE: "Y" * (OFF - 1) + "N" + "Y" * (24 - OFF), Track.AGENCY: "Y" * 15}


def lay_out() -> dict[str, int]:
    """The campaign, its people and its dossiers; the numbers of the dossiers by their names."""
    for username, (name, role, unit) in PEOPLE.items():
        known = User.objects.get(username="dung")
        person = User.objects.create(username=username, full_name=name, password=known.password, is_illustrative=True)
        Post.objects.create(user=person, unit=Unit.objects.get(code=unit), role=Role[role], from_on="2025-07-01")
    campaign = _campaign()
    cast = {name: User.objects.get(username=name) for name in ("chi", "dung", "giang")}
    actors = Actors(editor=cast["chi"], board=cast["chi"], reviewer=cast["dung"], approver=cast["giang"])
    found = {"campaign": campaign.pk}
    theme = campaign.theme_scheme.themes.order_by("order").first()
    for title, (code, holder, kind) in MODELS.items():
        content = Content(**{**FULL, "title": title, "holder_name": holder, "holder_kind": kind}, theme=theme)
        found[title] = _played(campaign, code, Track.MODEL, content, actors)
    for name, (code, track) in TITLES.items():
        content = Content(title="", contact="Đồng chí Bí thư", target_count=15)
        found[name] = _played(campaign, code, Track(track), content, actors)
    return found


def _campaign() -> Campaign:
    today, province = timezone.localdate(), Unit.objects.get(code="TU-BK")
    made = Campaign.objects.create(
        code=CODE, name=CAMPAIGN, organiser=province, keeper=province, first_year=today.year, last_year=today.year,
        cutoff_on=today, theme_scheme=ThemeScheme.objects.get(code="D"), is_illustrative=True,
        opened_at=timezone.now() - timedelta(days=40), asks_two=True, asks_ties=True, asks_assessment=True,
    )  # fmt: skip
    for track, code in SETS.items():
        version = CriteriaVersion.objects.issued().get(criteria_set__code=code)
        CampaignTrack.objects.create(campaign=made, track=track, version=version)
    return made


def _played(campaign: Campaign, code: str, track: Track, content: Content, actors: Actors) -> int:
    at = timezone.now() - timedelta(days=20)
    asked = Registration(unit=Unit.objects.get(code=code), content=content, track=track, is_illustrative=True)
    dossier = register(campaign=campaign, registration=asked, by=actors.editor, at=at)
    said = MARKS.get(track, POINTS)
    case = {"state": State.SENT, "cards": {"SELF": said, "SUPERIOR": said}}
    return Scene(dossier, case, actors, ["Đã kiểm tra tại đơn vị."], "Không phát sinh.", at).play().pk
