"""The way of one invented dossier: who takes which step, what the cards say, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from danvan.accounts.models import User
from danvan.criteria.enums import MARKS, Result
from danvan.criteria.models import Criterion
from danvan.dossiers.asking import askable_criteria
from danvan.dossiers.cards import Score, Scorecard
from danvan.dossiers.computing import work_out
from danvan.dossiers.enums import State, Voice
from danvan.dossiers.models import PARTIES, Dossier, ReturnReason
from danvan.dossiers.proofs import attach
from danvan.dossiers.refusing import STEP as DECLINE
from danvan.dossiers.refusing import grounds, refuse
from danvan.dossiers.returning import SENT_AGAIN_BY, Asked, Said, give_back
from danvan.dossiers.scores import card_before, criteria_of, scores_of
from danvan.dossiers.scoring import Entry, open_card, score
from danvan.dossiers.workflow import CARD_LIFE, LIFE
from danvan.exchange.demo.evidence import page_file

_SENT = ("submit", "accept", Voice.SELF, "report", Voice.SUPERIOR, "send_up")
_SCORED = (*_SENT, Voice.PROVINCE, "confirm")
# From a new draft to each state: steps of the dossier, and in capitals the card that is signed on the way.
PATHS: dict[str, tuple[str, ...]] = {
    State.DRAFT: (),
    State.SUBMITTED: ("submit",),
    State.RETURNED: ("submit", "return"),
    State.ACCEPTED: ("submit", "accept"),
    State.REPORTED: _SENT[:4],
    State.REWORK: (*_SENT[:4], "rework"),
    State.SENT: _SENT,
    State.SENT_BACK: (*_SENT, "send_back"),
    State.CONFIRMED: _SCORED,
    State.APPROVED: (*_SCORED, "approve"),
    State.DECLINED: (*_SCORED, "decline"),
    State.WITHDRAWN: ("submit", "withdraw"),
    State.STOPPED: ("submit", "accept", "stop"),
}
_TAKERS = {
    "submit": "editor", "report": "editor", "withdraw": "editor", Voice.SELF: "editor",
    "return": "board", "accept": "board", "rework": "board", "send_up": "board", "stop": "board",
    Voice.SUPERIOR: "board", "send_back": "reviewer", "confirm": "reviewer", Voice.PROVINCE: "reviewer",
    "confirm_direct": "reviewer", "approve": "approver", "decline": "approver",
}  # fmt: skip
# Without a board between the unit and the province: what nobody does, and what is done straight away.
_MIDDLE = (Voice.SUPERIOR, "send_up")
_DIRECT = {"confirm": "confirm_direct"}
_RESULTS = {mark: result for result, mark in MARKS.items()}
_FILES = ("Biên bản họp thôn.pdf", "Ảnh thực hiện.png", "Sổ theo dõi.pdf")


def _path(dossier: Dossier, state: str) -> tuple[str, ...]:
    """The steps from a new draft to a state, in three tiers or in two."""
    if dossier.has_middle_tier:
        return PATHS[state]
    return tuple(_DIRECT.get(step, step) for step in PATHS[state] if step not in _MIDDLE)


@dataclass
class Actors:
    """Who does what for one dossier."""

    editor: User
    board: User
    reviewer: User
    approver: User

    def of(self, step: str) -> User:
        taker: User = getattr(self, _TAKERS[step])
        return taker


OVERRIDDEN = "Theo sổ theo dõi của đơn vị; số liệu trên cổng chưa đủ."


@dataclass
class Scene:
    """One dossier on its way, with the words its takers use."""

    dossier: Dossier
    case: Mapping[str, Any]
    actors: Actors
    reasons: Sequence[str]
    not_applicable: str
    at: datetime
    signed: set[str] = field(default_factory=set)

    def play(self) -> Dossier:
        """Walk the dossier to the state its case names; cards left over are begun and stay open."""
        for step in _path(self.dossier, self.case["state"]):
            self.at += timedelta(days=2, minutes=17)
            self._take(step)
        for voice in self.case.get("cards", {}):
            if voice not in self.signed:
                self._fill(voice)
        self._fresh()
        return self.dossier

    def _fresh(self) -> None:
        wanted = Dossier.objects.select_related(*PARTIES, "theme")
        self.dossier = wanted.get(pk=self.dossier.pk)

    def _take(self, step: str) -> None:
        by = self.actors.of(step)
        if step in Voice.values:
            card = self._fill(step)
            name = "sign_self" if step == Voice.SELF else "sign_review"
            CARD_LIFE.take(card, name, by=by, at=self.at)
            self.signed.add(step)
            return
        if step in SENT_AGAIN_BY:
            said = Said(self._note(step), self._asks(step))
            give_back(dossier=self.dossier, step=step, said=said, by=by, at=self.at)
        elif step == DECLINE:
            short = {
                one.criterion.pk: one.note or self._reason(one.criterion) for one in grounds(self.dossier) if one.lacks
            }
            refuse(dossier=self.dossier, note=self._note(step), points=short, by=by, at=self.at)
        else:
            LIFE.take(self.dossier, step, by=by, at=self.at, note=self._note(step))
        if step == "accept":
            self._attach()

    def _note(self, step: str) -> str:
        last = _path(self.dossier, self.case["state"])[-1]
        return str(self.case.get("note", "")) if step == last else ""

    def _asks(self, step: str) -> list[Asked]:
        """What is to be mended: a field by its name, a criterion by its number, each with a reason and a remark."""
        criteria = {str(criterion.order): criterion for criterion in askable_criteria(self.dossier, step)}
        reasons = {reason.code: reason for reason in ReturnReason.objects.all()}
        return [
            Asked(reasons[code], remark, field="" if place in criteria else place, criterion=criteria.get(place))
            for place, (code, remark) in self.case.get("asks", {}).items()
        ]

    def _attach(self) -> None:
        """Evidence comes from the unit once its registration is accepted."""
        self._fresh()
        track = self.dossier.campaign.tracks.get(track=self.dossier.track)
        criteria = criteria_of(track.version) if track.version else []
        for place in range(self.case.get("files", 0)):
            upload = page_file(_FILES[place % len(_FILES)], self.dossier.pk * 7 + place)
            criterion = criteria[place] if criteria else None
            attach(dossier=self.dossier, criterion=criterion, upload=upload, by=self.actors.editor, at=self.at)

    def _fill(self, voice: str) -> Scorecard:
        self._fresh()
        by = self.actors.of(voice)
        card = open_card(dossier=self.dossier, voice=voice, by=by, at=self.at)
        before = card_before(card)
        earlier = scores_of(before) if before else {}
        entries = {
            criterion.pk: self._entry(criterion, said, voice, earlier.get(criterion.pk))
            for criterion, said in zip(criteria_of(card.version), self.case["cards"][voice], strict=False)
            if said != "."
        }
        return score(card=card, entries=entries, edition=card.edition, by=by, at=self.at)

    def _entry(self, criterion: Criterion, said: str | int, voice: str, earlier: Score | None) -> Entry:
        if isinstance(said, int):
            points = Decimal(said)
            differs = earlier is not None and earlier.points != points
            return Entry(points=points, note=self._reason(criterion) if differs else "")
        result = _RESULTS[said]
        if voice == Voice.SELF:
            return Entry(result=result, note=self._explanation(criterion, result) or self._against(criterion, result))
        differs = earlier is not None and earlier.result != result
        return Entry(result=result, note=self._reason(criterion) if differs else self._against(criterion, result))

    def _against(self, criterion: Criterion, result: str) -> str:
        """Why the portal's own figures are not followed, where they say something else."""
        worked = work_out(criterion, self.dossier)
        return OVERRIDDEN if worked and worked.result and worked.result != result else ""

    def _reason(self, criterion: Criterion) -> str:
        return self.reasons[criterion.order % len(self.reasons)]

    def _explanation(self, criterion: Criterion, result: str) -> str:
        """What the unit writes: where the proof lies, or why the criterion does not apply."""
        if result == Result.NOT_APPLICABLE:
            return self.not_applicable
        if result == Result.NOT_MET:
            return ""
        hint = criterion.evidence_hints[0] if criterion.evidence_hints else criterion.title
        return f"{hint}: hồ sơ lưu tại bộ phận văn phòng của đơn vị."
