"""The page of one submission: to write while it is a draft, to read once it was sent."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.access import Action, may
from danvan.accounts.http import SignedInRequest
from danvan.accounts.models import User
from danvan.decisions.enums import DecisionKind, SubmissionState
from danvan.decisions.models import Decision, Submission, SubmissionItem
from danvan.decisions.submitted import text_of
from danvan.decisions.submitting import SUBMISSION_LIFE
from danvan.decisions.wording import counted, period, tally
from danvan.dossiers.enums import Holder
from danvan.kit import dates
from danvan.ledger.models import Event
from danvan.office.decision_page import Difference
from danvan.office.frame import page
from danvan.office.submitting.filling import addable
from danvan.office.submitting.forms import AskingForm, LinesForm, RecallForm, named
from danvan.office.submitting.scopes import forms_for, of_submission

STATE_KINDS = {SubmissionState.DRAFT: "work", SubmissionState.SENT: "done"}
SAID = {
    "number_missing": "Đã ghi số, ký hiệu", "date_missing": "Đã ghi ngày ký", "signer_missing": "Đã ghi người ký",
    "list_empty": "Danh sách đề nghị đã có dòng", "number_taken": "Không trùng số tờ trình trong năm",
    "form_missing": "Mọi dòng đã chọn hình thức khen thưởng",
    "forms_of_two_bodies": "Mọi hình thức thuộc một cơ quan quyết định", "lines_not_fit": "Mọi hồ sơ còn đề nghị được",
}  # fmt: skip


def load(user: User, pk: int) -> Submission:
    """The submission in this person's reach with its list, or 404."""
    lines = SubmissionItem.objects.select_related("dossier__unit", "form").order_by("order")
    made = Decision.objects.order_by("pk")
    found = Submission.objects.for_user(user).select_related("unit", "campaign__keeper", "stage__unit", "created_by")
    return get_object_or_404(found.prefetch_related(Prefetch("items", lines), Prefetch("decisions", made)), pk=pk)


def listed(submission: Submission) -> dict[str, Any]:
    """A row of the list of submissions (``lines`` counted)."""
    return {
        "pk": submission.pk, "reference": submission.reference, "summary": submission.summary,
        "body": submission.body, "kind": submission.get_kind_display(), "lines": getattr(submission, "lines", 0),
        "state": submission.state_label, "state_kind": STATE_KINDS[SubmissionState(submission.state)],
    }  # fmt: skip


def lines_form(submission: Submission, user: User, at: datetime, data: QueryDict | None = None) -> LinesForm:
    """The list of a draft as a form, with the forms of award its unit gives and what may be added."""
    items, commends = list(submission.items.all()), submission.kind == DecisionKind.COMMEND
    listed = {item.dossier_id for item in items}
    more = [] if commends else addable(user, submission.unit, submission.campaign, listed)
    found = forms_for([submission.unit], timezone.localdate(at)) if commends else []
    return LinesForm(items, found, more, data, awards=commends)


