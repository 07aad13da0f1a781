"""A decision with its attached list, in the Party layout (36-HD/VPTW) or the State layout (Decree 30)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from danvan.decisions.enums import DecisionState
from danvan.decisions.models import Decision, DecisionItem
from danvan.decisions.wording import filled, period, tally
from danvan.kit import vi
from danvan.papers.attached import attached
from danvan.papers.heads import Head, head, short_body, unbroken
from danvan.papers.paper import Paper, paper

_ARTICLE = re.compile(r"^(Điều\s+\d+)\s*[.:]\s*(.*)$", re.IGNORECASE)
_ENDS = " ;.,"


@dataclass(frozen=True)
class Article:
    """One paragraph of the deciding part: "Điều 1." in bold and what follows, or a plain paragraph."""

    label: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """The first pages of a decision, ready to print or to show as a preview."""

    head: Head
    summary: str
    bases: tuple[str, ...]
    formula: tuple[str, ...]
    articles: tuple[Article, ...]
    recipients: tuple[str, ...]
    is_draft: bool
    note: str

    @property
    def has_foot(self) -> bool:
        """Is there anything to print at the foot? An extract from an old book often has neither signer nor copies."""
        return self.is_draft or bool(self.recipients or self.head.signer or self.head.capacity)


def sheet(decision: Decision, items: Sequence[DecisionItem]) -> Sheet:
    """What the decision says, with the counts of its list written into the articles."""
    top = head(decision)
    years = period(decision.campaign, decision.stage)
    articles = filled(decision.articles, tally(item.dossier for item in items), decision.kind, years)
    return Sheet(
        head=top, summary=unbroken(decision.summary), bases=_bases(decision.bases, last="," if top.is_party else "."),
        formula=_formula(decision, top) if articles.strip() else (),
        articles=tuple(_article(line) for line in _lines(unbroken(articles))),
        recipients=_ended(_lines(decision.recipients), last="."), is_draft=decision.state == DecisionState.DRAFT,
        note=_note(decision),
    )  # fmt: skip


def decision_paper(decision: Decision, items: Sequence[DecisionItem]) -> Paper:
    """The decision and its list, with "DỰ THẢO" across every page until it is issued."""
    top, rows = sheet(decision, items), attached(decision, items)
    layout = "party" if top.head.is_party else "state"
    return paper(
        "decision", {"page": top, "rows": rows if items else None, "layout": layout, "title": decision.reference},
        css=("decision", f"decision_{layout}"), filename=filename(decision),
    )  # fmt: skip


def filename(decision: Decision) -> str:
    """The name to save it under: quyet-dinh-86-qd-hu.pdf, or the draft's own number while it has none."""
    return f"quyet-dinh-{decision.number_key or f'du-thao-{decision.pk}'}.pdf"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _ended(lines: Sequence[str], *, last: str) -> tuple[str, ...]:
    """Each line with a semicolon, the last with its own mark, whatever was typed; dashes belong to the layout."""
    bare = [line.lstrip("-–+ ").rstrip(_ENDS) for line in lines]
    return tuple(f"{line}{last if place == len(bare) else ';'}" for place, line in enumerate(bare, 1))


def _bases(text: str, *, last: str) -> tuple[str, ...]:
    return _ended(_lines(unbroken(text)), last=last)


def _article(line: str) -> Article:
    found = _ARTICLE.match(line)
    return Article(f"{vi.capfirst_vi(found[1])}.", found[2]) if found else Article("", line)


def _formula(decision: Decision, top: Head) -> tuple[str, ...]:
    """Who decides: one line in Party papers, the authority and "QUYẾT ĐỊNH:" below it in State papers."""
    if top.is_party:
        return (f"{short_body(decision.body)} quyết định".upper(),)
    chair = "CHỦ TỊCH " if top.capacity.endswith("CHỦ TỊCH") and "TM" not in top.capacity else ""
    return (f"{chair}{decision.body.upper()}", "QUYẾT ĐỊNH:")


def _note(decision: Decision) -> str:
    """What keeps a print-out from passing for the signed paper."""
    if decision.is_archive:
        return "Bản trích ghi lại từ văn bản cũ, không thay bản chính."
    return "Dữ liệu minh họa." if decision.is_illustrative else ""
