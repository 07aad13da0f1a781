"""The list of campaigns and the page of one: its windows and what is left of them, quotas, papers, extensions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from danvan.accounts.access import Action, rows
from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.dossiers.actions import day_of
from danvan.dossiers.addressed import takes_part
from danvan.dossiers.campaigning import may_run
from danvan.dossiers.enums import UnitGroup, WindowStage
from danvan.dossiers.models import Campaign, CampaignTrack, Window, WindowException
from danvan.dossiers.windows import Closing, told
from danvan.office.campaigns import closing, judged, steps
from danvan.office.campaigns.forms import ExtendForm
from danvan.office.listing import SHORT_TRACKS
from danvan.office.reach import campaigns_for, campaigns_to_run, expected_spans, may_register_at_all
from danvan.reports.duties import owing, unregistered


@dataclass(frozen=True)
class Line:
    """One campaign on the list."""

    campaign: Campaign
    url: str
    kind: str  # of the state word
    state: str
    years: str
    runs: bool


def in_reach(user: User) -> QuerySet[Campaign]:
    """What the list shows: the campaigns one takes part in, and those one prepares, drafts among them."""
    return (campaigns_for(user) | campaigns_to_run(user)).distinct()


def listed(user: User) -> list[Line]:
    """The campaigns in reach: drafts first, then the living, then old books."""
    found = sorted(in_reach(user), key=lambda one: (one.opened_at is not None, one.is_archive))
    return [_line(one, user) for one in found]


def _line(one: Campaign, user: User) -> Line:
    kind, state = "work", f"mở từ {told(one.opened_at)}" if one.opened_at else ""
    if one.opened_at is None:
        kind, state = "idle", "bản nháp"
    elif one.is_archive:
        kind, state = "done", "từ sổ sách cũ"
    return Line(one, reverse("office:campaign", args=[one.pk]), kind, state, years(one), may_run(user, one))


def years(one: Campaign) -> str:
    """ "2027", or "2025–2027"."""
    return str(one.last_year) if one.first_year == one.last_year else f"{one.first_year}–{one.last_year}"


@dataclass(frozen=True)
class WindowLine:
    """One window as people read it."""

    stage: str
    whose: str
    opens: str
    closes: str
    left: str
    kind: str


def window_lines(found: Iterable[Window], at: datetime) -> list[WindowLine]:
    """The windows in the order of the stages, those for all first."""
    order = WindowStage.values
    return [
        WindowLine(
            row.get_stage_display(), row.get_unit_group_display() if row.unit_group else "Mọi đơn vị",
            told(row.opens_at), told(row.closes_at), *_left(row, at),
        )
        for row in sorted(found, key=lambda row: (order.index(row.stage), row.unit_group))
    ]  # fmt: skip


def _left(row: Window, at: datetime) -> tuple[str, str]:
    span = Closing(row.stage, row.opens_at, row.closes_at)
    if at < row.opens_at:
        return "chưa mở", "idle"
    return (closing.left(row.closes_at, at), "work") if span.is_open(at) else ("đã đóng", "done")


@dataclass(frozen=True)
class TrackLine:
    """What a campaign takes of a track, in words."""

    label: str
    version: Any
    quota: str
    asked: str


def track_lines(tracks: Iterable[CampaignTrack]) -> list[TrackLine]:
    """The tracks of a campaign with their lists and numbers."""
    return [TrackLine(SHORT_TRACKS[Track(one.track)], one.version, _quota(one), _asked(one)) for one in tracks]


def _quota(one: CampaignTrack) -> str:
    if one.track != Track.MODEL:
        return "một hồ sơ mỗi đơn vị"
    ends = [f"ít nhất {one.at_least}" if one.at_least else "", f"nhiều nhất {one.at_most}" if one.at_most else ""]
    return ", ".join(filter(None, ends)) or "không hạn chế"


def _asked(one: CampaignTrack) -> str:
    return ", ".join(UnitGroup(group).label.lower() for group in one.asked_of) or "đơn vị tự chọn"


def context(
    campaign: Campaign, user: User, at: datetime, *, extend: forms.Form | None = None,
    typed: Mapping[int, str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Everything the page of an open campaign shows; ``typed`` are refused reasons by the id of their extension."""
    runs = may_run(user, campaign)
    day = day_of(campaign, at)
    windows = list(campaign.windows.all())
    owed = owing(unregistered(campaign, expected_spans(user, campaign, day))) if _has_begun(windows, at) else {}
    return {
        "campaign": campaign, "runs": runs, "years": years(campaign), "now": told(at),
        "windows": window_lines(windows, at),
        "tracks": track_lines(campaign.tracks.select_related("version__criteria_set").order_by("pk")),
        "files": papers(campaign),
        "extensions": extensions(campaign, user, at, typed or {}),
        "extend": extend or (ExtendForm(takes_part(campaign, day)) if runs and not campaign.is_archive else None),
        "register": not campaign.is_archive and may_register_at_all(user, campaign),
        "owed": [
            {"name": found[0].unit_name, "what": ", ".join(_owes(one.track, one.owed) for one in found)}
            for found in owed.values()
        ],
        "steps": steps.trail(campaign, "-") if runs else [], "judged": judged.rules(campaign),
        "meetings_url": judged.meetings_url(campaign, user), "hearing_url": judged.hearing_url(campaign, runs=runs),
    }  # fmt: skip


def _has_begun(windows: Iterable[Window], at: datetime) -> bool:
    """Could anybody have registered by now? Before that nobody is behind."""
    opens = [row.opens_at for row in windows if row.stage == WindowStage.REGISTER]
    return not opens or min(opens) <= at


def _owes(track: str, owed: int) -> str:
    return f"{owed} mô hình" if track == Track.MODEL else SHORT_TRACKS[Track(track)].lower()


def papers(campaign: Campaign) -> list[dict[str, str]]:
    """The guidance papers that stand."""
    found = campaign.files.filter(removed_at__isnull=True).order_by("pk")
    return [{"name": file.name, "url": reverse("office:campaign-file", args=[file.pk])} for file in found]


@dataclass(frozen=True)
class ExtensionLine:
    """One extension with its author, its reason and its end."""

    pk: int
    unit: str
    stage: str
    until: str
    reason: str
    granted: str
    ended: str
    is_over: bool
    typed: str


def extensions(campaign: Campaign, user: User, at: datetime, typed: Mapping[int, str]) -> list[ExtensionLine]:
    """The extensions of the units in reach, newest first."""
    found = WindowException.objects.filter(rows(user, Action.VIEW, path="unit__path"), campaign=campaign)
    ordered = found.select_related("unit", "granted_by").order_by("-granted_at", "-pk")
    return [
        ExtensionLine(
            one.pk, one.unit.name, one.get_stage_display(), told(one.until), one.reason,
            f"{one.granted_by}, {told(one.granted_at)}", told(one.ended_at) if one.ended_at else "",
            one.ended_at is not None or one.until < at, typed.get(one.pk, ""),
        )
        for one in ordered
    ]  # fmt: skip
