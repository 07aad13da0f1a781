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
from danvan.decisions.enums import DecisionState, Layout
from danvan.decisions.models import Decision, DecisionFile, DecisionItem
from danvan.decisions.workflow import DECISION_LIFE
from danvan.kit import dates
from danvan.ledger.models import Event
from danvan.office import picking
from danvan.office.correcting import line_forms, rows
from danvan.office.decision_list import STATE_KINDS, state_words
from danvan.office.decision_record import drafted, papers_of, reading
from danvan.office.drafting import Unsaved
from danvan.office.forms_decisions import WordsForm
from danvan.office.frame import page
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
    lines = DecisionItem.objects.select_related(
        "dossier__unit", "dossier__theme", "certificate", "ended_by", "about__decision"
    ).order_by("order")
    found = Decision.objects.for_user(user).select_related("unit__parent", "campaign", "stage", "amends__amends")
    scans = DecisionFile.objects.select_related("added_by").order_by("-pk")
    parts = Prefetch("items", queryset=lines), Prefetch("files", queryset=scans)
    return get_object_or_404(found.prefetch_related(*parts), pk=pk)


def show(request: SignedInRequest, decision: Decision, at: datetime, *, kept: Unsaved | None = None) -> HttpResponse:
    """The page that fits the decision's state and the person's rights; ``kept`` is what could not be saved."""
    drafting = decision.state == DecisionState.DRAFT and may_draft(
        request.user, decision.unit, archive=decision.is_archive
    )
    context = _common(decision)
    if drafting:
        context |= _drafting(request, decision, at, kept or Unsaved("", WordsForm(decision)))
    else:
        context |= reading(decision, request.user, at)
    template = "decision_draft" if drafting else "decision_detail"
    return page(request, f"office/{template}.html", context, here="decisions", status=422 if kept else 200)


def _common(decision: Decision) -> dict[str, Any]:
    state = DecisionState(decision.state)
    items = list(decision.items.all())
    return {
        "decision": decision, "count": len(items), "off": why_off(), "state_kind": STATE_KINDS[state],
        "state_label": state_words(decision), "papers": papers_of(decision),
    }  # fmt: skip


def _drafting(request: SignedInRequest, decision: Decision, at: datetime, kept: Unsaved) -> dict[str, Any]:
    form = kept.form or WordsForm(decision)
    stale = form.is_bound and str(form.data.get("edition")) != str(decision.edition)
    changed = differences(form, decision) if stale else []
    if stale:
        form.data = {**form.data, "edition": decision.edition}  # saving again now overwrites knowingly
    items = list(decision.items.all())
    shown = previewed(decision, form.readable_words())
    steps = DECISION_LIFE.open_to(request.user, decision)
    return {
        "form": form, "differences": changed, **_listed(request.user, decision, items, kept), **drafted(decision),
        "checks": picking.checks(shown, at), "steps": steps, "saved": last_saved(decision),
        "sheet": sheet(shown, items),
        "may_issue": may(request.user, Action.ISSUE, decision.unit),
    }  # fmt: skip


def _listed(user: User, decision: Decision, items: list[DecisionItem], kept: Unsaved) -> dict[str, Any]:
    """Step 2: the dossiers to tick, or the lines that are corrected or taken back."""
    if decision.amends is not None:
        return {"lines": rows(kept.lines or line_forms(decision, items)), "picks": None}
    ticked = {item.dossier_id for item in items} if kept.ticked is None else kept.ticked
    return {"picks": picking.picks(decision, user, ticked), "lines": None}


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
    if isinstance(value, datetime):
        return dates.spoken_moment(value)
    if name == "signed_on" and value and not isinstance(value, str):
        return dates.plain(value)
    return str(value or "").replace("\r\n", "\n").strip()


def last_saved(decision: Decision) -> Event | None:
    """The newest event on the draft: who saved it, and when."""
    subject = Event.subject_of(decision)
    return Event.objects.filter(subject=subject).select_related("actor").order_by("-pk").first()
