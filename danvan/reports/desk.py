"""What the desk of a board counts: dossiers that wait for someone, and how far each unit has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)  # fmt: skip
from django.db.models.functions import Cast, Concat

from danvan.criteria.enums import ScoringMode, Track
from danvan.decisions.enums import DecisionKind, DecisionState
from danvan.decisions.models import Decision, DecisionItem
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import REGISTERED, CardState, State, Voice
from danvan.dossiers.models import DossierQuerySet
from danvan.dossiers.results import COUNTING, measures
from danvan.ledger.models import Event
from danvan.reports.strips import furthest
from danvan.units.models import UnitSpanQuerySet

SELF_SCORED = (State.REPORTED, State.SENT, State.SENT_BACK, State.CONFIRMED, State.APPROVED, State.DECLINED)
SENT_UP = (State.SENT, State.CONFIRMED, State.APPROVED, State.DECLINED)
JUDGED = (State.CONFIRMED, State.APPROVED, State.DECLINED)
RETURNS = ("return", "rework", "send_back", "reconsider", "reconsider_direct")


@dataclass(frozen=True)
class UnitRow:
    """A unit that is expected to register, as it stands on the day."""

    pk: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    sort_key: str


@dataclass(frozen=True)
class UnitCounts:
    """How many dossiers of one unit have come how far."""

    drafts: int = 0
    registered: int = 0
    models: int = 0
    reported: int = 0
    scored: int = 0
    sent: int = 0
    judged: int = 0
    recognised: int = 0


@dataclass(frozen=True)
class TitleRow:
    """Where the title dossier of a unit stands, with the card of the voice that came furthest."""

    dossier_id: int
    state: str
    recognised: bool
    voice: str
    marks: str
    version_id: int | None
    points: Decimal | None


@dataclass(frozen=True)
class Waiting:
    """One dossier that waits for a person, and as which kind of job."""

    pk: int
    job: str
    campaign_id: int
    title: str
    track: str
    unit_name: str
    marks: str  # of the card being filled by the one it waits for
    left: int  # lines of it still to be judged
    signed: bool
    reason: str  # why it was last sent back
    unit_id: int
    unit_kind: str


@dataclass(frozen=True)
class DraftDecision:
    """A decision that is written but not issued."""

    pk: int
    summary: str
    campaign_id: int | None
    items: int


def expected_units(spans: UnitSpanQuerySet) -> list[UnitRow]:
    """The units behind these periods, in Vietnamese order."""
    rows = spans.order_by("unit__sort_key", "unit_id").values_list(
        "unit_id", "unit__code", "name", "kind", "parent_id", "unit__sort_key"
    )
    return [UnitRow(*row) for row in rows]


def counts_by_unit(dossiers: DossierQuerySet) -> dict[int, UnitCounts]:
    """How far the dossiers of each unit have come; units without any are left out."""
    scored = Scorecard.objects.filter(dossier=OuterRef("pk"), voice=Voice.SUPERIOR, state=CardState.SIGNED)
    rows = (
        dossiers.annotate(was_scored=Exists(scored))
        .values("unit_id")
        .annotate(
            drafts=Count("pk", filter=Q(state=State.DRAFT)),
            registered=Count("pk", filter=Q(state__in=REGISTERED)),
            models=Count("pk", filter=Q(state__in=REGISTERED, track=Track.MODEL)),
            reported=Count("pk", filter=Q(state__in=SELF_SCORED)),
            scored=Count("pk", filter=Q(was_scored=True)),
            sent=Count("pk", filter=Q(state__in=SENT_UP)),
            judged=Count("pk", filter=Q(state__in=JUDGED)),
            recognised=Count("pk", filter=Q(recognised_on__isnull=False)),
        )
        .order_by("unit_id")
    )
    return {
        row["unit_id"]: UnitCounts(
            row["drafts"], row["registered"], row["models"], row["reported"], row["scored"], row["sent"],
            row["judged"], row["recognised"],
        )
        for row in rows
    }  # fmt: skip


def titles_by_unit(dossiers: DossierQuerySet, readable: Q) -> dict[int, TitleRow]:
    """The title dossier of each unit with its furthest card that may be shown; the newest of several."""
    rows = (
        dossiers.titles_only()
        .exclude(state=State.WITHDRAWN)
        .annotate(
            voice=furthest("voice", readable), marks=furthest("marks", readable),
            version=furthest("version_id", readable), points=furthest("points", readable),
        )
        .order_by("pk")
        .values_list("unit_id", "pk", "state", "recognised_on", "voice", "marks", "version", "points")
    )  # fmt: skip
    return {row[0]: TitleRow(row[1], row[2], row[3] is not None, row[4] or "", row[5] or "", *row[6:]) for row in rows}


def waiting(dossiers: DossierQuerySet, jobs: Mapping[str, Q], voices: Mapping[str, str]) -> list[Waiting]:
    """The dossiers that answer to one of these conditions, oldest first, each under the first it answers to.

    ``voices`` names, for some jobs, the voice whose card the job is about.
    """
    if not jobs:
        return []
    cards = Scorecard.objects.filter(dossier=OuterRef("pk"), voice=OuterRef("voice"))
    returned = Event.objects.filter(subject=OuterRef("subject"), verb__in=RETURNS).order_by("-pk")
    rows = (
        dossiers.annotate(
            job=Case(*[When(condition, then=Value(key)) for key, condition in jobs.items()], default=Value("")),
            voice=Case(*[When(job=key, then=Value(voice)) for key, voice in voices.items()], default=Value("")),
            subject=Concat(Value("dossiers.dossier:"), Cast("pk", CharField(max_length=20))),
        )
        .exclude(job="")
        .annotate(
            card_marks=Subquery(cards.values("marks")[:1]),
            by_points=Subquery(cards.filter(version__mode=ScoringMode.POINTS).values("version_id")[:1]),
            card_state=Subquery(cards.values("state")[:1]),
            reason=Subquery(returned.values("note")[:1]),
        )
        .order_by("pk")
        .values_list(
            "pk", "job", "campaign_id", "title", "track", "unit_name", "card_marks", "by_points", "card_state",
            "reason", "unit_id", "unit__kind",
        )
    )  # fmt: skip
    found = list(rows)
    by = measures(row[7] for row in found)
    left = [by.get(row[7], COUNTING).still_open(row[6] or "") for row in found]
    return [
        Waiting(*row[:6], row[6] or "", open_lines, row[8] == CardState.SIGNED, row[9] or "", *row[10:])
        for row, open_lines in zip(found, left, strict=True)
    ]


def on_a_draft() -> Exists:
    """The condition "this dossier is already on the list of a decision": one that is being drafted, or a recognition
    that is issued; where that is not public yet, or was taken back, nothing waits to be done either."""
    lists = Q(decision__state=DecisionState.DRAFT) | Q(decision__kind=DecisionKind.RECOGNISE)
    return Exists(DecisionItem.objects.filter(lists, dossier=OuterRef("pk")))


def drafts(decisions: QuerySet[Decision]) -> list[DraftDecision]:
    """The decisions of these that are still drafts, with the length of their lists."""
    rows = (
        decisions.filter(state=DecisionState.DRAFT, is_archive=False)
        .annotate(size=Count("items"))
        .order_by("pk")
        .values_list("pk", "summary", "campaign_id", "size")
    )
    return [DraftDecision(*row) for row in rows]
