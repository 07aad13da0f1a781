"""The list of consultations and the page of one: what the public sees or will see, its results, and its next steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.access import Action
from danvan.accounts.models import User
from danvan.dossiers.enums import Holder
from danvan.dossiers.models import Campaign
from danvan.hearings.actions import MOST_DAYS, freeze_words
from danvan.hearings.enums import ConsultationState, OpinionState
from danvan.hearings.models import Candidate, Consultation, ConsultationQuerySet, Opinion
from danvan.hearings.queries import (
    Counted,
    candidate_holder,
    candidate_text,
    candidate_title,
    counts,
    proposed_digest,
)
from danvan.hearings.workflow import CONSULTATION_LIFE
from danvan.kit import dates
from danvan.office.hearing.forms import DigestForm, ExtendForm, ReasonForm

GRAINS = {
    ConsultationState.DRAFT: "idle", ConsultationState.OPEN: "work", ConsultationState.CLOSED: "done",
    ConsultationState.CANCELLED: "idle",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One consultation in the list."""

    url: str
    title: str
    about: str
    grain: str
    state: str
    when: str


@dataclass(frozen=True)
class Row:
    """One candidate on the page, with what was said of it."""

    pk: int
    title: str
    holder: str
    is_silent: bool  # an individual who is not named
    unit: str
    told: str
    dossier_url: str
    public_url: str
    counted: Counted
    waits: int
    digest: str
    by: str
    form: DigestForm | None


def in_reach(user: User) -> ConsultationQuerySet:
    """The consultations this person may read: all of their boards, what is public of the boards in view."""
    found: ConsultationQuerySet = Consultation.objects.for_user(user)
    run = Consultation.objects.for_user(user, Action.RUN)
    return found.public() | run


def load(user: User, pk: int) -> Consultation:
    """A consultation within reach; otherwise a 404."""
    related = ("unit", "campaign__keeper", "campaign__organiser", "created_by")
    return get_object_or_404(in_reach(user).select_related(*related), pk=pk)


def to_run(user: User, pk: int) -> Consultation:
    """A consultation this person may write on; otherwise a 404."""
    found = Consultation.objects.for_user(user, Action.RUN).select_related("unit", "campaign__keeper")
    return get_object_or_404(found, pk=pk)


def listed(user: User, today: date) -> list[Line]:
    """The consultations in reach: prepared and open ones first, then the newest."""
    order = {ConsultationState.OPEN: 0, ConsultationState.DRAFT: 1}
    found = in_reach(user).select_related("campaign").annotate(size=Count("candidates")).order_by("-closes_on", "-pk")
    return [_line(one, today) for one in sorted(found, key=lambda one: order.get(ConsultationState(one.state), 2))]


def of_campaign(user: User, campaign: Campaign) -> list[Line]:
    """Those of one campaign."""
    found = in_reach(user).filter(campaign=campaign).select_related("campaign").annotate(size=Count("candidates"))
    return [_line(one, timezone.localdate()) for one in found.order_by("-closes_on", "-pk")]


def _line(one: Consultation, today: date) -> Line:
    size = getattr(one, "size", 0)
    return Line(
        reverse("office:consultation", args=[one.pk]), one.title, f"{one.campaign.name}. {size} mô hình",
        GRAINS[ConsultationState(one.state)], one.state_label, when(one, today),
    )  # fmt: skip


def when(one: Consultation, today: date) -> str:
    """The days of a consultation in words."""
    if one.state == ConsultationState.DRAFT:
        return f"dự kiến {dates.short(one.opens_on)}–{dates.short(one.closes_on)}"
    days = f"{dates.short(one.opens_on)}–{dates.short(one.closes_on)}"
    left = (one.closes_on - today).days
    if one.state != ConsultationState.OPEN:
        return days
    if today < one.opens_on:
        return f"{days}, chưa đến ngày mở"
    return f"{days}, {f'còn {left} ngày' if left > 0 else 'hết hôm nay' if left == 0 else 'đã hết ngày'}"


def rows(one: Consultation, *, judges: bool, typed: dict[int, DigestForm] | None = None) -> list[Row]:
    """The candidates; with a box for the summary once it is closed, for those who write it."""
    related = one.candidates.select_related("dossier__theme", "digest_by", "consultation")
    found = [_as_public(each) for each in related.order_by("unit_name", "pk")]
    by, waits = counts(found), _waiting(found)
    closed = judges and one.state == ConsultationState.CLOSED
    return [
        _row(each, by[each.pk], waits.get(each.pk, 0), _digest(each, typed or {}) if closed else None) for each in found
    ]


