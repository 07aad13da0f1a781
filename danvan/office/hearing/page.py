"""The page of one opinion: what was said and where, what may hold personal data, and what this person can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.dossiers.windows import told
from danvan.hearings.actions import in_the_name_of, may_reply
from danvan.hearings.enums import OpinionState, Stance
from danvan.hearings.masking import masked, places
from danvan.hearings.models import Opinion
from danvan.hearings.queries import readable_by
from danvan.hearings.workflow import OPINION_LIFE
from danvan.kit import dates
from danvan.ledger.models import Event
from danvan.office.hearing.forms import ReplyForm, ShowForm, WithholdForm
from danvan.office.hearing.listing import GRAINS, due_in_words, where

_RELATED = ("unit", "dossier__unit", "dossier__keeper", "dossier__campaign__keeper", "candidate__consultation")


@dataclass(frozen=True)
class Piece:
    """A piece of what was said; masked when it may be personal data."""

    text: str
    is_masked: bool


@dataclass(frozen=True)
class Judging:
    """Where the opinion is and what this person can do with it."""

    place: str
    grain: str
    due: str
    late: bool
    reads: bool  # may read it as it was sent
    finds: bool
    is_new: bool
    is_withheld: bool
    may_show: bool
    may_withhold: bool
    may_reply: bool
    has_reply: bool
    reply_as: str

    @property
    def reply_first(self) -> bool:
        """Is replying the thing to do here, so that its button is the red one?"""
        return not self.may_show and not self.has_reply

    @property
    def show_label(self) -> str:
        return "Đăng ý kiến"

    @property
    def withhold_label(self) -> str:
        return "Không đăng" if self.is_new else "Gỡ khỏi trang công khai"


def load(user: User, pk: int) -> Opinion:
    """An opinion within reach; otherwise a 404."""
    return get_object_or_404(readable_by(user).select_related(*_RELATED), pk=pk)


def forms_of(opinion: Opinion) -> dict[str, Form]:
    """The three forms as they begin."""
    seen = {"seen": opinion.moves}
    proposed = opinion.shown_text or masked(opinion.text)
    return {
        "show": ShowForm(initial={**seen, "shown_text": proposed, "stance": opinion.stance}, auto_id="dang_%s"),
        "withhold": WithholdForm(initial=seen, auto_id="khong_%s"),
        "reply": ReplyForm(initial={"before": opinion.reply, "reply": opinion.reply}, auto_id="tra-loi_%s"),
    }


def context(opinion: Opinion, user: User, at: datetime, forms: dict[str, Form]) -> dict[str, Any]:
    """What the page shows."""
    found = judging(opinion, user, at)
    said = pieces(opinion.text) if found.reads else pieces(opinion.shown_text, plain=True)
    public = opinion.state == OpinionState.SHOWN and found.reads
    return {
        "opinion": opinion, "judging": found, "said": said, **forms,
        "shown": opinion.shown_text if public else "", "facts": _facts(opinion),
        "history": _history(opinion) if found.reads else [],
        "crumbs": [
            {"label": "Góp ý", "url": reverse("office:opinions")}, {"label": f"Ý kiến số {opinion.pk}", "url": ""}
        ],
    }  # fmt: skip


def judging(opinion: Opinion, user: User, at: datetime) -> Judging:
    """What this person can do now."""
    reads = may(user, Action.RUN, opinion.unit)
    open_steps = {step.name for step in OPINION_LIFE.open_to(user, opinion)}
    waits = opinion.state == OpinionState.RECEIVED
    may_say = opinion.state != OpinionState.RECEIVED and may_reply(user, opinion)
    return Judging(
        place=where(opinion), grain=GRAINS[OpinionState(opinion.state)],
        due=due_in_words(opinion.due_on, at) if waits else "", late=waits and opinion.due_on < timezone.localdate(at),
        reads=reads, finds=reads and masked(opinion.text) != opinion.text, is_new=waits,
        is_withheld=opinion.state == OpinionState.WITHHELD, may_show="show" in open_steps and bool(opinion.text),
        may_withhold="withhold" in open_steps, may_reply=may_say,
        has_reply=bool(opinion.reply), reply_as=in_the_name_of(user, opinion) if may_say else "",
    )  # fmt: skip


def pieces(text: str, *, plain: bool = False) -> list[Piece]:
    """The text cut where it may hold personal data."""
    found, end = [], 0
    for begin, until in [] if plain else places(text):
        found += [Piece(text[end:begin], False), Piece(text[begin:until], True)]
        end = until
    return [piece for piece in [*found, Piece(text[end:], False)] if piece.text]


def _facts(opinion: Opinion) -> list[dict[str, str]]:
    dossier, candidate = opinion.dossier, opinion.candidate
    consultation = candidate.consultation if candidate else None
    rows = [
        ("Mô hình", dossier.title, dossier.get_absolute_url()),
        ("Đơn vị", dossier.unit_name, ""),
        ("Đợt thi đua", dossier.campaign.name, ""),
        ("Đợt lấy ý kiến", consultation.title if consultation else "", ""),
        ("Nhận ngày", dates.short(timezone.localdate(opinion.received_at)), ""),
        ("Đọc trước hết ngày", dates.short(opinion.due_on) if opinion.state == OpinionState.RECEIVED else "", ""),
        ("Loại ý kiến", Stance(opinion.stance).label if opinion.stance else "", ""),
        ("Nơi đọc ý kiến", opinion.unit.name, ""),
    ]
    return [{"label": name, "value": value, "url": url} for name, value, url in rows if value]


def _history(opinion: Opinion) -> list[dict[str, str]]:
    """The steps as the ledger tells them: never the words of the opinion."""
    events = Event.objects.filter(subject=Event.subject_of(opinion)).select_related("actor").order_by("pk")
    return [
        {"at": told(one.at), "title": one.label, "note": str(one.actor), "kind": "done"} for one in events
    ]  # fmt: skip
