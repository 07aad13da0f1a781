"""Everything read from the database about the scoring of one dossier, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.criteria.enums import ScoringMode
from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.dossiers.cards import Evidence, Score, Scorecard
from danvan.dossiers.computing import Worked, work_out
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.models import Dossier
from danvan.dossiers.results import Measure, measure
from danvan.dossiers.scores import criteria_of
from danvan.dossiers.voices import label, seat, voices

# While the dossier lies below a board again, what the board has written is what has to be mended: it is shown.
HANDED_BACK = frozenset({State.REWORK, State.SENT_BACK})


@dataclass(frozen=True)
class Folder:
    """The criteria of a dossier, and what each voice that may be read here has said on them."""

    dossier: Dossier
    version: CriteriaVersion
    criteria: Sequence[Criterion]
    voices: Sequence[Voice]
    labels: Mapping[str, str]
    cards: Mapping[str, Scorecard]  # every card that exists
    readable: frozenset[str]  # the voices whose marks may be shown to this person
    scores: Mapping[str, Mapping[int, Score]]  # by voice and criterion id
    files: Mapping[int, Sequence[Evidence]]  # by criterion id
    worked: Mapping[str, Worked] = field(default_factory=dict)  # what the portal's data say, by kind of computing
    within: frozenset[int] = frozenset()  # the dossiers those data rest on that this person may open

    @property
    def by_points(self) -> bool:
        return self.version.mode == ScoringMode.POINTS

    @cached_property
    def measure(self) -> Measure:
        """What the cards are measured by."""
        return measure(self.version, self.criteria)

    @property
    def vouched(self) -> bool:
        """Has a board signed its card?"""
        return any(card.state == CardState.SIGNED for voice, card in self.cards.items() if voice != Voice.SELF)

    def said(self, voice: str) -> Mapping[int, Score]:
        """The scores of a voice, none while it may not be read."""
        return self.scores.get(voice, {}) if voice in self.readable else {}

    def before(self, voice: str) -> Voice | None:
        """The signed voice next before this one, with which its scores are compared."""
        order = list(self.voices)
        earlier = order[: order.index(Voice(voice))] if voice in order else []
        signed = [v for v in earlier if v in self.cards and self.cards[v].state == CardState.SIGNED]
        return signed[-1] if signed else None


def version_of(dossier: Dossier) -> CriteriaVersion | None:
    """The list this dossier is scored on, or None when its track is not scored."""
    track = dossier.campaign.tracks.filter(track=dossier.track).select_related("version__criteria_set").first()
    return track.version if track else None


def may_read(user: User, card: Scorecard, dossier: Dossier) -> bool:
    """A signed card speaks to all in reach; an open one to its own board and those above, or once handed back."""
    if card.state == CardState.SIGNED or card.voice == Voice.SELF or dossier.state in HANDED_BACK:
        return True
    unit = seat(dossier, card.voice)[1]
    return unit is not None and may(user, Action.VIEW, unit)


def open_folder(dossier: Dossier, user: User) -> Folder | None:
    """Read the folder, or None when the dossier is not scored on a list of criteria."""
    cards = {
        card.voice: card
        for card in dossier.cards.select_related("version__criteria_set", "signed_by").prefetch_related("scores")
    }
    for card in cards.values():
        card.unit = dossier.unit  # always the same row, read already
    version = next(iter(cards.values())).version if cards else version_of(dossier)
    if version is None:
        return None
    files = defaultdict(list)
    for evidence in dossier.evidence.filter(removed_at__isnull=True, criterion__isnull=False).order_by("pk"):
        files[evidence.criterion_id or 0].append(evidence)
    order, criteria = voices(dossier), criteria_of(version)
    worked = _worked(dossier, criteria)
    return Folder(
        dossier=dossier, version=version, criteria=criteria, voices=order,
        labels={voice: label(dossier, voice) for voice in order}, cards=cards,
        readable=frozenset(voice for voice, card in cards.items() if may_read(user, card, dossier)),
        scores={voice: {s.criterion_id: s for s in card.scores.all()} for voice, card in cards.items()},
        files=files, worked=worked, within=_within(worked, user),
    )  # fmt: skip


def _worked(dossier: Dossier, criteria: Sequence[Criterion]) -> dict[str, Worked]:
    """What the data of the portal say, each kind worked out once; a list without computed lines asks nothing."""
    kinds = {criterion.computed: criterion for criterion in criteria if criterion.computed}
    found = {kind: work_out(criterion, dossier) for kind, criterion in kinds.items()}
    return {kind: worked for kind, worked in found.items() if worked is not None}


def _within(worked: Mapping[str, Worked], user: User) -> frozenset[int]:
    wanted = {row.dossier_id for one in worked.values() for row in one.rows if row.dossier_id}
    if not wanted:
        return frozenset()
    return frozenset(Dossier.objects.for_user(user).filter(pk__in=wanted).values_list("pk", flat=True))
