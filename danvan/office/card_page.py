"""The scorecard page of one voice on one dossier: what is shown, whether it may be written on, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.models import User
from danvan.dossiers.asking import opened
from danvan.dossiers.blind import AnyCard, BlindCard
from danvan.dossiers.blind_life import BLIND_LIFE
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import CardState, Voice, WindowStage
from danvan.dossiers.models import Dossier
from danvan.dossiers.proofs import may_attach
from danvan.dossiers.scoring import CLOSED, why_not_score
from danvan.dossiers.turns import not_in_turn
from danvan.dossiers.voices import last_voice, seat
from danvan.dossiers.windows import closing_of, told
from danvan.dossiers.workflow import CARD_LIFE, LIFE
from danvan.kit import dates
from danvan.office import blind_page
from danvan.office.blind_page import Apart
from danvan.office.folder import Folder
from danvan.office.owners import holders
from danvan.office.sheet import Draft, Row, Table, build_rows
from danvan.office.tally import Group, ScoreLine, Total, group_sizes, groups, score_lines, total

APART = "?rieng=1"  # in the addresses of a form that was shown on one's own independent card
# The steps of the dossier that a signed card leads to.
ONWARD = ("report", "send_up", "confirm", "confirm_direct")
SIGN = ("sign_self", "sign_review", "blind_sign")


@dataclass(frozen=True)
class NextStep:
    """A button: the step, its words, where it is sent, and why it cannot be pressed yet."""

    name: str
    label: str
    url: str
    reason: str = ""
    needs_note: bool = False


@dataclass(frozen=True)
class CardPage:
    """Everything the scorecard template shows."""

    dossier: Dossier
    voice: str
    voice_label: str
    heading: str
    over: str
    why_locked: str
    by_points: bool
    total: Total
    lines: Sequence[ScoreLine]
    sizes: Sequence[int]
    groups: Sequence[Group]
    heads: Sequence[str]
    own_place: int
    urls: Mapping[str, str]
    may_attach: bool
    prefill: str
    card_steps: Sequence[NextStep]
    dossier_steps: Sequence[NextStep]
    first_left: Row | None
    banner: str = ""  # over one of two independent cards, or the one made of both
    hidden: bool = False  # two others judge apart: neither marks nor how far they are
    opens: bool = False  # the card made of both can be opened now
    judges: Sequence[str] = ()
    apart: Sequence[Apart] = ()  # where the two judges differ

    @property
    def editable(self) -> bool:
        return not self.why_locked

    @property
    def is_self(self) -> bool:
        return self.voice == Voice.SELF

    @property
    def layout(self) -> str:
        """Which of the voices' columns is wide: "2-3" is the second of three, "0-3" none of them."""
        return f"{self.own_place if self.editable else 0}-{len(self.heads)}"

    @property
    def tone(self) -> str:
        return self.lines[self.own_place - 1].tone

    @property
    def troubled(self) -> list[Row]:
        """The rows that were refused or written on by someone else."""
        return [row for group in self.groups for row in group.rows if row.error or row.theirs]

    @property
    def foot(self) -> str:
        left = self.total.left
        if self.hidden or self.opens:
            return ""
        if left:
            return f"Còn {left} tiêu chí chưa chấm."
        return "Đã chấm đủ tiêu chí." if self.editable else ""


def card_page(
    folder: Folder, voice: str, user: User, at: datetime, drafts: Mapping[int, Draft] | None = None
) -> CardPage:
    """Work out the page of this voice for this person at this moment."""
    dossier, card = folder.dossier, folder.cards.get(voice)
    locked = why_locked(folder, voice, user, at)
    owners = holders(dossier) if voice == Voice.SELF else {}
    left = None if locked else opened(dossier, voice)
    only = None if left is None or left.everything else left.criteria
    rows = build_rows(Table(folder, voice, not locked, drafts or {}, owners, only))
    in_groups = groups(folder, voice, rows)
    return CardPage(
        dossier=dossier, voice=voice, voice_label=folder.labels[voice], heading=heading(dossier),
        over=f"Phiếu {len(rows)} tiêu chí{_sample(folder)}, năm {dossier.year}. {folder.labels[voice]}",
        why_locked=locked, by_points=folder.by_points, total=total(folder, voice),
        lines=score_lines(folder, recognised=dossier.recognised_on is not None), sizes=group_sizes(in_groups),
        groups=in_groups, heads=[_head(folder, v, voice) for v in folder.voices],
        own_place=list(folder.voices).index(Voice(voice)) + 1, urls=_urls(folder, voice, user),
        may_attach=voice == Voice.SELF and not locked and may_attach(user, dossier),
        prefill=_prefill(folder, voice, locked),
        card_steps=card_steps(card, user, rows) if card else [],
        dossier_steps=_onward(dossier, card, user),
        first_left=next((row for row in rows if row.is_open), None),
        banner=blind_page.banner(folder, voice), hidden=blind_page.is_hidden(folder, voice),
        opens=locked == blind_page.TO_OPEN, **_joint(folder, voice),
    )  # fmt: skip


def _joint(folder: Folder, voice: str) -> dict[str, Any]:
    """The difference list, over the card that is made of two."""
    return {"judges": blind_page.judges(folder), "apart": blind_page.apart(folder)} if folder.is_joint(voice) else {}


