"""What the page of one dossier shows: its cards, its steps, what is missing, its content and its facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.urls import reverse

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.dossiers.asking import with_returns
from danvan.dossiers.blind import AnyCard, BlindCard
from danvan.dossiers.blinding import APART_WORDS, JOINED_WORDS, BlindState, blind_state
from danvan.dossiers.blockers import missing_items
from danvan.dossiers.cards import Assignment
from danvan.dossiers.editing import open_fields
from danvan.dossiers.enums import KINDS, CardState, State, Voice
from danvan.dossiers.models import CONTENT_FIELDS, PARTIES, CampaignTrack, Dossier
from danvan.dossiers.refusing import STEP as DECLINE
from danvan.dossiers.results import Measure
from danvan.dossiers.returning import SENT_AGAIN_BY
from danvan.dossiers.scores import criteria_of, differing, scores_of
from danvan.dossiers.scoring import may_score
from danvan.dossiers.turns import SELF_TURN, turn_states
from danvan.dossiers.voices import label, last_voice, voices
from danvan.dossiers.workflow import LIFE
from danvan.kit import dates, vi
from danvan.office.desk_board import TONES
from danvan.office.folder import kept_apart, may_read
from danvan.office.hearing.results import laid_open
from danvan.office.history import label as history_label
from danvan.office.owners import shared_out

# The step that leads on is the red button; all others are plain.
FORWARD = ("submit", "accept", "report", "send_up", "confirm", "confirm_direct", "approve", "record")
# While one's own card is unsigned, writing on it comes first, and these are plain too.
AFTER_CARD = ("report", "send_up", "confirm", "confirm_direct")


@dataclass(frozen=True)
class StepButton:
    """One step this person may try now."""

    name: str
    label: str
    url: str
    needs_note: bool
    primary: bool
    typed: str  # the reason as it was typed on a refused attempt
    points_url: str = ""  # where the step is taken point by point


@dataclass(frozen=True)
class CardLine:
    """One voice on the dossier, drawn as a strip, with the way to its card."""

    label: str
    marks: str
    tone: str
    diff: list[int]
    note: str  # beside the strip: on how many criteria it differs from the voice before
    about: str  # who signed it, or what is left
    url: str
    link: str
    to_do: bool  # it is this person's turn to write on it
    points: str = ""  # "97/100" on a list by points


def load(user: User, pk: int) -> Dossier:
    """A dossier within reach, with all its page needs; otherwise a 404."""
    sheet = CampaignTrack.objects.filter(campaign=OuterRef("campaign"), track=OuterRef("track"), version__isnull=False)
    dossiers = Dossier.objects.for_user(user).select_related(*PARTIES, "theme", "created_by")
    held = Assignment.objects.filter(dossier=OuterRef("pk")).order_by().values("dossier")
    shared = Coalesce(Subquery(held.annotate(count=Count("pk")).values("count")), 0)
    return get_object_or_404(with_returns(dossiers).annotate(
        has_sheet=Exists(sheet), shared_count=shared, laid_open=laid_open()
    ), pk=pk)  # fmt: skip


def shared(dossier: Dossier) -> str:
    """How much of the card is in someone's hands, in words."""
    return shared_out(getattr(dossier, "shared_count", 0))


def cards_of(dossier: Dossier, user: User) -> dict[str, AnyCard]:
    """The cards of a dossier that this person may read, by voice."""
    cards = dossier.cards.select_related("signed_by", "version").order_by("pk")
    readable = {card.voice: card for card in cards if may_read(user, card, dossier)}
    return kept_apart(readable, dossier, user, blind_state(dossier))


def card_lines(
    dossier: Dossier, cards: Mapping[str, AnyCard], by: Measure, user: User, returned_at: datetime | None
) -> list[CardLine]:
    """The voices in order; those not begun yet too, so that what is to come can be seen.

    ``returned_at`` is when the dossier was given back, if it is lying here to be mended.
    """
    if not cards and not getattr(dossier, "has_sheet", False):
        return []
    lines: list[CardLine] = []
    before: AnyCard | None = None
    for voice in voices(dossier):
        card = cards.get(voice)
        line = _line(dossier, voice, card, by, _to_do(dossier, voice, card, user, returned_at))
        diff = _unlike(before, card, by) if before and card else []
        lines.append(replace(line, diff=diff, note=f"khác {len(diff)} chỗ" if diff else ""))
        before = card or before
    return lines


