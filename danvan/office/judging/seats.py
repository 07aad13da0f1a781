"""The screen that shares dossiers out: the rows it shows, what was asked of it, and the preview before storing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q
from django.forms import BoundField
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.dossiers.conflicts import ANOTHER, nobody_free
from danvan.dossiers.enums import KINDS, State
from danvan.dossiers.models import Campaign, Dossier, DossierQuerySet, Seat
from danvan.dossiers.seating import Plan, Skipped, held, judges, numbers_of, plan_by_hand, plan_evenly, to_seat
from danvan.office.judging.forms import SeatsAsked
from danvan.units.models import Unit

PAGE = 40
DIRECT = Q(superior=F("campaign__organiser")) | Q(superior=F("campaign__keeper"))
WAITING = Q(state=State.SENT) | (Q(state=State.REPORTED) & DIRECT)
TRACKS = {track: f"noi-dung-{track.lower()}" for track in (Track.COMMUNE, Track.AGENCY)}
MEANWHILE = "vừa được người khác phân công; hãy xem lại rồi chọn lại"


class CannotRead(Exception):
    """What was sent cannot be understood, or asks for nothing; the message says what to do."""


@dataclass(frozen=True)
class SeatBox:
    """One seat of a dossier as a box to choose from."""

    number: int
    name: str
    was: str
    label: str
    choices: Sequence[tuple[str, str, bool]]


@dataclass(frozen=True)
class Row:
    """One dossier that can be shared out."""

    pk: int
    url: str
    name: str
    about: str
    kind: str
    state: str
    seats: Sequence[SeatBox]
    note: str


@dataclass(frozen=True)
class Person:
    """One reviewer to choose, with what they hold already."""

    pk: int
    name: str
    held: int


@dataclass(frozen=True)
class Listing:
    """One page of dossiers to share out."""

    rows: Sequence[Row]
    page: Page[Any]
    base: str
    people: Sequence[Person]
    form: SeatsAsked

    @property
    def filters(self) -> list[BoundField]:
        """The boxes of the conditions."""
        return [self.form[name] for name in ("linh-vuc", "don-vi", "xem")]

    @property
    def address(self) -> str:
        """What was asked, to come back to."""
        return f"?{self.base}page={self.page.number}"


def asked_form(campaign: Campaign, data: QueryDict | Mapping[str, str]) -> SeatsAsked:
    """The conditions that make sense in a campaign: its themes and titles, and its boards and units."""
    themes = [(str(theme.pk), theme.name) for theme in campaign.theme_scheme.themes.order_by("order")]
    tracks = set(campaign.tracks.values_list("track", flat=True))
    themes += [(key, Track(track).label) for track, key in TRACKS.items() if track in tracks]
    own = to_seat(campaign)
    found = Unit.objects.filter(Q(pk__in=own.values("unit")) | Q(pk__in=own.values("superior")))
    units = found.exclude(pk=campaign.organiser_id).order_by("sort_key", "pk").values_list("pk", "name")
    return SeatsAsked(data, themes=themes, units=[(str(pk), name) for pk, name in units])


def wanted(campaign: Campaign, asked: Mapping[str, Any]) -> DossierQuerySet:
    """The dossiers that are asked for, those that wait longest at the organiser's first."""
    found = to_seat(campaign)
    theme, unit = asked["linh-vuc"], asked["don-vi"]
    by_key = {key: track for track, key in TRACKS.items()}
    if theme in by_key:
        found = found.filter(track=by_key[theme])
    elif theme:
        found = found.filter(theme=theme)
    if unit:
        found = found.filter(Q(unit=unit) | Q(superior=unit))
    if asked["xem"] == "den-luot":
        found = found.filter(WAITING)
    elif not asked["xem"]:
        found = found.annotate(sitting=Count("seats")).filter(sitting__lt=len(numbers_of(campaign)))
    return found.order_by("unit_name", "track", "title", "pk")