def _sample(folder: Folder) -> str:
    return " (bộ mẫu)" if folder.version.is_sample else ""


def _head(folder: Folder, voice: str, own: str) -> str:
    """The head of a column: the narrow ones say only who."""
    label = folder.labels[voice]
    return label if voice in {own, Voice.SELF} else label.removesuffix(" chấm")


def heading(dossier: Dossier) -> str:
    """What the dossier is about: the model by its title, the unit by its name then."""
    return dossier.title if dossier.is_model else dossier.unit_name


def why_locked(folder: Folder, voice: str, user: User, at: datetime) -> str:
    """Why this person cannot write on this card now, in a sentence, or ""."""
    dossier, card = folder.dossier, folder.cards.get(voice)
    if why := why_not_score(user, dossier, voice):
        return _closed(folder, voice) if why == CLOSED else why
    if card is not None and card.state == CardState.SIGNED:
        signed = f"{dates.short(timezone.localdate(card.signed_at))}" if card.signed_at else ""
        return f"Phiếu đã ký ngày {signed}." if signed else "Phiếu đã ký."
    if dossier.campaign.is_archive:
        return ""
    why = not_in_turn(card or Scorecard(dossier=dossier, voice=voice), at)
    return why or (blind_page.TO_OPEN if blind_page.may_open(folder, voice) else "")


def _closed(folder: Folder, voice: str) -> str:
    """What is said to those who do not judge here."""
    if blind_page.is_hidden(folder, voice):
        return blind_page.HIDDEN
    unit = seat(folder.dossier, voice)[1]
    return f"Phiếu này do {unit.name if unit else 'cấp trên'} chấm; ở đây chỉ để xem."


def due(dossier: Dossier, voice: str, at: datetime) -> str:
    """Until when this voice has, as the windows of the campaign say."""
    stage = WindowStage.REPORT if voice == Voice.SELF else WindowStage.REVIEW
    if voice != Voice.SELF and voice == last_voice(dossier):
        stage = WindowStage.CONFIRM
    found = closing_of(dossier, stage, at)
    if found is None:
        return ""
    last = timezone.localdate(found.last)
    return f"Hạn gửi: {told(found.last)}, {_days((last - _today(at)).days)}"


def _today(at: datetime) -> date:
    return timezone.localdate(at)


def _days(left: int) -> str:
    if left == 0:
        return "hết hạn hôm nay"
    return f"còn {left} ngày" if left > 0 else f"quá hạn {-left} ngày"


def _urls(folder: Folder, voice: str, user: User) -> dict[str, str]:
    dossier = folder.dossier
    here = {"pk": dossier.pk, "voice": voice}
    own = APART if folder.seated and voice == last_voice(dossier) else ""
    judges = voice != Voice.SELF and any(may_somewhere(user, action) for action in (Action.REVIEW, Action.APPROVE))
    return {
        "save": reverse("office:card", kwargs=here) + own,
        "mark": reverse("office:card-mark", kwargs=here) + own,
        "prefill": reverse("office:card-prefill", kwargs=here) + own,
        "evidence": reverse("office:evidence-add", kwargs={"pk": dossier.pk}),
        "pdf": reverse("office:card-pdf", kwargs={"pk": dossier.pk}),
        "dossier": reverse("office:dossier", kwargs={"pk": dossier.pk}),
        "review": reverse("office:review-dossier", kwargs={"pk": dossier.pk}) if judges else "",
    }


def _prefill(folder: Folder, voice: str, locked: str) -> str:
    """The label of the voice whose results can be taken over, while there are lines nobody has judged."""
    before = folder.before(voice)
    card = folder.cards.get(voice)
    if locked or before is None or folder.is_joint(voice) or (card is not None and "." not in card.marks):
        return ""
    label = folder.labels[before]
    return label[0].lower() + label[1:]


def card_steps(card: AnyCard, user: User, rows: Sequence[Row]) -> list[NextStep]:
    """The steps of the card that this person may take, each with what is still missing."""
    found, blind = [], isinstance(card, BlindCard)
    steps = BLIND_LIFE.open_to(user, card) if isinstance(card, BlindCard) else CARD_LIFE.open_to(user, card)
    for step in steps:
        if step.name == "hand_back":  # taken with giving the dossier back, not by itself
            continue
        url = reverse("office:card-step", kwargs={"pk": card.dossier_id, "voice": card.voice, "name": step.name})
        reason = unready(rows) if step.name in SIGN else ""
        found.append(NextStep(step.name, step.label, url + (APART if blind else ""), reason, step.needs_note))
    return found


def unready(rows: Sequence[Row]) -> str:
    """What is left to do before signing, as the rows say it."""
    left = sum(row.is_open for row in rows)
    if left:
        return f"Còn {left} tiêu chí chưa chấm"
    lacking = [str(row.number) for row in rows if row.lack]
    return f"Tiêu chí {', '.join(lacking)} còn thiếu minh chứng hoặc lý do" if lacking else ""


def _onward(dossier: Dossier, card: AnyCard | None, user: User) -> list[NextStep]:
    """Where a signed card leads."""
    if not isinstance(card, Scorecard) or card.state != CardState.SIGNED:
        return []
    return [
        NextStep(step.name, step.label, reverse("office:dossier-step", kwargs={"pk": dossier.pk, "name": step.name}))
        for step in LIFE.open_to(user, dossier)
        if step.name in ONWARD
    ]
