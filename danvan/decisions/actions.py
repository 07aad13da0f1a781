"""Drafting a decision: its words, and the approved dossiers on its list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.decisions.enums import DecisionKind, DecisionState, Layout
from danvan.decisions.models import Decision, DecisionItem, Submission
from danvan.decisions.numbers import number_key
from danvan.decisions.queries import under, unrecognised
from danvan.dossiers.enums import Holder, State
from danvan.dossiers.models import Campaign, Dossier, Stage
from danvan.kit import dates
from danvan.ledger.models import Channel
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.units.models import Unit

MAX_NUMBER = 30  # characters; a serial repeats it


class CannotDecide(Exception):
    """The draft cannot be stored; the message says what and how to mend it."""


@dataclass(frozen=True)
class Words:
    """What the clerk writes on a decision; the fields are those of ``Decision``."""

    body: str
    summary: str
    superior_body: str = ""
    layout: str = Layout.PARTY_36
    number: str = ""
    signed_on: date | None = None
    date_text: str = ""
    place: str = ""
    capacity: str = ""
    signer_title: str = ""
    signer_name: str = ""
    bases: str = ""
    articles: str = ""
    recipients: str = ""
    reason: str = ""  # of a decision that corrects or takes back another
    publish_at: datetime | None = None  # none: in the moment of issue


@dataclass(frozen=True)
class Frame:
    """What a decision is about: who issues, which kind, for which campaign or stage."""

    unit: Unit
    kind: str = DecisionKind.RECOGNISE
    campaign: Campaign | None = None
    stage: Stage | None = None
    is_archive: bool = False
    is_illustrative: bool = False
    request_key: str | None = None
    amends: Decision | None = None
    submission: Submission | None = None

    @property
    def of_samples(self) -> bool:
        """Is it about invented data: said so, or of a campaign that is?"""
        return self.is_illustrative or (self.campaign is not None and self.campaign.is_illustrative)


@dataclass(frozen=True)
class Award:
    """What one line of a commendation gives: the paper by its name, and the money where there is any."""

    name: str
    prize: int | None = None


def may_draft(by: User, unit: Unit, *, archive: bool) -> bool:
    """Those who draft for the unit; for an old paper also those who may record."""
    return may(by, Action.DRAFT_DECISION, unit) or (archive and may(by, Action.RECORD, unit))


@transaction.atomic
def draft(*, frame: Frame, words: Words, by: User, at: datetime, channel: str = Channel.FORM) -> Decision:
    """Begin a decision; the same form sent twice gives the same draft."""
    if not may_draft(by, frame.unit, archive=frame.is_archive):
        raise CannotDecide(f"Bạn không được soạn quyết định của «{frame.unit.name}».")
    wait_for_writers()
    if frame.request_key and (twin := Decision.objects.filter(request_key=frame.request_key).first()):
        return twin
    decision = Decision(
        unit=frame.unit, kind=frame.kind, campaign=frame.campaign, stage=frame.stage, is_archive=frame.is_archive,
        is_illustrative=frame.of_samples, request_key=frame.request_key, created_by=by, created_at=at,
        state=DecisionState.DRAFT, amends=frame.amends, submission=frame.submission,
    )  # fmt: skip
    _write(decision, words)
    decision.save()
    record(Act(decision, "draft", "Soạn quyết định", frame.unit, after=decision.state), by=by, at=at, channel=channel)
    return decision


def _write(decision: Decision, words: Words) -> None:
    for part in fields(words):
        setattr(decision, part.name, getattr(words, part.name))
    decision.number = words.number.strip()
    decision.number_key = number_key(decision.number)
    if max(len(decision.number), len(decision.number_key)) > MAX_NUMBER:
        raise CannotDecide(f"Số, ký hiệu dài quá {MAX_NUMBER} ký tự. Hãy ghi như trên văn bản, ví dụ 86-QĐ/TU.")
    _refuse_twin(decision)


def _refuse_twin(decision: Decision) -> None:
    """The database holds one decision of a unit with a number and a day; say so before it has to."""
    if not decision.number_key or decision.signed_on is None:
        return
    twins = Decision.objects.filter(
        unit=decision.unit, number_key=decision.number_key, signed_on=decision.signed_on
    ).exclude(pk=decision.pk)
    if twin := twins.first():
        state = "dự thảo khác" if twin.state == DecisionState.DRAFT else "quyết định đã ban hành"
        day = dates.short(decision.signed_on)
        raise CannotDecide(f"Số {decision.number} ngày {day} đã ghi cho {state}. Hãy đổi số.")


@transaction.atomic
def rewrite(*, decision: Decision, words: Words, edition: int, by: User, at: datetime) -> Decision:
    """Change the words of a draft. Raises ``CannotDecide`` when issued, or changed by someone since ``edition``."""
    fresh = locked_draft(decision, by)
    if fresh.edition != edition:
        raise CannotDecide("Dự thảo vừa được người khác sửa. Hãy tải lại trang để xem bản mới rồi sửa tiếp.")
    _write(fresh, words)
    fresh.edition += 1
    fresh.save()
    record(Act(fresh, "rewrite", "Sửa dự thảo quyết định", fresh.unit), by=by, at=at)
    return fresh


def locked_draft(decision: Decision, by: User) -> Decision:
    """The draft as it stands now, while nobody else writes; refused once it is issued."""
    wait_for_writers()
    fresh = Decision.objects.select_for_update(of=("self",)).select_related("unit").get(pk=decision.pk)
    if not may_draft(by, fresh.unit, archive=fresh.is_archive):
        raise CannotDecide("Bạn không được sửa quyết định này.")
    if fresh.state != DecisionState.DRAFT:
        raise CannotDecide(f"{fresh.reference} đã ban hành, không sửa được; muốn đổi cần quyết định đính chính.")
    return fresh


@transaction.atomic
def choose(
    *, decision: Decision, dossiers: Sequence[Dossier], by: User, at: datetime, channel: str = Channel.FORM,
    award: str | Mapping[int, Award] = "",
) -> None:  # fmt: skip
    """Set the attached list of a draft to these approved dossiers: collectives first, in the order given.

    ``award`` is what every new line gives, or the award of each dossier; lines that stay keep theirs.
    """
    fresh = locked_draft(decision, by)
    given = _awards(fresh, dossiers, award)
    listed = Dossier.objects.filter(pk__in=[dossier.pk for dossier in dossiers])
    within = set(listed.filter(under(fresh.unit)).values_list("pk", flat=True))
    for dossier in dossiers:
        if dossier.state != State.APPROVED:
            raise CannotDecide(f"«{dossier.title}» đang ở bước «{dossier.state_label}», chưa đưa vào được.")
        if dossier.pk not in within:
            raise CannotDecide(f"«{dossier.title}» không thuộc phạm vi của «{fresh.unit.name}».")
        if not fresh.is_archive and (why := unrecognised(dossier, fresh.kind)):
            raise CannotDecide(f"«{dossier.title}»: {why}")
    ordered = sorted(dossiers, key=lambda d: d.holder_kind != Holder.COLLECTIVE)
    fresh.items.all().delete()
    DecisionItem.objects.bulk_create(
        [
            DecisionItem(
                decision=fresh,
                dossier=dossier,
                order=order,
                award=given[dossier.pk].name,
                prize=given[dossier.pk].prize,
            )  # fmt: skip
            for order, dossier in enumerate(ordered, 1)
        ],
        batch_size=200,
    )
    record(
        Act(fresh, "choose", "Chọn danh sách kèm theo", fresh.unit, details={"dossiers": [d.pk for d in ordered]}),
        by=by, at=at, channel=channel,
    )  # fmt: skip


def _awards(decision: Decision, dossiers: Sequence[Dossier], award: str | Mapping[int, Award]) -> dict[int, Award]:
    kept = {item.dossier_id: Award(item.award, item.prize) for item in decision.items.all()}
    new = {dossier.pk: Award(award) for dossier in dossiers} if isinstance(award, str) else award
    return {dossier.pk: kept.get(dossier.pk) or new.get(dossier.pk, Award("")) for dossier in dossiers}