def listing(campaign: Campaign, form: SeatsAsked) -> Listing:
    """The page that is asked for."""
    asked = form.asked()
    page = Paginator(wanted(campaign, asked), PAGE).get_page(asked["page"] or 1)
    found = list(page)
    people, alone = judges(campaign), nobody_free(found)
    sitting: dict[int, dict[int, User]] = {}
    for seat in Seat.objects.filter(dossier__in=found).select_related("person"):
        sitting.setdefault(seat.dossier_id, {})[seat.number] = seat.person
    load = held(campaign)
    kept = {name: asked[name] for name in ("linh-vuc", "don-vi", "xem") if asked[name]}
    rows = [_row(one, sitting.get(one.pk, {}), people, campaign, one.pk in alone) for one in found]
    return Listing(
        rows, page, f"{urlencode(kept)}&" if kept else "",
        [Person(one.pk, str(one), load.get(one.pk, 0)) for one in people], form,
    )  # fmt: skip


def _row(dossier: Dossier, sitting: Mapping[int, User], people: Sequence[User], campaign: Campaign, alone: bool) -> Row:
    name = dossier.title if dossier.is_model else dossier.unit_name
    place = dossier.unit_name if dossier.is_model else dossier.superior_name
    state = State(dossier.state)
    return Row(
        dossier.pk, reverse("office:review-dossier", args=[dossier.pk]), name,
        ", ".join(filter(None, [place, "" if dossier.is_model else Track(dossier.track).label])),
        KINDS[state], state.label,
        [_box(dossier, number, sitting.get(number), people, campaign) for number in numbers_of(campaign)],
        ANOTHER if alone else "",
    )  # fmt: skip


def _box(dossier: Dossier, number: int, now: User | None, people: Sequence[User], campaign: Campaign) -> SeatBox:
    listed = [*people, *([now] if now is not None and now not in people else [])]
    choices = [("", "Chưa phân công", now is None), *((str(one.pk), str(one), one == now) for one in listed)]
    label = f"Phiếu {number}" if campaign.asks_two else "Người thẩm định"
    return SeatBox(number, f"cho-{dossier.pk}-{number}", str(now.pk) if now else "", label, choices)


def plan_of(campaign: Campaign, posted: QueryDict, asked: Mapping[str, Any]) -> Plan:
    """What the page asks to be stored, evenly or by hand. Raises ``CannotRead``."""
    if posted.get("cach") == "deu":
        return _evenly(campaign, posted, asked)
    return _by_hand(campaign, posted)


def _evenly(campaign: Campaign, posted: QueryDict, asked: Mapping[str, Any]) -> Plan:
    chosen = set(posted.getlist("nguoi"))
    people = [one for one in judges(campaign) if str(one.pk) in chosen]
    found = wanted(campaign, asked)
    if posted.get("pham-vi") != "bo-loc":
        found = found.filter(pk__in=[int(one) for one in posted.getlist("chon") if one.isdecimal() and len(one) < 10])
    dossiers = list(found.values_list("pk", flat=True))
    if not people:
        raise CannotRead("Chọn ít nhất một người để chia đều.")
    if not dossiers:
        raise CannotRead("Đánh dấu ít nhất một hồ sơ, hoặc chọn chia cả danh sách đang lọc.")
    return plan_evenly(campaign, dossiers, people)


def _by_hand(campaign: Campaign, posted: QueryDict) -> Plan:
    """The boxes that say something else than what they showed; what others changed meanwhile is told, not undone."""
    said: dict[tuple[int, int], int | None] = {}
    shown: dict[tuple[int, int], str] = {}
    for name, value in posted.items():
        if box := re.fullmatch(r"cho-(\d{1,9})-([12])", name):
            was = str(posted.get(f"la-{box[1]}-{box[2]}", ""))
            if str(value) != was and (value == "" or re.fullmatch(r"\d{1,9}", str(value))):
                said[int(box[1]), int(box[2])] = int(str(value)) if value else None
                shown[int(box[1]), int(box[2])] = was
    if not said:
        raise CannotRead("Chưa đổi người ở hồ sơ nào.")
    open_ones = set(to_seat(campaign).filter(pk__in=[pk for pk, _ in said]).values_list("pk", flat=True))
    plan = plan_by_hand(campaign, {place: who for place, who in said.items() if place[0] in open_ones})
    moved = [one for one in plan.changes if str(one.was or "") != shown[one.dossier, one.number]]
    plan.changes = [one for one in plan.changes if one not in moved]
    plan.skipped += [Skipped(one.dossier, MEANWHILE) for one in moved]
    return plan
