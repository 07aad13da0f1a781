"""The queue of a board: which dossiers wait, since when, and on how many criteria somebody has to look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from danvan.criteria.enums import Result, ScoringMode
from danvan.dossiers.cards import Evidence, Score, Scorecard
from danvan.dossiers.enums import CardState, Voice
from danvan.dossiers.models import DossierQuerySet
from danvan.dossiers.results import Measure, measures
from danvan.ledger.models import Event


@dataclass(frozen=True)
class QueueRow:
    """One dossier in the queue with the signed card of the highest voice; without one ``marks`` is empty."""

    pk: int
    track: str
    title: str
    unit_name: str
    superior_name: str
    state: str
    since: datetime
    marks: str
    voice: str
    points: Decimal | None
    version_id: int | None
    mode: str
    card_id: int | None


@dataclass
class Look:
    """What a page of the queue draws: groups by version, and the measures of those by points; by dossier, where
    voices differ and where to look."""

    groups: dict[int, list[int]] = field(default_factory=dict)
    measures: dict[int, Measure] = field(default_factory=dict)
    differing: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    places: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def tab_counts(dossiers: DossierQuerySet, tabs: Mapping[str, Q]) -> dict[str, int]:
    """How many dossiers answer to each condition."""
    names = {f"n{place}": name for place, name in enumerate(tabs)}
    found = dossiers.aggregate(**{key: Count("pk", filter=tabs[name]) for key, name in names.items()})
    return {name: found[key] for key, name in names.items()}


def queue_rows(dossiers: DossierQuerySet, start: int, stop: int) -> list[QueueRow]:
    """One page of a queue, the longest waiting first."""
    came = Event.objects.filter(subject=OuterRef("subject"), after=OuterRef("state")).order_by("-pk")
    rank = Case(*[When(voice=voice, then=place) for place, voice in enumerate(Voice.values)], default=0)
    signed = Scorecard.objects.filter(dossier=OuterRef("pk"), state=CardState.SIGNED).order_by(rank.desc())
    subject = Concat(Value("dossiers.dossier:"), Cast("pk", CharField(max_length=20)))
    rows = (
        dossiers.annotate(subject=subject)
        .annotate(
            since=Coalesce(Subquery(came.values("at")[:1]), F("created_at")),
            marks=Coalesce(Subquery(signed.values("marks")[:1]), Value("")),
            voice=Coalesce(Subquery(signed.values("voice")[:1]), Value("")),
            points=Subquery(signed.values("points")[:1]),
            version_id=Subquery(signed.values("version_id")[:1]),
            card_id=Subquery(signed.values("pk")[:1]),
            mode=Coalesce(Subquery(signed.values("version__mode")[:1]), Value("")),
        )
        .order_by("since", "pk")
        .values(*(f.name for f in fields(QueueRow)))
    )
    return [QueueRow(**row) for row in rows[start:stop]]


JUDGED = ~Q(result="") | Q(points__isnull=False)
CLAIMED = Q(result=Result.MET) | Q(points__gt=0)


def look(rows: Collection[QueueRow]) -> Look:
    """The groups and the places to look of a page of the queue, in one statement; none when nothing is signed.

    Lists by points take one more, for a bonus line left alone has no score.

    A place to look is a criterion on which two voices disagree, or, until a board has signed, one that the unit
    claims without the evidence it needs.
    """
    found = Look()
    cards = {row.card_id: row.version_id for row in rows if row.card_id and row.version_id}
    if not cards:
        return found
    same = Score.objects.filter(card__dossier=OuterRef("card__dossier"), criterion=OuterRef("criterion"))
    unlike = ~Q(result=OuterRef("result")) | Q(points__lt=OuterRef("points")) | Q(points__gt=OuterRef("points"))
    proof = Evidence.objects.filter(dossier=OuterRef("card__dossier"), criterion=OuterRef("criterion"))
    lines = (
        Score.objects.filter(card__in=cards)
        .annotate(
            differs=Exists(same.filter(JUDGED & unlike)),
            claimed=Exists(same.filter(CLAIMED, card__voice=Voice.SELF, criterion__evidence_required=True)),
            proved=Exists(proof.filter(removed_at__isnull=True)),
        )
        .order_by("card_id", "criterion__order")
        .values_list(
            "card__version_id", "card__dossier_id", "card__voice", "criterion__group_id", "criterion__order",
            "differs", "claimed", "proved",
        )
    )  # fmt: skip
    sizes: dict[int, dict[int | None, set[int]]] = defaultdict(lambda: defaultdict(set))
    for version, dossier, voice, group, order, differs, claimed, proved in lines:
        sizes[version][group].add(order)
        if differs:
            found.differing[dossier].add(order)
        if differs or (voice == Voice.SELF and claimed and not proved):
            found.places[dossier].add(order)
    found.measures = measures(row.version_id for row in rows if row.mode == ScoringMode.POINTS)
    found.groups = {version: [len(orders) for orders in groups.values()] for version, groups in sizes.items()}
    found.groups |= {version: by.sizes for version, by in found.measures.items()}
    return found


def days_since(moment: datetime, today: date) -> int:
    """Whole days between the local day of a moment and today."""
    return max((today - timezone.localdate(moment)).days, 0)
