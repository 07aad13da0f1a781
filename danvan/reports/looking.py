"""Where somebody has to look: voices that differ, claims without proof, lines against the data of the portal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby, zip_longest

from django.db.models import Exists, OuterRef, Q, QuerySet

from danvan.accounts.access import Action, rows
from danvan.accounts.models import User
from danvan.criteria.enums import Result, ScoringMode
from danvan.criteria.models import Criterion
from danvan.dossiers.cards import Evidence, Score, Scorecard
from danvan.dossiers.contradicting import contradicted
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.results import COUNTING, Measure, measure

JUDGED = ~Q(result="") | Q(points__isnull=False)
CLAIMED = Q(result=Result.MET) | Q(points__gt=0)
RANK = {str(voice): place for place, voice in enumerate(Voice.values)}
_LINE = (
    "group_id", "order", "weight", "is_bonus", "evidence_required", "computed", "version_id", "version__mode",
    "version__points_cap",
)  # fmt: skip


@dataclass(frozen=True)
class Card:
    """One readable card of a dossier, as the strips draw it."""

    pk: int
    dossier: int
    voice: str
    state: str
    marks: str
    points: Decimal
    version: int
    by_points: bool

    @property
    def is_signed(self) -> bool:
        return self.state == CardState.SIGNED


@dataclass
class Look:
    """What a queue draws and sorts by: by dossier the signed card of the highest voice, the places where voices
    differ, where proof is missing and where the portal's data say otherwise; the measures by version."""

    top: dict[int, Card] = field(default_factory=dict)
    measures: dict[int, Measure] = field(default_factory=dict)
    differing: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    bare: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    against: dict[int, set[int]] = field(default_factory=dict)

    def places(self, dossier: int) -> set[int]:
        """The numbers of the criteria to look at."""
        every = (self.differing, self.bare, self.against)
        return {order for found in every for order in found.get(dossier, ())}

    def measure(self, card: Card) -> Measure:
        """What a card is measured by."""
        return self.measures.get(card.version, COUNTING)


def readable(user: User) -> Q:
    """The cards that may be shown to this person in a list: signed ones and those of units, open ones only of their
    own board and those below it."""
    given_back = Q(dossier__state__in=(State.REWORK, State.SENT_BACK))
    middle = Q(voice=Voice.SUPERIOR) & rows(user, Action.VIEW, path="dossier__superior_keeper__path")
    last = rows(user, Action.VIEW, path="dossier__campaign__keeper__path")
    return Q(state=CardState.SIGNED) | Q(voice=Voice.SELF) | given_back | middle | last


def look(dossiers: Sequence[int], user: User) -> Look:
    """Read all of this for these dossiers, in three queries at most, and four more where lists compute criteria."""
    found = Look()
    cards = _cards(dossiers, user)
    for card in cards:
        best = found.top.get(card.dossier)
        if card.is_signed and (best is None or RANK[card.voice] > RANK[best.voice]):
            found.top[card.dossier] = card
    lines = _lines({card.version for card in cards})
    found.measures = {pk: measure(some[0].version, some) for pk, some in lines.items()}
    _compare(cards, found)
    every = [line for some in lines.values() for line in some]
    scores = Score.objects.filter(card__in=[card.pk for card in cards])
    if any(card.by_points for card in cards):
        _compare_points(scores, found)
    if any(line.evidence_required for line in every):
        _without_proof(scores, found)
    if any(line.computed for line in every):
        found.against = contradicted(scores)
    return found


def _cards(dossiers: Sequence[int], user: User) -> list[Card]:
    cards = Scorecard.objects.filter(readable(user), dossier__in=dossiers).order_by("dossier_id", "pk")
    fields = ("pk", "dossier_id", "voice", "state", "marks", "points", "version_id", "version__mode")
    return [
        Card(
            pk=row["pk"], dossier=row["dossier_id"], voice=row["voice"], state=row["state"], marks=row["marks"],
            points=row["points"], version=row["version_id"], by_points=row["version__mode"] == ScoringMode.POINTS,
        )
        for row in cards.values(*fields)
    ]  # fmt: skip


def _lines(versions: Iterable[int]) -> dict[int, list[Criterion]]:
    lines = Criterion.objects.filter(version__in=set(versions)).select_related("version").only(*_LINE)
    return {pk: list(run) for pk, run in groupby(lines.order_by("version_id", "order"), key=_version)}


def _version(line: Criterion) -> int:
    return line.version_id


def _compare(cards: Iterable[Card], found: Look) -> None:
    """Where criteria are counted, the marks say all: no score need be read."""
    for dossier, together in groupby(cards, key=lambda card: card.dossier):
        strips = [card.marks for card in together if not card.by_points]
        for order, said in enumerate(zip_longest(*strips, fillvalue="."), 1):
            if len(set(said) - {"."}) > 1:
                found.differing[dossier].add(order)


def _compare_points(scores: QuerySet[Score], found: Look) -> None:
    """Where points are given, two lines differ as soon as their points do."""
    same = scores.filter(JUDGED, card__dossier=OuterRef("card__dossier"), criterion=OuterRef("criterion"))
    unlike = ~Q(result=OuterRef("result")) | Q(points__lt=OuterRef("points")) | Q(points__gt=OuterRef("points"))
    lines = scores.filter(JUDGED, Exists(same.filter(unlike)), card__version__mode=ScoringMode.POINTS)
    for dossier, order in lines.values_list("card__dossier_id", "criterion__order"):
        found.differing[dossier].add(order)


def _without_proof(scores: QuerySet[Score], found: Look) -> None:
    """What units claim without the file it needs; words in its place are enough once a board has signed with them."""
    proof = Evidence.objects.filter(dossier=OuterRef("card__dossier"), criterion=OuterRef("criterion"))
    claimed = scores.filter(CLAIMED, card__voice=Voice.SELF, criterion__evidence_required=True)
    boards = Scorecard.objects.filter(dossier=OuterRef("card__dossier"), voice=Voice.SUPERIOR, state=CardState.SIGNED)
    bare = claimed.filter(Q(note="") | ~Exists(boards)).exclude(Exists(proof.filter(removed_at__isnull=True)))
    for dossier, order in bare.values_list("card__dossier_id", "criterion__order"):
        found.bare[dossier].add(order)
