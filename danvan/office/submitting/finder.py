"""The page on which candidates for commendation are found: figures with what proves them, and rows to tick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.forms import BoundField
from django.http import QueryDict
from django.urls import reverse

from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.decisions.models import Submission
from danvan.dossiers.results import COUNTING, Measure, measures
from danvan.office.submitting.forms import FinderForm, ProposeForm, drawn
from danvan.office.submitting.scopes import Scope, deciders, dossiers_of, forms_for, scopes
from danvan.reports.eligible import Candidate, Found, Proof, Sum, Wanted, eligible

FIRST = 25  # candidates that stand open on the page; the others are folded under them
MOST = 200  # candidates shown to be ticked; more are counted and the search is narrowed


@dataclass(frozen=True)
class Year:
    """One recognition of a row: the year, the model, and where both can be read."""

    year: int
    title: str
    url: str
    decided: str
    decided_url: str
    result: str
    marks: str
    groups: list[int]


@dataclass(frozen=True)
class Row:
    """One candidate as it is drawn, with its fields where it may be ticked."""

    name: str
    unit: str
    kind: str
    is_kept: bool
    times: str
    registered: int
    registered_url: str
    years: list[Year]
    given: list[dict[str, str]]
    asked: list[dict[str, str]]
    namesakes: str
    tick: BoundField | None = None
    form: BoundField | None = None


@dataclass(frozen=True)
class Search:
    """What was looked for and what was found."""

    form: FinderForm
    reviews: list[Scope]
    scope: Scope
    wanted: Wanted
    found: Found
    free: list[Candidate]
    commended: list[Candidate]

    @property
    def query(self) -> str:
        """The search as it stands in an address."""
        return self.form.data.urlencode() if isinstance(self.form.data, QueryDict) else ""


def search(user: User, data: QueryDict) -> Search | None:
    """What is asked for in the address, found; nothing where this person proposes nobody."""
    reviews = scopes(user)
    form = FinderForm(data, reviews)
    scope = form.scope(reviews)
    if scope is None:
        return None
    wanted = form.wanted(scope)
    found = eligible(dossiers_of(scope, user), wanted)
    commended = [one for one in found.candidates if one.given]
    return Search(form, reviews, scope, wanted, found, [one for one in found.candidates if not one.given], commended)


def proposing(
    asked: Search, user: User, today: date, submission: Submission | None, data: QueryDict | None = None
) -> ProposeForm:
    """The rows that may be ticked, as a form; for a draft at hand, its own unit decides."""
    units = [submission.unit] if submission else deciders(asked.scope, user, today)
    return ProposeForm(data, units, forms_for(units, today), asked.free[:MOST])


def context(asked: Search, form: ProposeForm, submission: Submission | None) -> dict[str, Any]:
    """Everything the page shows."""
    by = measures(proof.version_id for one in asked.found.candidates for proof in one.proofs)
    wanted = asked.wanted
    rows = [_row(one, by, form) for one in asked.free[:MOST]]
    return {
        "asking": drawn(asked.reviews, asked.scope, wanted, asked.found.themes), "form": form,
        "scope": asked.scope.name,
        "years": f"{wanted.first}–{wanted.last}" if wanted.last > wanted.first else str(wanted.last),
        "total": _figures(asked.found.total), "campaigns": _by_campaign(asked), "themes": _by_theme(asked),
        "rows": rows[:FIRST], "rest": rows[FIRST:], "count": len(asked.free), "more": len(asked.free) - len(rows),
        "most": MOST,
        "commended": [_row(one, by, None) for one in asked.commended], "query": asked.query,
        "submission": submission, "unit_name": asked.scope.unit.name,
    }  # fmt: skip


def _figures(total: Sum) -> list[dict[str, Any]]:
    labels = {"registered": "lượt đăng ký", "recognised": "được công nhận", "commended": "đã khen thưởng"}
    return [
        {
            "value": sum(both), "label": label, "collective": both[0], "individual": both[1],
            "url": "#da-khen" if name == "commended" and sum(both) else "",
        }
        for name, label in labels.items() if (both := getattr(total, name)) is not None
    ]  # fmt: skip


def _by_campaign(asked: Search) -> list[dict[str, Any]]:
    here = reverse("office:dossiers")
    rows = []
    for one in asked.found.by_campaign:
        every = f"{here}?{urlencode({'dot': one.ref})}"
        recognised = f"{here}?{urlencode({'dot': one.ref, 'trang-thai': 'CONG-NHAN'})}"
        rows.append(_sums(one, every, recognised))
    return [*rows, _sums(asked.found.total, "", "")]


def _by_theme(asked: Search) -> list[dict[str, Any]]:
    kept = {"xet": asked.scope.word, "n": str(asked.wanted.last - asked.wanted.first + 1), "nam": asked.wanted.last}
    here = reverse("office:commend")
    rows = [
        _sums(one, "", f"{here}?{urlencode({**kept, 'linh-vuc': one.ref})}#danh-sach" if one.ref else "")
        for one in asked.found.by_theme
    ]
    return [*rows, _sums(asked.found.total, "", "")]


def _sums(one: Sum, every: str, recognised: str) -> dict[str, Any]:
    return {
        "label": one.label, "registered": sum(one.registered), "url": every, "recognised": sum(one.recognised),
        "recognised_url": recognised, "collective": one.recognised[0], "individual": one.recognised[1],
        "commended": sum(one.commended),
    }  # fmt: skip


def _row(one: Candidate, by: Mapping[int, Measure], form: ProposeForm | None) -> Row:
    query = urlencode({"q": one.name, "don-vi": one.unit_name})
    pk, years = one.latest.dossier, one.years
    is_title = one.key.track != Track.MODEL
    return Row(
        name=one.name, unit=one.unit_name if one.unit_name != one.name else "",
        kind="Danh hiệu" if is_title else "Cá nhân" if one.is_individual else "Tập thể",
        is_kept=any(proof.is_kept for proof in one.proofs), times=f"{len(years)} năm",
        registered=one.registered, registered_url=f"{reverse('office:dossiers')}?{query}",
        years=[_year(proof, by) for proof in one.proofs],
        given=_papers("office:decision", one.given), asked=_papers("office:submission", one.asked),
        namesakes=", ".join(one.namesakes),
        tick=form[f"chon-{pk}"] if form else None, form=form[f"hinh-thuc-{pk}"] if form else None,
    )  # fmt: skip


def _year(proof: Proof, by: Mapping[int, Measure]) -> Year:
    measure = by.get(proof.version_id or 0, COUNTING)
    return Year(
        proof.year, proof.title, reverse("office:dossier", args=[proof.dossier]), proof.recognised_by,
        reverse("office:decision", args=[proof.decision]) if proof.decision else "",
        measure.words(proof.marks, proof.points, proof.grade), "" if measure.by_points else proof.marks, measure.sizes,
    )  # fmt: skip


def _papers(name: str, papers: Iterable[Any]) -> list[dict[str, str]]:
    return [
        {"label": ", ".join(filter(None, [paper.award, paper.reference])), "url": reverse(name, args=[paper.pk])}
        for paper in papers
    ]


def dossiers_in_order(chosen: Sequence[int], found: Iterable[Any]) -> list[Any]:
    """The dossiers of these keys in this order."""
    by_pk = {one.pk: one for one in found}
    return [by_pk[pk] for pk in chosen if pk in by_pk]
