"""What is filled in beforehand on a board's card (điền sẵn): proposed when the page is shown, stored with the first
saving or signing, and marked until the reviewer touches it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.http import QueryDict

from danvan.accounts.models import User
from danvan.dossiers.blind import AnyScore
from danvan.dossiers.cards import Score, Scorecard
from danvan.dossiers.enums import CardState
from danvan.dossiers.filled_in import filled_in
from danvan.dossiers.scores import is_judged, rule_of, verdict_from
from danvan.dossiers.scoring import open_card, prefill
from danvan.dossiers.voices import last_voice
from danvan.office.card_page import CardPage
from danvan.office.folder import Folder
from danvan.office.forms_cards import shown_points
from danvan.office.marking import stamp
from danvan.office.sheet import Draft, Row, Table, build_rows
from danvan.office.tally import groups, score_lines, total

ALIKE = "hai người chấm khớp"


@dataclass(frozen=True)
class Proposal:
    """The lines filled in from the signed card before, by criterion id; none where nothing can be proposed."""

    source: Scorecard | None = None
    lines: Mapping[int, AnyScore] = field(default_factory=dict)
    mark: str = ""

    @property
    def stamp(self) -> str:
        """What the proposal rests on: a page that was shown another one stores nothing of it."""
        return f"{self.source.pk}.{self.source.edition}" if self.source and self.lines else ""


def mark_of(folder: Folder, voice: str) -> str:
    """The words beside a line that is filled in: “điền sẵn theo huyện”."""
    before = folder.before(voice)
    label = folder.labels[before].removesuffix(" chấm") if before else ""
    label = "tự chấm" if label == "Tự" else label
    return f"điền sẵn theo {label[0].lower()}{label[1:]}" if label else ""


def propose(folder: Folder, voice: str, rows: Sequence[Row]) -> Proposal:
    """What the voice before says on the lines that need no look of their own and nobody has judged yet.

    Two judges who work apart begin with a blank card, and what they say alike fills in the card made of both.
    """
    before = folder.before(voice)
    source = folder.cards[before] if before else None
    apart = folder.dossier.campaign.asks_two and voice == last_voice(folder.dossier)
    if before is None or not isinstance(source, Scorecard) or apart:
        return Proposal()
    said = folder.said(before)
    free = [row.pk for row in rows if not (row.to_look or row.scored or row.shut)]
    return Proposal(source, {pk: said[pk] for pk in free if pk in said and is_judged(said[pk])}, mark_of(folder, voice))


def drawn(sheet: CardPage, folder: Folder, proposal: Proposal, drafts: Mapping[int, Draft]) -> CardPage:
    """The page as if the proposal were stored: strips, totals and rows."""
    if not proposal.lines:
        return sheet
    overlaid, voice = _overlaid(folder, sheet.voice, proposal), sheet.voice
    shut = frozenset(row.pk for group in sheet.groups for row in group.rows if not row.shut)
    filled = {pk: _draft(folder.said(voice).get(pk), line) for pk, line in proposal.lines.items()}
    rows = build_rows(Table(overlaid, voice, True, {**filled, **drafts}, {}, shut))
    left = [row for row in rows if row.is_open]
    return replace(
        sheet, groups=groups(overlaid, voice, rows), total=total(overlaid, voice),
        lines=score_lines(overlaid, recognised=False), prefill=sheet.prefill if left else "",
        first_left=left[0] if left else None,
    )  # fmt: skip


def _overlaid(folder: Folder, voice: str, proposal: Proposal) -> Folder:
    """The folder with the proposal on the card of this voice; nothing of it is stored."""
    said = {**{pk: _line(line) for pk, line in proposal.lines.items()}, **_judged(folder.said(voice))}
    result = verdict_from(list(folder.criteria), said, rule_of(folder.version))
    stored = folder.cards.get(voice)
    blank = Scorecard(dossier=folder.dossier, voice=voice, version=folder.version, state=CardState.OPEN)
    card = copy(stored) if stored is not None else blank
    card.marks, card.points = result.marks, result.points
    return replace(
        folder, cards={**folder.cards, voice: card}, scores={**folder.scores, voice: said},
        readable=folder.readable | {voice},
    )  # fmt: skip


def _line(line: AnyScore) -> Score:
    return Score(criterion_id=line.criterion_id, result=line.result, points=line.points)


def _judged(said: Mapping[int, AnyScore]) -> dict[int, AnyScore]:
    return {pk: line for pk, line in said.items() if is_judged(line)}


def _draft(mine: AnyScore | None, line: AnyScore) -> Draft:
    """A line as it is proposed: typed, so to say, but not stored; a note that stands there stays."""
    return Draft(line.result, shown_points(line.points), mine.note if mine else "", stamp(mine))


def marks(sheet: CardPage, folder: Folder, proposal: Proposal) -> dict[int, str]:
    """The words beside each line that only says what was filled in, by criterion id; none on a closed card."""
    rows = [row for group in sheet.groups for row in group.rows]
    if not sheet.editable:
        return {}
    card = folder.cards.get(sheet.voice)
    stored = filled_in(card) if isinstance(card, Scorecard) and card.pk else frozenset()
    mark = proposal.mark or mark_of(folder, sheet.voice)
    found = {row.pk: mark for row in rows if mark and (row.pk in proposal.lines or row.number in stored)}
    return found | {row.pk: ALIKE for row in rows if row.alike and row.scored}


def without_untouched(data: QueryDict, folder: Folder, voice: str, proposal: Proposal) -> QueryDict:
    """What was sent, less the lines that still say what was filled in: those are stored as filled in."""
    told = data.copy()
    for pk, line in proposal.lines.items():
        shown = _draft(folder.said(voice).get(pk), line)
        sent = tuple(data.get(f"{name}-{pk}", "").strip() for name in ("kq", "diem", "ghi", "da"))
        if sent == (shown.result, shown.points, shown.note.strip(), shown.was):
            for name in ("kq", "diem", "ghi", "da"):
                told.pop(f"{name}-{pk}", None)
    return told


def take_over(folder: Folder, voice: str, proposal: Proposal, sent: QueryDict, by: User, at: datetime) -> None:
    """Store the lines that were filled in and not written on. Raises ``CannotScore``."""
    if proposal.source is None:
        return
    written = {pk for pk in proposal.lines if f"da-{pk}" in sent}
    only = [pk for pk in proposal.lines if pk not in written]
    if only:
        card = open_card(dossier=folder.dossier, voice=voice, by=by, at=at)
        prefill(card=card, source=proposal.source, by=by, at=at, only=only)
