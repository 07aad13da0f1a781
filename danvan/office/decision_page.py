"""The page of one decision: in three steps with its preview while it is drafted, to read and print afterwards."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from danvan.accounts.access import Action, may
from danvan.accounts.http import SignedInRequest
from danvan.accounts.models import User
from danvan.decisions.actions import Words, may_draft
from danvan.decisions.enums import CertificateState, DecisionKind, DecisionState, Layout
from danvan.decisions.models import Decision, DecisionItem
from danvan.decisions.printed import achieved
from danvan.decisions.workflow import DECISION_LIFE
from danvan.kit import codes, dates
from danvan.ledger.models import Event
from danvan.office import picking
from danvan.office.decision_list import STATE_KINDS
from danvan.office.drafting import Unsaved
from danvan.office.forms_decisions import WordsForm
from danvan.office.frame import page
from danvan.papers.certificate import BATCH
from danvan.papers.decision import sheet
from danvan.papers.render import why_off


@dataclass(frozen=True)
class Difference:
    """A field that someone else changed meanwhile: what was typed here, and what stands now."""

    label: str
    mine: str
    theirs: str


def load(user: User, pk: int) -> Decision:
    """The decision in this person's reach with its list, or 404."""
    lines = DecisionItem.objects.select_related("dossier__unit", "dossier__theme", "certificate").order_by("order")
    found = Decision.objects.for_user(user).select_related("unit", "campaign", "stage")
    return get_object_or_404(found.prefetch_related(Prefetch("items", queryset=lines)), pk=pk)


def show(request: SignedInRequest, decision: Decision, at: datetime, *, kept: Unsaved | None = None) -> HttpResponse:
    """The page that fits the decision's state and the person's rights; ``kept`` is what could not be saved."""
    drafting = decision.state == DecisionState.DRAFT and may_draft(
        request.user, decision.unit, archive=decision.is_archive
    )
    context = _common(decision)
    if drafting:
        context |= _drafting(request, decision, at, kept or Unsaved("", WordsForm(decision)))
    else:
        context |= _reading(decision)
    template = "decision_draft" if drafting else "decision_detail"
    return page(request, f"office/{template}.html", context, here="decisions", status=422 if kept else 200)


def _common(decision: Decision) -> dict[str, Any]:
    state = DecisionState(decision.state)
    items = list(decision.items.all())
    return {
        "decision": decision, "count": len(items), "off": why_off(), "state_kind": STATE_KINDS[state],
        "state_label": state.label, "papers": _papers(decision),
    }  # fmt: skip


def _papers(decision: Decision) -> str:
    return "giấy khen" if decision.kind == DecisionKind.COMMEND else "giấy công nhận"


def _drafting(request: SignedInRequest, decision: Decision, at: datetime, kept: Unsaved) -> dict[str, Any]:
    form = kept.form or WordsForm(decision)
    stale = form.is_bound and str(form.data.get("edition")) != str(decision.edition)
    changed = differences(form, decision) if stale else []
    if stale:
        form.data = {**form.data, "edition": decision.edition}  # saving again now overwrites knowingly
    items = list(decision.items.all())
    ticked = {item.dossier_id for item in items} if kept.ticked is None else kept.ticked
    shown = previewed(decision, form.readable_words())
    steps = DECISION_LIFE.open_to(request.user, decision)
    return {
        "form": form, "differences": changed, "picks": picking.picks(decision, request.user, ticked),
        "checks": picking.checks(shown, at), "steps": steps, "saved": last_saved(decision),
        "sheet": sheet(shown, items), "layout": "party" if shown.layout == Layout.PARTY_36 else "state",
        "may_issue": may(request.user, Action.ISSUE, decision.unit),
    }  # fmt: skip


def previewed(decision: Decision, words: Words | None) -> Decision:
    """The decision as it would read with these words, for the preview only."""
    shown = copy(decision)
    for part in fields(words) if words else ():
        setattr(shown, part.name, getattr(words, part.name))
    return shown


def differences(form: WordsForm, now: Decision) -> list[Difference]:
    """Where what was typed and what stands now do not say the same."""
    found = []
    for name, field in form.fields.items():
        mine, theirs = _spoken(name, form[name].value()), _spoken(name, getattr(now, name))
        if name != "edition" and mine != theirs:
            found.append(Difference(str(field.label), mine, theirs))
    return found


def _spoken(name: str, value: Any) -> str:
    if name == "layout":
        return str(dict(Layout.choices).get(value, value))
    if name == "signed_on" and value and not isinstance(value, str):
        return dates.plain(value)
    return str(value or "").replace("\r\n", "\n").strip()


def last_saved(decision: Decision) -> Event | None:
    """The newest event on the draft: who saved it, and when."""
    subject = Event.subject_of(decision)
    return Event.objects.filter(subject=subject).select_related("actor").order_by("-pk").first()


def _reading(decision: Decision) -> dict[str, Any]:
    rows = [_row(item) for item in decision.items.all()]
    given = sum(bool(row["certificate"]) for row in rows)
    files = range(1, -(-given // BATCH) + 1)
    return {
        "facts": _facts(decision), "rows": rows, "given": given,
        "files": [{"part": part, "label": _part(part, given, len(files))} for part in files],
    }  # fmt: skip


def _part(part: int, given: int, files: int) -> str:
    if files == 1:
        return f"Tải cả {given} giấy"
    return f"Giấy {(part - 1) * BATCH + 1}–{min(part * BATCH, given)}"


def _row(item: DecisionItem) -> dict[str, Any]:
    frozen, dossier = bool(item.title), item.dossier
    certificate = getattr(item, "certificate", None)
    holder = (item.holder_name or item.unit_name) if frozen else (dossier.holder_name or dossier.unit_name)
    return {
        "order": item.order, "title": item.title or dossier.title, "dossier": item.dossier_id, "holder": holder,
        "unit": item.unit_name if frozen else dossier.unit_name, "kind": dossier.get_holder_kind_display(),
        "result": achieved(item), "certificate": certificate,
        "code": codes.shown(certificate.code) if certificate else "",
        "void": certificate is not None and certificate.state != CertificateState.VALID,
    }  # fmt: skip


def _facts(decision: Decision) -> list[dict[str, str]]:
    day = decision.date_text or (dates.short(decision.signed_on) if decision.signed_on else "")
    signer = ", ".join(part for part in (decision.capacity, decision.signer_title, decision.signer_name) if part)
    pairs = {
        "Số, ký hiệu": decision.number or "Chưa rõ số", "Ngày ban hành": day, "Cơ quan ban hành": decision.body,
        "Người ký": signer, "Loại": decision.get_kind_display(), "Thể thức": decision.get_layout_display(),
        "Đợt thi đua": decision.campaign.name if decision.campaign else "",
    }  # fmt: skip
    return [{"label": label, "value": value} for label, value in pairs.items() if value]
