"""The queue of a board: which dossiers wait, since when, of what, and who is asked to judge them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject
from django.utils import timezone

from danvan.criteria.enums import Track
from danvan.dossiers.enums import State, WindowStage
from danvan.dossiers.judging import Seat
from danvan.dossiers.models import DossierQuerySet, Window, WindowException
from danvan.dossiers.windows import group_of, standing_at
from danvan.ledger.models import Event

# Until when somebody has to judge a dossier in each state; the others wait for nobody's judgement.
STAGES = {
    State.SUBMITTED: WindowStage.REGISTER, State.REPORTED: WindowStage.REVIEW, State.SENT_BACK: WindowStage.REVIEW,
    State.SENT: WindowStage.CONFIRM, State.CONFIRMED: WindowStage.CONFIRM,
}  # fmt: skip


@dataclass(frozen=True)
class Judge:
    """A person asked to judge a dossier."""

    pk: int
    name: str


@dataclass(frozen=True)
class QueueRow:
    """One dossier of the queue; ``hosts`` are who organises its campaign, then and now."""

    pk: int
    track: str
    title: str
    unit_name: str
    superior_name: str
    unit_order: str
    unit_kind: str
    unit: int
    state: str
    since: datetime
    campaign: int
    campaign_name: str
    host: int
    asks_two: bool
    theme: str
    theme_name: str
    superior: int | None
    organiser: int
    judges: tuple[Judge, ...] = field(default=())

    @property
    def has_middle_tier(self) -> bool:
        """Is there a board between the unit and the organiser?"""
        return self.superior not in {None, self.organiser, self.host}

    @property
    def name(self) -> str:
        """What the dossier is about: the model by its title, the unit by its name then."""
        return self.title if self.track == Track.MODEL else self.unit_name

    @property
    def is_with_organiser(self) -> bool:
        """Does it wait for the judgement of the organiser?"""
        direct = self.state == State.REPORTED and not self.has_middle_tier
        return direct or self.state in {State.SENT, State.CONFIRMED}


_COLUMNS: dict[str, Any] = {
    "unit_order": F("unit__sort_key"), "unit_kind": F("unit__kind"), "campaign_pk": F("campaign_id"),
    "campaign_name": F("campaign__name"),
    "host": F("campaign__keeper_id"), "organiser": F("campaign__organiser_id"),
    "asks_two": F("campaign__asks_two"), "theme_code": Coalesce("theme__code", Value("")),
    "theme_name": Coalesce("theme__name", Value("")),
}  # fmt: skip


def tab_counts(dossiers: DossierQuerySet, tabs: Mapping[str, Q]) -> dict[str, int]:
    """How many dossiers answer to each condition."""
    names = {f"n{place}": name for place, name in enumerate(tabs)}
    found = dossiers.aggregate(**{key: Count("pk", filter=tabs[name]) for key, name in names.items()})
    return {name: found[key] for key, name in names.items()}


def queue_rows(dossiers: DossierQuerySet) -> list[QueueRow]:
    """Every row of a queue, the longest waiting first, with who is asked to judge it; one query."""
    came = Event.objects.filter(subject=OuterRef("subject"), after=OuterRef("state")).order_by("-pk")
    subject = Concat(Value("dossiers.dossier:"), Cast("pk", CharField(max_length=20)))
    rows = (
        dossiers.annotate(subject=subject)
        .annotate(since=Coalesce(Subquery(came.values("at")[:1]), F("created_at")))
        .annotate(seat_1=_seat(1), seat_2=_seat(2), **_COLUMNS)
        .order_by("since", "pk")
        .values(
            "pk", "track", "title", "unit_name", "superior_name", "unit_id", "state", "since", "superior_id",
            "seat_1", "seat_2", *_COLUMNS,
        )
    )  # fmt: skip
    return [_row(row) for row in rows]


def _seat(number: int) -> Subquery:
    """Who holds a seat, as a small object: a list of dossiers asks for no more rows."""
    held = Seat.objects.filter(dossier=OuterRef("pk"), number=number)
    return Subquery(held.values(who=JSONObject(pk="person_id", name="person__full_name", login="person__username"))[:1])


def _row(row: dict[str, Any]) -> QueueRow:
    seats = [seat for seat in (row["seat_1"], row["seat_2"]) if seat]
    return QueueRow(
        pk=row["pk"], track=row["track"], title=row["title"], unit_name=row["unit_name"],
        superior_name=row["superior_name"], unit_order=row["unit_order"], unit_kind=row["unit_kind"],
        unit=row["unit_id"], state=row["state"], since=row["since"], campaign=row["campaign_pk"],
        campaign_name=row["campaign_name"], host=row["host"],
        asks_two=row["asks_two"], theme=row["theme_code"], theme_name=row["theme_name"], superior=row["superior_id"],
        organiser=row["organiser"],
        judges=tuple(Judge(int(seat["pk"]), seat["name"] or seat["login"]) for seat in seats),
    )  # fmt: skip


def deadlines(rows: Sequence[QueueRow], at: datetime) -> dict[int, datetime]:
    """Until when each dossier has to be judged, more time granted to its unit counted in; two queries.

    A dossier without a date is left out.
    """
    campaigns = {row.campaign for row in rows}
    closes = {
        (campaign, stage, group): moment
        for campaign, stage, group, moment in Window.objects.filter(campaign__in=campaigns).values_list(
            "campaign_id", "stage", "unit_group", "closes_at"
        )
    }
    longer = WindowException.objects.filter(standing_at(at), campaign__in=campaigns).order_by("granted_at", "pk")
    granted = {
        (campaign, stage, unit): until
        for campaign, stage, unit, until in longer.values_list("campaign_id", "stage", "unit_id", "until")
    }
    found = {}
    for row in rows:
        stage = _stage(row)
        usual = closes.get((row.campaign, stage, group_of(row.unit_kind))) or closes.get((row.campaign, stage, ""))
        if usual is not None:
            found[row.pk] = max(usual, granted.get((row.campaign, stage, row.unit), usual))
    return found


def _stage(row: QueueRow) -> str:
    if row.state == State.REPORTED and not row.has_middle_tier:
        return str(WindowStage.CONFIRM)
    return str(STAGES.get(State(row.state), ""))


def days_since(moment: datetime, today: date) -> int:
    """Whole days between the local day of a moment and today."""
    return max((today - timezone.localdate(moment)).days, 0)
