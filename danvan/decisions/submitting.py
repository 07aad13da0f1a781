"""The life of a submission, and writing one: its words, its lines, and the decision that follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.decisions.actions import Frame
from danvan.decisions.enums import DecisionKind, DecisionState, Layout, SubmissionState
from danvan.decisions.numbers import number_key
from danvan.decisions.queries import under, unrecognised
from danvan.decisions.submissions import AwardForm, Submission, SubmissionItem
from danvan.dossiers.enums import Holder, State
from danvan.dossiers.models import Dossier
from danvan.kit import dates
from danvan.ledger.machine import Machine, Step
from danvan.ledger.record import Act, record, wait_for_writers

MAX_KEY = 60  # characters; a letter may become several in a key
FROZEN = ("title", "holder_name", "unit_name", "assessed_as")


class CannotSubmit(Exception):
    """The submission cannot be stored; the message says what and how to mend it."""


@dataclass(frozen=True)
class Asking:
    """What the clerk writes on a submission; the fields are those of ``Submission``."""

    body: str
    addressee: str
    summary: str
    superior_body: str = ""
    layout: str = Layout.PARTY_36
    number: str = ""
    signed_on: date | None = None
    place: str = ""
    capacity: str = ""
    signer_title: str = ""
    signer_name: str = ""
    bases: str = ""
    text: str = ""
    recipients: str = ""


@dataclass(frozen=True)
class Line:
    """One dossier asked for, with the form of award and what it is for."""

    dossier: Dossier
    form: AwardForm | None = None
    reason: str = ""


def number_missing(submission: Submission, at: datetime) -> str:
    return "" if submission.number else "Chưa ghi số, ký hiệu tờ trình (do văn thư cấp)."


def date_missing(submission: Submission, at: datetime) -> str:
    if submission.signed_on is None:
        return "Chưa ghi ngày ký."
    if submission.signed_on > timezone.localdate(at):
        return f"Ngày ký {dates.short(submission.signed_on)} chưa tới."
    return ""


def signer_missing(submission: Submission, at: datetime) -> str:
    return "" if submission.signer_name and submission.signer_title else "Chưa ghi người ký và chức vụ người ký."


def list_empty(submission: Submission, at: datetime) -> str:
    return "" if submission.items.exists() else "Danh sách đề nghị chưa có dòng nào."


def number_taken(submission: Submission, at: datetime) -> str:
    """A board gives each number once a year."""
    if not submission.number_key or submission.signed_on is None:
        return ""
    twins = Submission.objects.filter(
        unit=submission.unit_id, body=submission.body, number_key=submission.number_key,
        signed_on__year=submission.signed_on.year, state=SubmissionState.SENT,
    ).exclude(pk=submission.pk)  # fmt: skip
    twin = twins.first()
    return f"Số {submission.number} đã dùng cho {twin.reference}." if twin else ""


def form_missing(submission: Submission, at: datetime) -> str:
    """Every line of a commendation says which form of award is asked for."""
    if submission.kind != DecisionKind.COMMEND:
        return ""
    bare = [
        str(order) for order in submission.items.filter(form=None).values_list("order", flat=True).order_by("order")
    ]
    return f"Chưa chọn hình thức khen thưởng ở dòng {', '.join(bare)}." if bare else ""


def forms_of_two_bodies(submission: Submission, at: datetime) -> str:
    """One submission asks one body: the Party committee, or the State authority."""
    bodies = set(submission.items.exclude(form=None).values_list("form__authority", flat=True))
    if len(bodies) < 2:
        return ""
    return "Danh sách có cả hình thức của cấp ủy và của chính quyền. Hãy tách thành hai tờ trình."


def lines_not_fit(submission: Submission, at: datetime) -> str:
    """What was decided since, or taken back, is asked for no more."""
    wrong = [
        f"{item.order}. {item.dossier.title} ({why[0].lower()}{why[1:]})"
        for item in submission.items.select_related("dossier").order_by("order")
        if (why := why_not(item.dossier, submission.kind))
    ]
    return f"Không trình được nữa: {'; '.join(wrong[:3])}." if wrong else ""


def decided(submission: Submission, at: datetime) -> str:
    made = submission.decisions.exclude(state=DecisionState.DRAFT).first()
    return f"{made.reference} đã ban hành theo tờ trình này, không thu lại được." if made else ""


def why_not(dossier: Dossier, kind: str) -> str:
    """Why a submission of this kind cannot ask for the dossier, or "" when it can."""
    if kind == DecisionKind.COMMEND:
        return f"Đã khen thưởng theo {dossier.commended_by}" if dossier.commended_on else unrecognised(dossier, kind)
    if dossier.recognised_on:
        return f"Đã công nhận theo {dossier.recognised_by}"
    if dossier.state == State.APPROVED or (dossier.state == State.CONFIRMED and dossier.assessed_pass):
        return ""
    return f"Đang ở bước “{State(dossier.state).label}”, chưa đủ điều kiện trình"


def freeze(submission: Submission, by: User, at: datetime) -> None:
    """Copy onto the lines what the dossiers are called now."""
    items = list(submission.items.select_related("dossier"))
    for item in items:
        dossier = item.dossier
        item.title, item.unit_name, item.assessed_as = dossier.title, dossier.unit_name, dossier.assessed_as
        item.holder_name = dossier.holder_name or dossier.unit_name
    SubmissionItem.objects.bulk_update(items, FROZEN, batch_size=200)


# fmt: off
SUBMISSION_LIFE: Machine[Submission] = Machine(
    Submission,
    Step("send", "Trình", frozenset({SubmissionState.DRAFT}), SubmissionState.SENT, Action.DRAFT_DECISION,
         blockers=(number_missing, date_missing, signer_missing, list_empty, number_taken, form_missing,
                   forms_of_two_bodies, lines_not_fit),
         after=(freeze,)),
    Step("recall", "Thu lại để sửa", frozenset({SubmissionState.SENT}), SubmissionState.DRAFT, Action.DRAFT_DECISION,
         needs_note=True, blockers=(decided,)),
)
# fmt: on


@transaction.atomic
def begin(*, frame: Frame, words: Asking, lines: Sequence[Line], by: User, at: datetime) -> Submission:
    """Begin a submission with its lines; the same form sent twice gives the same draft."""
    if not may(by, Action.DRAFT_DECISION, frame.unit):
        raise CannotSubmit(f"Bạn không được soạn tờ trình để «{frame.unit.name}» quyết định.")
    wait_for_writers()
    if frame.request_key and (twin := Submission.objects.filter(request_key=frame.request_key).first()):
        return twin
    made = Submission(
        unit=frame.unit, kind=frame.kind, campaign=frame.campaign, stage=frame.stage, state=SubmissionState.DRAFT,
        is_illustrative=frame.of_samples, request_key=frame.request_key, created_by=by, created_at=at,
    )  # fmt: skip
    _write(made, words)
    made.save()
    _list(made, lines)
    details = {"dossiers": [line.dossier.pk for line in lines]}
    record(Act(made, "draft", "Soạn tờ trình", frame.unit, after=made.state, details=details), by=by, at=at)
    return made


@transaction.atomic
def rewrite(
    *, submission: Submission, words: Asking, lines: Sequence[Line], edition: int, by: User, at: datetime
) -> Submission:
    """Change the words and the list of a draft together. Raises ``CannotSubmit`` when it was sent, or changed by
    someone since ``edition``."""
    fresh = _locked_draft(submission, by)
    if fresh.edition != edition:
        raise CannotSubmit("Tờ trình vừa được người khác sửa, nên nội dung bạn ghi chưa được lưu.")
    _write(fresh, words)
    fresh.edition += 1
    fresh.save()
    _list(fresh, lines)
    details = {"dossiers": [line.dossier.pk for line in lines]}
    record(Act(fresh, "rewrite", "Sửa tờ trình", fresh.unit, details=details), by=by, at=at)
    return fresh


@transaction.atomic
def add_lines(*, submission: Submission, lines: Sequence[Line], by: User, at: datetime) -> int:
    """Add to the list what is not on it yet; how many lines were added."""
    fresh = _locked_draft(submission, by)
    kept = [Line(item.dossier, item.form, item.reason) for item in _items(fresh)]
    there = {line.dossier.pk for line in kept}
    new = [line for line in lines if line.dossier.pk not in there]
    if not new:
        return 0
    fresh.edition += 1
    fresh.save(update_fields=["edition"])
    _list(fresh, [*kept, *new])
    details = {"dossiers": [line.dossier.pk for line in new]}
    record(Act(fresh, "choose", "Thêm vào danh sách đề nghị", fresh.unit, details=details), by=by, at=at)
    return len(new)


def _items(submission: Submission) -> list[SubmissionItem]:
    return list(submission.items.select_related("dossier", "form").order_by("order"))


def words_of(submission: Submission) -> Asking:
    """The words as they are stored."""
    return Asking(**{part.name: getattr(submission, part.name) for part in fields(Asking)})


def _write(submission: Submission, words: Asking) -> None:
    for part in fields(words):
        setattr(submission, part.name, getattr(words, part.name))
    submission.number = words.number.strip()
    submission.number_key = number_key(submission.number)
    if len(submission.number_key) > MAX_KEY:
        raise CannotSubmit("Số, ký hiệu quá dài. Hãy ghi như trên văn bản, ví dụ 15-TTr/BDV.")


def _locked_draft(submission: Submission, by: User) -> Submission:
    wait_for_writers()
    fresh = Submission.objects.select_for_update(of=("self",)).select_related("unit").get(pk=submission.pk)
    if not may(by, Action.DRAFT_DECISION, fresh.unit):
        raise CannotSubmit("Bạn không được sửa tờ trình này.")
    if fresh.state != SubmissionState.DRAFT:
        raise CannotSubmit(f"{fresh.reference} đã trình, không sửa được; muốn sửa hãy thu lại trước.")
    return fresh


def _list(submission: Submission, lines: Sequence[Line]) -> None:
    """Set the list to these lines: collectives first, otherwise in the order given."""
    asked = Dossier.objects.filter(pk__in=[line.dossier.pk for line in lines])
    within = set(asked.filter(under(submission.unit)).values_list("pk", flat=True))
    if len({line.dossier.pk for line in lines}) < len(lines):
        raise CannotSubmit("Một hồ sơ chỉ đứng một dòng trong danh sách.")
    for line in lines:
        _refuse(line, submission, within)
    ordered = sorted(lines, key=lambda line: line.dossier.holder_kind == Holder.INDIVIDUAL)
    submission.items.all().delete()
    SubmissionItem.objects.bulk_create(
        [
            SubmissionItem(submission=submission, dossier=line.dossier, order=order, form=line.form, reason=line.reason)
            for order, line in enumerate(ordered, 1)
        ],
        batch_size=200,
    )


def _refuse(line: Line, submission: Submission, within: set[int]) -> None:
    if line.dossier.pk not in within:
        raise CannotSubmit(f"«{line.dossier.title}» không thuộc phạm vi của «{submission.unit.name}».")
    if why := why_not(line.dossier, submission.kind):
        raise CannotSubmit(f"«{line.dossier.title}»: {why}.")
    if line.form is None:
        return
    if line.form.issuer_kind not in {"", submission.unit.kind}:
        raise CannotSubmit(f"{line.form.name} của {line.form.issuer} không do «{submission.unit.name}» tặng.")
    if not line.form.fits(line.dossier.holder_kind):
        kind = Holder(line.dossier.holder_kind).label.lower()
        raise CannotSubmit(f"{line.form.name} không tặng cho {kind}: «{line.dossier.title}».")
