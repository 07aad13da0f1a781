"""Going on with what a unit registered in an earlier year: what there is to go on with, and the new registration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse

from danvan.accounts.models import User
from danvan.criteria.models import Theme
from danvan.dossiers.actions import Registration
from danvan.dossiers.content import Content
from danvan.dossiers.enums import Continuity, State
from danvan.dossiers.models import Campaign, Dossier, DossierQuerySet
from danvan.kit import vi
from danvan.office.forms_dossiers import content_of
from danvan.units.models import Unit

LOOKED_AT, SHOWN = 300, 40


@dataclass(frozen=True)
class Earlier:
    """One model of an earlier year that this campaign has no registration of yet."""

    pk: int
    title: str
    note: str  # "năm 2025, được công nhận"
    url: str


@dataclass(frozen=True)
class Offer:
    """What one unit may go on with in a campaign."""

    unit: Unit
    rows: Sequence[Earlier]
    url: str  # where the chosen ones are registered as drafts


def offer(user: User, campaign: Campaign, track: str, unit: Unit | None) -> Offer | None:
    """What this unit registered in earlier years and not yet in this campaign; the recognised first."""
    if unit is None or campaign.is_archive:
        return None
    new = reverse("office:dossier-new", args=[campaign.code])
    rows = [
        Earlier(one.pk, one.title, _note(one), f"{new}?noi-dung={track}&don-vi={unit.pk}&tu={one.pk}")
        for one in to_continue(user, campaign, track, unit)
    ]
    return Offer(unit, rows, reverse("office:dossier-continue", args=[campaign.code])) if rows else None


def chosen_on(form: forms.Form) -> Unit | None:
    """The unit a form for a new registration begins with, among those it may be for."""
    pk = str(form["unit"].value() or "")
    units = form.fields["unit"].queryset  # type: ignore[attr-defined]
    unit: Unit | None = units.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 18 else None
    return unit


def to_continue(user: User, campaign: Campaign, track: str, unit: Unit) -> list[Dossier]:
    """Each thing once, as it was registered last; a recognised year speaks for all of its years."""
    mine = Q(unit=unit) | Q(counts_in=unit)
    taken = Dossier.objects.filter(mine, campaign=campaign).exclude(state=State.WITHDRAWN)
    known = set(taken.values_list("match_key", flat=True))
    found: dict[str, Dossier] = {}
    recognised: set[str] = set()
    for one in earlier(user, campaign).filter(mine, track=track).order_by("-year", "-pk")[:LOOKED_AT]:
        if one.match_key not in known:
            found.setdefault(one.match_key, one)
            recognised |= {one.match_key} if one.recognised_on else set()
    order = sorted(found.values(), key=lambda one: (one.match_key not in recognised, -one.year, vi.sort_key(one.title)))
    return order[:SHOWN]


def earlier(user: User, campaign: Campaign) -> DossierQuerySet:
    """The dossiers of other campaigns within reach that can be gone on with."""
    reach = Dossier.objects.for_user(user).filter(year__lte=campaign.last_year)
    return reach.exclude(campaign=campaign).exclude(state__in=[State.WITHDRAWN, State.DRAFT]).select_related("theme")


def _note(one: Dossier) -> str:
    result = "được công nhận" if one.recognised_on else State(one.state).label.lower()
    return f"năm {one.year}, {result}"


def carried_on(one: Dossier, campaign: Campaign) -> Content:
    """What a registration of an earlier year says, as that of a model kept; its results stay with its year."""
    theme = one.theme
    if theme is not None and theme.scheme_id != campaign.theme_scheme_id:
        theme = Theme.objects.filter(scheme=campaign.theme_scheme_id, name=theme.name).first()
    kept = Continuity.KEPT if one.is_model else Continuity(one.continuity)
    return replace(content_of(one), theme=theme, continuity=kept, achieved="", registered_on=None)


def fill(form: forms.Form, one: Dossier, campaign: Campaign) -> None:
    """Begin the form of a new registration with what an earlier year said."""
    said: dict[str, Any] = dict(vars(carried_on(one, campaign)))
    form.initial = {**form.initial, **{name: value for name, value in said.items() if name in form.fields}}


def registrations(found: Iterable[Dossier], campaign: Campaign, unit: Unit) -> list[Registration]:
    """The new registrations of a unit that go on with these."""
    return [Registration(unit=unit, content=carried_on(one, campaign), track=one.track) for one in found]