def _to_do(dossier: Dossier, voice: Voice, card: AnyCard | None, user: User, returned_at: datetime | None) -> str:
    """What this person has to do on a card now, as the words of its link, or ""."""
    if dossier.state not in turn_states(dossier, voice) or not may_score(user, dossier, voice):
        return ""
    if card is None:
        return "Bắt đầu chấm"
    if card.state != CardState.SIGNED:
        return "Chấm tiếp"
    stale = returned_at is not None and card.signed_at is not None and card.signed_at < returned_at
    return "Mở phiếu để sửa" if stale else ""


def _line(dossier: Dossier, voice: Voice, card: AnyCard | None, by: Measure, to_do: str) -> CardLine:
    final = card is not None and card.is_final and dossier.recognised_on is not None
    url = reverse("office:card", kwargs={"pk": dossier.pk, "voice": str(voice)}) if card or to_do else ""
    whose = "Phiếu độc lập của bạn" if isinstance(card, BlindCard) else label(dossier, voice)
    about = _about(card, by) if card else waiting_for(dossier, voice)
    return CardLine(
        label=whose, marks=card.marks if card else "", tone="gold" if final else TONES[voice],
        diff=[], note="", about=about, url=url, link=to_do or "Xem phiếu", to_do=bool(to_do),
        points=by.total(card.marks, card.points) if card else "",
    )  # fmt: skip


def _unlike(before: AnyCard, card: AnyCard, by: Measure) -> list[int]:
    """The places in which two cards do not agree: by their marks, or by points line for line."""
    if by.by_points:
        lines = differing(criteria_of(card.version), scores_of(before), scores_of(card))
        return [line.order - 1 for line in lines]
    pairs = zip(before.marks, card.marks, strict=False)
    return [place for place, (one, other) in enumerate(pairs) if one != other and "." not in (one, other)]


def waiting_for(dossier: Dossier, voice: Voice) -> str:
    """What is said where there is no card to be seen: while two judge apart that they do, and nothing of how far."""
    in_turn = voice == last_voice(dossier) and dossier.state in turn_states(dossier, voice)
    state = blind_state(dossier) if in_turn else BlindState.NONE
    told = {BlindState.APART: APART_WORDS, BlindState.JOINED: JOINED_WORDS}.get(state, "Chưa có phiếu")
    return f"{told[0].lower()}{told[1:]}"


def _about(card: AnyCard, by: Measure) -> str:
    if card.state == CardState.SIGNED and card.signed_at:
        day = dates.short(dates.parse_date(card.signed_at) or card.signed_at.date())
        grade = f", xếp loại {card.grade}" if card.grade else ""
        return f"{card.signed_by} ký ngày {day}{grade}" if card.signed_by else f"ký ngày {day}{grade}"
    left = by.still_open(card.marks)
    state = CardState(card.state).label.lower()
    return f"{state}, còn {left} tiêu chí" if left else f"{state}, chưa ký"


def steps(dossier: Dossier, user: User, typed: Mapping[str, str], *, card_first: bool) -> list[StepButton]:
    """The steps to show, the one that leads on first."""
    found = LIFE.open_to(user, dossier)
    forward = [step.name for step in found if step.name in FORWARD and not (card_first and step.name in AFTER_CARD)]
    leading = forward[:1]
    buttons = [
        StepButton(
            step.name, step.label, reverse("office:dossier-step", kwargs={"pk": dossier.pk, "name": step.name}),
            step.needs_note, [step.name] == leading, typed.get(step.name, ""), _points_url(dossier, step.name),
        )
        for step in found
    ]  # fmt: skip
    return sorted(buttons, key=lambda button: (not button.primary, button.needs_note))


def _points_url(dossier: Dossier, step: str) -> str:
    if step == DECLINE:
        return reverse("office:refuse", args=[dossier.pk])
    here = {"pk": dossier.pk, "name": step}
    return reverse("office:dossier-return", kwargs=here) if step in SENT_AGAIN_BY else ""


def writable(dossier: Dossier, user: User) -> frozenset[str]:
    """The fields this person may write now: all, those asked for, the few that stay open, or none."""
    return open_fields(dossier, user)


def edit_label(dossier: Dossier) -> str:
    """What writing on the dossier is called now."""
    return "Ghi kết quả thực hiện" if dossier.state in SELF_TURN else "Sửa đăng ký"