def _as_public(one: Candidate) -> Candidate:
    """As the public reads it: frozen when it was opened, until then as it would be frozen now."""
    if one.consultation.state == ConsultationState.DRAFT:
        for name, text in freeze_words(one.dossier, name_agreed=one.name_agreed).items():
            setattr(one, name, text)
    return one


def _row(one: Candidate, counted: Counted, waits: int, form: DigestForm | None) -> Row:
    silent = one.dossier.holder_kind == Holder.INDIVIDUAL and not candidate_holder(one)
    public = reverse("portal:candidate", args=[one.consultation_id, one.pk])
    return Row(
        one.pk, candidate_title(one), candidate_holder(one), silent, one.unit_name, candidate_text(one, one.told),
        one.dossier.get_absolute_url(), public, counted, waits, one.digest,
        str(one.digest_by or ""), form,
    )  # fmt: skip


def _waiting(found: Iterable[Candidate]) -> dict[int, int]:
    said = Opinion.objects.filter(candidate__in=[one.pk for one in found], state=OpinionState.RECEIVED, erased_at=None)
    return dict(said.values_list("candidate").annotate(n=Count("pk")).order_by())


def _digest(one: Candidate, typed: dict[int, DigestForm]) -> DigestForm:
    begin = {"digest": one.digest or proposed_digest(one)}
    return typed.get(one.pk) or DigestForm(initial=begin, auto_id=f"tong-hop-{one.pk}-%s")


def extend_form(one: Consultation, data: Any = None) -> ExtendForm:
    """The form that keeps it open for longer; a week more to begin with."""
    most = one.opens_on + timedelta(days=MOST_DAYS)
    begin = {"edition": one.edition, "until": min(one.closes_on + timedelta(days=7), most)}
    return ExtendForm(data, initial=begin, auto_id="keo-dai_%s")


def reason_form(one: Consultation, step: str, data: Any = None) -> ReasonForm:
    """The form with the reason of giving up, or of closing early."""
    return ReasonForm(data, initial={"seen": one.moves}, auto_id=f"{step}_%s")


def steps(one: Consultation, user: User) -> Sequence[str]:
    """The steps this person may try now."""
    return [step.name for step in CONSULTATION_LIFE.open_to(user, one)]


def crumbs(one: Consultation) -> list[dict[str, str]]:
    """The way back."""
    return [
        {"label": "Góp ý", "url": reverse("office:opinions")},
        {"label": "Các đợt lấy ý kiến", "url": reverse("office:consultations")},
        {"label": one.title or "Lập đợt lấy ý kiến", "url": ""},
    ]


def context(
    one: Consultation, user: User, at: datetime, *, forms: dict[str, Any] | None = None,
    typed: dict[int, DigestForm] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """What the page shows; ``forms`` are refused ones by their step, ``typed`` refused summaries by candidate."""
    can, given = steps(one, user), forms or {}
    shown = rows(one, judges=bool(can) or _judges(user, one), typed=typed)
    today = timezone.localdate(at)
    return {
        "consultation": one, "grain": GRAINS[ConsultationState(one.state)], "when": when(one, today), "rows": shown,
        "is_draft": one.state == ConsultationState.DRAFT, "is_open": one.state == ConsultationState.OPEN,
        "is_closed": one.state == ConsultationState.CLOSED, "judges": _judges(user, one),
        "days": (one.closes_on - max(one.opens_on, today)).days + 1,
        "can": {name: name in can for name in CONSULTATION_LIFE.steps},
        "open": given.get("open"), "extend": given.get("extend") or extend_form(one),
        "cancel": given.get("cancel") or reason_form(one, "cancel"),
        "close": given.get("close") or reason_form(one, "close"),
        "waits": sum(row.waits for row in shown), "total": sum(row.counted.total for row in shown),
        "crumbs": crumbs(one),
    }  # fmt: skip


def _judges(user: User, one: Consultation) -> bool:
    return Consultation.objects.for_user(user, Action.RUN).filter(pk=one.pk).exists()
