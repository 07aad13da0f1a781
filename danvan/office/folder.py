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
from danvan.dossiers.blind import AnyCard, AnyScore, BlindCard, BlindScore
from danvan.dossiers.blinding import (
    BlindState,
    Both,
    blind_state,
    both_cards,
    compared,
    may_read_both,
    own_card,
    own_seat,
)
from danvan.dossiers.cards import Evidence
from danvan.dossiers.computing import Worked, work_out
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.models import Dossier
from danvan.dossiers.results import Measure, measure
from danvan.dossiers.scores import criteria_of, scores_of
from danvan.dossiers.voices import label, last_voice, seat, voices

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
    cards: Mapping[str, AnyCard]  # every card there is to know of; one's own independent card in the organiser's place
    readable: frozenset[str]  # the voices whose marks may be shown to this person
    scores: Mapping[str, Mapping[int, AnyScore]]  # by voice and criterion id
    files: Mapping[int, Sequence[Evidence]]  # by criterion id
    worked: Mapping[str, Worked] = field(default_factory=dict)  # what the portal's data say, by kind of computing
    within: frozenset[int] = frozenset()  # the dossiers those data rest on that this person may open
    blind: BlindState = BlindState.NONE
    seated: bool = False  # this person is one of the two who judge apart, and has not come together with the other
    both: Both | None = None  # the two independent cards, for those who may read them

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

    @cached_property
    def apart(self) -> Mapping[int, tuple[BlindScore, BlindScore]]:
        """By criterion id, what the two judges say where they differ; nothing while that may not be known."""
        found = compared(self.both, self.criteria)[0] if self.both else []
        return {criterion.pk: (one, other) for criterion, one, other in found}

    def is_joint(self, voice: str) -> bool:
        """Is the card of this voice made of two independent ones that may be read here?"""
        return self.both is not None and voice == last_voice(self.dossier)

    def hides(self, voice: str) -> bool:
        """Are two others at work here, of which this person may know nothing?"""
        return self.blind == BlindState.APART and not self.seated and voice == last_voice(self.dossier)

    def said(self, voice: str) -> Mapping[int, AnyScore]:
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


def may_read(user: User, card: AnyCard, dossier: Dossier) -> bool:
    """A signed card speaks to all in reach; an open one to its own board and those above, or once handed back; an
    independent one to its own judge."""
    if isinstance(card, BlindCard):
        return card.seat.person_id == user.pk
    if card.state == CardState.SIGNED or card.voice == Voice.SELF or dossier.state in HANDED_BACK:
        return True
    unit = seat(dossier, card.voice)[1]
    return unit is not None and may(user, Action.VIEW, unit)


def standing_cards(dossier: Dossier, user: User, state: BlindState) -> dict[str, AnyCard]:
    """The cards by voice as far as this person may know of them: while two judge apart, one's own and no other."""
    cards: dict[str, AnyCard] = {
        card.voice: card
        for card in dossier.cards.select_related("version__criteria_set", "signed_by").prefetch_related("scores")
    }
    return kept_apart(cards, dossier, user, state)


def kept_apart(cards: Mapping[str, AnyCard], dossier: Dossier, user: User, state: BlindState) -> dict[str, AnyCard]:
    """The same cards, with one's own independent card, if begun, in the organiser's place while two judge apart."""
    if state != BlindState.APART:
        return dict(cards)
    mine = own_card(dossier, user)
    others = {voice: card for voice, card in cards.items() if voice != last_voice(dossier)}
    return others if mine is None else {**others, str(last_voice(dossier)): mine}


def both_for(dossier: Dossier, user: User, state: BlindState) -> Both | None:
    """The two independent cards, once both are signed and for those who may read them."""
    return both_cards(dossier) if state == BlindState.JOINED and may_read_both(user, dossier) else None


def open_folder(dossier: Dossier, user: User) -> Folder | None:
    """Read the folder, or None when the dossier is not scored on a list of criteria."""
    state = blind_state(dossier)
    cards = standing_cards(dossier, user, state)
    for card in cards.values():
        card.unit = dossier.unit  # always the same row, read already
    version = next(iter(cards.values())).version if cards else version_of(dossier)
    if version is None:
        return None
    files = defaultdict(list)
    for evidence in dossier.evidence.filter(removed_at__isnull=True, criterion__isnull=False).order_by("pk"):
        files[evidence.criterion_id or 0].append(evidence)
    order, criteria = voices(dossier), criteria_of(version)
    worked, seated = _worked(dossier, criteria), state == BlindState.APART and own_seat(dossier, user) is not None
    labels = {str(voice): label(dossier, voice) for voice in order}
    if seated:
        labels[last_voice(dossier)] = "Phiếu độc lập"
    return Folder(
        dossier=dossier, version=version, criteria=criteria, voices=order, labels=labels, cards=cards,
        readable=frozenset(voice for voice, card in cards.items() if may_read(user, card, dossier)),
        scores={voice: scores_of(card) for voice, card in cards.items()},
        files=files, worked=worked, within=_within(worked, user), blind=state, seated=seated,
        both=both_for(dossier, user, state),
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