def missing(dossier: Dossier) -> list[dict[str, str]]:
    """What must be filled in before sending, each with the way to its field."""
    if dossier.state not in (State.DRAFT, State.RETURNED):
        return []
    edit = reverse("office:dossier-edit", args=[dossier.pk])
    return [{"label": vi.capfirst_vi(text), "url": f"{edit}#id_{name}"} for name, text in missing_items(dossier)]


def content(dossier: Dossier) -> list[dict[str, str]]:
    """The content items in their order, with an empty text where nothing was written."""
    names = [*CONTENT_FIELDS[1:], "achieved"] if dossier.is_model else ["objectives", "achieved"]
    words = {"objectives": "kế hoạch"} if not dossier.is_model else {}
    return [
        {
            "label": vi.capfirst_vi(words.get(name) or history_label(name)),
            "text": getattr(dossier, name),
        }
        for name in names
    ]


def state(dossier: Dossier) -> dict[str, str]:
    """The grain and the words of where the dossier is."""
    if dossier.recognised_on:
        return {"kind": "rec", "label": "Được công nhận"}
    return {"kind": KINDS[State(dossier.state)], "label": State(dossier.state).label}


def decide_url(dossier: Dossier, user: User) -> str:
    """Where an approved dossier is put on the list of a decision, for those who draft decisions."""
    host = dossier.campaign.keeper
    if dossier.state != State.APPROVED or dossier.recognised_on or not may(user, Action.DRAFT_DECISION, host):
        return ""
    return f"{reverse('office:decision-new')}?dot={dossier.campaign.code}"


def is_back(dossier: Dossier) -> bool:
    """Was it given back, so that the reason is what to read first?"""
    return KINDS[State(dossier.state)] == "back"


def facts(dossier: Dossier) -> list[dict[str, str]]:
    """What there is to know of a dossier besides its content; nothing empty."""
    of_model = [
        ("Lĩnh vực", dossier.theme.name if dossier.theme else "", ""),
        ("Loại", f"{dossier.get_holder_kind_display()}, {dossier.get_continuity_display().lower()}", ""),
        ("Tập thể, cá nhân", dossier.holder_name, ""),
    ]
    above = ", ".join(dict.fromkeys(filter(None, [dossier.superior_name, dossier.province_name])))
    rows: Sequence[tuple[str, str, str]] = [
        ("Đơn vị", dossier.unit_name, f"{reverse('office:dossiers')}?don-vi={dossier.unit.code}"),
        ("Cấp trên", above, ""),
        ("Đợt thi đua", dossier.campaign.name, ""),
        *(of_model if dossier.is_model else []),
        ("Người phụ trách", dossier.contact, ""),
        ("Số tiêu chí đăng ký đạt", str(dossier.target_count) if dossier.target_count is not None else "", ""),
        ("Ngày đăng ký", dates.short(dossier.registered_on) if dossier.registered_on else "", ""),
        ("Gửi muộn", _late(dossier), ""),
        ("Bình xét", dossier.assessed_as, ""),
        ("Công nhận", dossier.recognised_by, ""),
        ("Khen thưởng", dossier.commended_by, ""),
        ("Người lập hồ sơ", str(dossier.created_by), ""),
        ("Mã hồ sơ", str(dossier.pk), ""),
    ]
    return [{"label": name, "value": value, "url": url} for name, value, url in rows if value]


def _late(dossier: Dossier) -> str:
    """What came after the closing for everybody, in time that was granted to the unit."""
    late = [("đăng ký", dossier.registered_late), ("phiếu tự chấm", dossier.reported_late)]
    words = ", ".join(word for word, is_late in late if is_late)
    return f"{words}, trong thời gian gia hạn" if words else ""


def evidence(dossier: Dossier) -> list[dict[str, Any]]:
    """The files that stand, in the order of the criteria."""
    files = (
        dossier.evidence.filter(removed_at__isnull=True)
        .select_related("criterion", "added_by")
        .order_by("criterion__order", "pk")
    )
    return [
        {
            "name": file.name,
            "url": reverse("office:evidence-view", args=[file.pk]),
            "about": f"Tiêu chí {file.criterion.order}" if file.criterion else "Cả hồ sơ",
            "who": str(file.added_by),
            "at": file.added_at,
        }
        for file in files
    ]
