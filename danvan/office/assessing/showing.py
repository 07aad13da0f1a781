"""What each part of the minutes shows beside its form, and where one goes on from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import F, Q

from danvan.accounts.http import SignedInRequest
from danvan.assessments.models import Assessment
from danvan.assessments.queries import present_members
from danvan.office.assessing import pages, panels
from danvan.office.assessing.forms import AgendaForm, MembersForm
from danvan.office.assessing.grid import A_PAGE, ALL, ROW, VotesForm, page_of
from danvan.office.assessing.words import address
from danvan.office.campaigns import steps
from danvan.office.jots import open_jot, put_back

TEMPLATES = {
    panels.FACTS: "facts", panels.MEMBERS: "members", panels.AGENDA: "agenda", panels.VOTES: "votes",
    panels.WORDS: "words",
}  # fmt: skip
NEXT = "tiep"  # the button that stores a page of votes and opens the next


@dataclass(frozen=True)
class Asked:
    """Who looks at a part, through which form, when, and which page of it."""

    request: SignedInRequest
    form: forms.Form | None
    at: datetime
    number: int


def of(
    tab: str, assessment: Assessment, request: SignedInRequest, form: forms.Form | None, at: datetime, number: int
) -> dict[str, Any]:
    """The rest of the context of one part."""
    shown: dict[str, Callable[[Assessment, Asked], dict[str, Any]]] = {
        panels.FACTS: _facts, panels.MEMBERS: _members, panels.AGENDA: _agenda, panels.VOTES: _votes,
        panels.WORDS: _words,
    }  # fmt: skip
    return shown[tab](assessment, Asked(request, form, at, number))


def _facts(assessment: Assessment, asked: Asked) -> dict[str, Any]:
    return {"facts": pages.facts(assessment), "may_discard": asked.form is not None and assessment.moves == 0}


def _members(assessment: Assessment, asked: Asked) -> dict[str, Any]:
    rows = asked.form.rows() if isinstance(asked.form, MembersForm) else []
    return {"rows": rows, "members": list(assessment.members.order_by("order"))}


def _agenda(assessment: Assessment, asked: Asked) -> dict[str, Any]:
    if not isinstance(asked.form, AgendaForm):
        return {"groups": []}
    groups = panels.groups(assessment, asked.request.user, asked.form)
    return {"groups": groups, "ticked": sum(one.ticked for one in groups), "every": panels.EVERY}


def _votes(assessment: Assessment, asked: Asked) -> dict[str, Any]:
    ballots, number, count = page_of(assessment, asked.number)
    present = present_members(assessment).count()
    left = _left(assessment, present)
    return {
        "rows": asked.form.rows() if isinstance(asked.form, VotesForm) else [],
        "results": [] if asked.form else pages.results(assessment, ballots),
        "present": present, "left": len(left), "all": ALL, "number": number, "count": count,
        "first_left": _at_row(assessment, *left[0]) if left else "",
        "turning": _turning(assessment, number, count), "has_next": number < count,
        "members_url": address(assessment, panels.MEMBERS), "agenda_url": address(assessment, panels.AGENDA),
        "recorded": assessment.ballots.filter(in_favour__isnull=False).exists(),
    }  # fmt: skip


def _at_row(assessment: Assessment, order: int, pk: int) -> str:
    return f"{address(assessment, panels.VOTES)}&page={(order - 1) // A_PAGE + 1}#{ROW}{pk}"


def _left(assessment: Assessment, present: int) -> list[tuple[int, int]]:
    """The lines of the agenda on which not everybody present has said something."""
    whole = Q(in_favour=present - F("against") - F("blank"), in_favour__isnull=False)
    return list(assessment.ballots.exclude(whole).order_by("order").values_list("order", "pk"))


def _turning(assessment: Assessment, number: int, count: int) -> list[dict[str, Any]]:
    """The pages of the votes, each by the lines it holds."""
    total = assessment.ballots.count()
    url = address(assessment, panels.VOTES)
    return [
        {"label": f"{(one - 1) * A_PAGE + 1}–{min(one * A_PAGE, total)}", "url": f"{url}&page={one}",
         "current": one == number}
        for one in range(1, count + 1)
    ] if count > 1 else []  # fmt: skip


def _words(assessment: Assessment, asked: Asked) -> dict[str, Any]:
    user, form = asked.request.user, asked.form
    jot = open_jot(asked.request, user, jot_place(assessment, panels.WORDS), asked.at)
    if form is not None:
        put_back(form, jot)
    results = pages.results(assessment)
    steps_here = pages.steps(user, assessment)
    typed = asked.request.POST.get("note", "")[:4000] if asked.request.method == "POST" else ""
    return {
        "results": results, "summary": pages.summary(assessment, results), "typed": typed, "jot": jot,
        "missing": pages.missing(assessment, asked.at) if form is not None else [],
        "may_close": "close" in steps_here, "may_reopen": "reopen" in steps_here,
        "history": pages.history(assessment),
    }  # fmt: skip


def jot_place(assessment: Assessment, tab: str) -> str:
    """Under which name what is being typed is kept."""
    return f"assessment-{tab}:{assessment.pk}"


def field_of(form: forms.Form, place: str) -> str | None:
    """The field a refusal is shown beside: its own, or the first number of the ballot it names."""
    number = f"so-{place}-in_favour"
    return next((name for name in (place, number) if name in form.fields), None)


def stored_otherwise(form: forms.Form) -> list[steps.Kept]:
    """What is stored now where something else was typed, so that neither is lost."""
    silent = {str(form.fields[name].label) for name in ("many", "ho-so") if name in form.fields}
    return [one for one in steps.stored_otherwise(form) if one.label not in silent]


def onward(url: str, button: str, number: int) -> str:
    """Where one goes after storing: the next page of the votes, or back to the same."""
    if button == NEXT:
        return f"{url.partition('&page=')[0]}&page={number + 1}"
    return f"{url}#{button}" if button.startswith(ROW) else url
