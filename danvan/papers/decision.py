"""A decision with its attached list, in the layout prescribed for its kind and day."""

from __future__ import annotations

from collections.abc import Sequence

from danvan.decisions.enums import DecisionState
from danvan.decisions.kinds import base_kind
from danvan.decisions.models import Decision, DecisionItem
from danvan.decisions.wording import filled, period, tally
from danvan.papers.attached import attached
from danvan.papers.heads import short_body
from danvan.papers.official import Official, Plain, official
from danvan.papers.paper import Paper, paper
from danvan.papers.profiles import is_party


def sheet(decision: Decision, items: Sequence[DecisionItem]) -> Official:
    """What the decision says, with the counts of its list written into the articles."""
    years = period(decision.campaign, decision.stage)
    articles = filled(decision.articles, tally(item.dossier for item in items), base_kind(decision), years)
    authority, formula = _formula(decision) if articles.strip() else ("", "")
    is_draft = decision.state == DecisionState.DRAFT
    return official(Plain(
        layout=decision.layout, body=decision.body, type_name="QUYẾT ĐỊNH", summary=decision.summary,
        superior_body=decision.superior_body, number=decision.number, kind="QĐ", place=decision.place,
        signed_on=decision.signed_on, date_text=decision.date_text, year=decision.created_at.year,
        bases=decision.bases, authority=authority, formula=formula, text=articles, capacity=decision.capacity,
        signer_title=decision.signer_title, signer_name=decision.signer_name, recipients=decision.recipients,
        is_draft=is_draft, is_copy=decision.is_archive, note=_note(decision),
    ))  # fmt: skip


def decision_paper(decision: Decision, items: Sequence[DecisionItem]) -> Paper:
    """The decision and its list, with "DỰ THẢO" across every page until it is issued."""
    page = sheet(decision, items)
    rows = attached(decision, items, page.profile) if items else None
    context = {"page": page, "rows": rows, "title": decision.reference}
    return paper("decision", context, css=("decision",), filename=filename(decision), layout=page.profile)


def filename(decision: Decision) -> str:
    """The name to save it under: quyet-dinh-86-qd-hu.pdf, or the draft's own number while it has none."""
    return f"{basename(decision)}.pdf"


def basename(decision: Decision) -> str:
    """The name to save a decision under, whatever the kind of file."""
    return f"quyet-dinh-{decision.number_key or f'du-thao-{decision.pk}'}"


def _formula(decision: Decision) -> tuple[str, str]:
    """Who decides: one line under the bases in Party papers; else the authority above them, "QUYẾT ĐỊNH:" below."""
    if is_party(decision.layout):
        return "", f"{short_body(decision.body)} quyết định".upper()
    capacity = decision.capacity.upper()
    chair = "CHỦ TỊCH " if capacity.endswith("CHỦ TỊCH") and "TM" not in capacity else ""
    return f"{chair}{decision.body.upper()}", "QUYẾT ĐỊNH:"


def _note(decision: Decision) -> str:
    """What keeps a print-out from passing for the signed paper."""
    if decision.is_archive:
        return "Bản trích ghi lại từ văn bản cũ, không thay bản chính."
    return "Dữ liệu minh họa." if decision.is_illustrative else ""