def show(
    request: SignedInRequest, submission: Submission, at: datetime, *, form: AskingForm | None = None,
    lines: LinesForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page that fits the state of the submission and the person's rights."""
    drafting = submission.state == SubmissionState.DRAFT and may(request.user, Action.DRAFT_DECISION, submission.unit)
    context = _common(submission)
    if drafting:
        lines = lines or lines_form(submission, request.user, at)
        context |= _drafting(request.user, submission, at, form or AskingForm(submission), lines)
    else:
        context |= _reading(request.user, submission)
    name = "draft" if drafting else "detail"
    return page(request, f"office/submission_{name}.html", context, here="decisions", status=status)


def _common(submission: Submission) -> dict[str, Any]:
    items = list(submission.items.all())
    count = tally(item.dossier for item in items)
    years = period(submission.campaign, submission.stage)
    return {
        "submission": submission, "count": len(items), "commends": submission.kind == DecisionKind.COMMEND,
        "counted": counted(count, submission.kind, years) if items else "",
        "state_kind": STATE_KINDS[SubmissionState(submission.state)],
        "crumbs": [{"label": "Tờ trình", "url": reverse("office:submissions")}, {"label": str(submission), "url": ""}],
    }  # fmt: skip


def _drafting(user: User, submission: Submission, at: datetime, form: AskingForm, lines: LinesForm) -> dict[str, Any]:
    stale = form.is_bound and str(form.data.get("edition")) != str(submission.edition)
    changed = differences(form, submission) if stale else []
    if stale:
        form.data = {**form.data, "edition": submission.edition}  # saving again now overwrites knowingly
    return {
        "form": form, "lines": lines, "rows": lines.typed(), "differences": changed, "saved": last_saved(submission),
        "checks": _checks(submission, at), "steps": SUBMISSION_LIFE.open_to(user, submission),
        "more_url": _finder(submission), "more": list(lines.more.values()),
    }  # fmt: skip


def _checks(submission: Submission, at: datetime) -> list[dict[str, str]]:
    found = [(blocker.__name__, blocker(submission, at)) for blocker in SUBMISSION_LIFE.steps["send"].blockers]
    if submission.kind != DecisionKind.COMMEND:
        found = [(name, why) for name, why in found if name not in {"form_missing", "forms_of_two_bodies"}]
    return [{"kind": "late" if why else "done", "label": why or SAID[name]} for name, why in found]


def _finder(submission: Submission) -> str:
    scope = of_submission(submission)
    if submission.kind != DecisionKind.COMMEND or scope is None:
        return ""
    return f"{reverse('office:commend')}?xet={scope.word}&to-trinh={submission.pk}"


def differences(form: AskingForm, now: Submission) -> list[Difference]:
    """Where what was typed and what stands now do not say the same."""
    found = []
    for name, field in form.fields.items():
        mine, theirs = _spoken(form[name].value()), _spoken(getattr(now, name))
        if name not in {"edition", "layout"} and mine != theirs:
            found.append(Difference(str(field.label), mine, theirs))
    return found


def _spoken(value: Any) -> str:
    text = dates.plain(value) if value and not isinstance(value, str | int) else str(value or "")
    return text.replace("\r\n", "\n").strip()


def last_saved(submission: Submission) -> Event | None:
    """The newest event on the submission: who saved it, and when."""
    subject = Event.subject_of(submission)
    return Event.objects.filter(subject=subject).select_related("actor").order_by("-pk").first()


def _reading(user: User, submission: Submission) -> dict[str, Any]:
    items = list(submission.items.all())
    steps = SUBMISSION_LIFE.open_to(user, submission)
    sent = submission.state == SubmissionState.SENT
    return {
        "facts": _facts(submission), "rows": [_row(item) for item in items], "paragraphs": text_of(submission, items),
        "decisions": list(submission.decisions.all()), "steps": steps, "recall": RecallForm(),
        "may_decide": sent and may(user, Action.DRAFT_DECISION, submission.unit), "request_key": uuid.uuid4().hex,
        "saved": last_saved(submission),
    }  # fmt: skip


def _row(item: SubmissionItem) -> dict[str, Any]:
    dossier = item.dossier
    kind = Holder(dossier.holder_kind).label if dossier.is_model else "Danh hiệu"
    return {
        "order": item.order, "title": item.title or dossier.title, "dossier": dossier.pk, "kind": kind,
        "holder": item.holder_name or dossier.holder_name or dossier.unit_name,
        "unit": item.unit_name or dossier.unit_name, "form": named(item.form) if item.form else "",
        "reason": item.reason, "assessed": item.assessed_as or dossier.assessed_as,
    }  # fmt: skip


def _facts(submission: Submission) -> list[dict[str, str]]:
    span = submission.stage or submission.campaign
    signer = ", ".join(filter(None, [submission.capacity, submission.signer_title, submission.signer_name]))
    pairs = {
        "Số, ký hiệu": submission.number, "Ngày ký": dates.short(submission.signed_on) if submission.signed_on else "",
        "Cơ quan trình": submission.body, "Kính gửi": submission.addressee, "Người ký": signer,
        "Đề nghị": submission.get_kind_display(), "Giai đoạn, đợt": span.name if span else "",
        "Thể thức": submission.get_layout_display(),
    }  # fmt: skip
    return [{"label": label, "value": value} for label, value in pairs.items() if value]
