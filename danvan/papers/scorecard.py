"""The scorecard of one dossier: A4 landscape, every criterion with what each voice found and what proves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from danvan.criteria.enums import Result, ScoringMode
from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.dossiers.cards import Score, Scorecard
from danvan.dossiers.enums import CardState, Voice
from danvan.dossiers.models import Dossier
from danvan.dossiers.results import Measure, counted, measure
from danvan.dossiers.scores import criteria_of, differing, scores_of
from danvan.dossiers.voices import label, voices
from danvan.kit import dates, numbers
from danvan.kit.vi import slug
from danvan.papers.paper import Paper, paper

_SIGNS = {Result.MET: "Đ", Result.NOT_MET: "K", Result.NOT_APPLICABLE: "KA", "": ""}
_TONES = {Voice.SELF: "ink", Voice.SUPERIOR: "cham", Voice.PROVINCE: "red"}


@dataclass(frozen=True)
class Column:
    """One voice: its name, its strip and total, and who signed it when."""

    label: str
    tone: str
    marks: str
    signed: str
    total: str
    grade: str = ""


@dataclass(frozen=True)
class Cell:
    """What one voice found on one criterion; ``failed`` is circled."""

    text: str
    failed: bool = False


@dataclass(frozen=True)
class Row:
    """One criterion, or the heading of a group with its own counts."""

    number: str
    text: str
    cells: tuple[Cell, ...]
    proof: str = ""
    note: str = ""
    is_group: bool = False
    is_disputed: bool = False
    is_veto: bool = False


@dataclass(frozen=True)
class Form:
    """The whole sheet, ready to print."""

    unit: str
    superior: str
    title: str
    scope: str
    source: str
    groups: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    threshold: str
    by_points: bool
    is_draft: bool


def scorecard_paper(dossier: Dossier) -> Paper | None:
    """The sheet of a dossier, or nothing while no card was opened; a superior's card is shown once it is signed."""
    cards = {
        card.voice: card for card in dossier.cards.select_related("version__criteria_set", "signed_by")
        if card.voice == Voice.SELF or card.state == CardState.SIGNED
    }  # fmt: skip
    if not cards:
        return None
    form = _form(dossier, cards)
    name = f"phieu-cham-{dossier.pk}-{slug(dossier.unit_name, 40)}.pdf"
    return paper("scorecard", {"form": form, "title": form.title}, css=("scorecard",), filename=name)


def _form(dossier: Dossier, cards: Mapping[str, Scorecard]) -> Form:
    version = next(iter(cards.values())).version
    criteria, order = criteria_of(version), voices(dossier)
    by = measure(version, criteria)
    for criterion in criteria:
        criterion.version = version  # read already
    scores = {voice: scores_of(card) for voice, card in cards.items()}
    return Form(
        unit=dossier.unit_name, superior=dossier.superior_name, title=_title(dossier),
        scope=dossier.title if dossier.is_model else "", source=_source(version), groups=tuple(by.sizes),
        columns=tuple(_column(dossier, voice, cards.get(voice), by) for voice in order),
        rows=tuple(_rows(dossier, criteria, [(voice, scores.get(voice)) for voice in order])),
        threshold=_threshold(version), by_points=by.by_points,
        is_draft=cards.get(Voice.SELF) is None or cards[Voice.SELF].is_open,
    )  # fmt: skip


def _title(dossier: Dossier) -> str:
    return f"{dossier.get_track_display()}, năm {dossier.year}"


def _source(version: CriteriaVersion) -> str:
    sample = ". Bộ tiêu chí mẫu (minh họa), không phải bộ tiêu chí chính thức" if version.is_sample else ""
    return f"{version.criteria_set.name}, phiên bản {version.label}{sample}."


def _threshold(version: CriteriaVersion) -> str:
    if version.mode == ScoringMode.POINTS:
        caps = ((version.points_cap, "cả phiếu"), (version.bonus_cap, "điểm thưởng"))
        told = [f"{what} tối đa {numbers.short(cap)}" for cap, what in caps if cap is not None]
        return ", ".join([f"ngưỡng {numbers.short(version.min_points or 0)} điểm", *told])
    return f"ngưỡng {version.min_passed}"


def _column(dossier: Dossier, voice: str, card: Scorecard | None, by: Measure) -> Column:
    name, tone = label(dossier, voice), _TONES[Voice(voice)]
    if card is None:
        return Column(name, tone, "", "", "")
    total = by.total(card.marks, card.points) or counted(card.marks).partition(" ")[0]
    signed = ""
    if card.signed_at:
        signed = f"Ký trên cổng ngày {dates.short(timezone.localdate(card.signed_at))}, {card.signed_by}"
    return Column(name, tone, card.marks, signed, total, card.grade if card.signed_at else "")


Voiced = Sequence[tuple[str, dict[int, Score] | None]]


def _rows(dossier: Dossier, criteria: list[Criterion], voiced: Voiced) -> list[Row]:
    proofs: dict[int | None, list[str]] = {}
    for file in dossier.evidence.filter(removed_at__isnull=True).order_by("pk"):
        proofs.setdefault(file.criterion_id, []).append(file.name)
    disputed = _disputed(criteria, voiced)
    rows: list[Row] = []
    group = None
    for criterion in criteria:
        if criterion.group is not None and criterion.group != group:
            group = criterion.group
            members = [one for one in criteria if one.group_id == criterion.group_id]
            rows.append(_group_row(group.numeral, group.title, members, voiced))
        rows.append(_row(dossier, criterion, voiced, proofs.get(criterion.pk, []), disputed=criterion.pk in disputed))
    return rows


def _disputed(criteria: list[Criterion], voiced: Voiced) -> set[int]:
    """The criteria on which any two voices differ."""
    known = [scores for _, scores in voiced if scores]
    pairs = zip(known, known[1:], strict=False)
    return {criterion.pk for one, other in pairs for criterion in differing(criteria, one, other)}


def _group_row(numeral: str, title: str, members: Sequence[Criterion], voiced: Voiced) -> Row:
    cells = []
    for _, scores in voiced:
        if scores and members[0].version.mode == ScoringMode.POINTS:
            cells.append(Cell(_of_group(members, scores)))
            continue
        met = sum(scores[c.pk].result == Result.MET for c in members if c.pk in scores) if scores else 0
        cells.append(Cell(f"{met}/{len(members)}" if scores else ""))
    return Row(numeral, title, tuple(cells), is_group=True)


def _of_group(members: Sequence[Criterion], scores: Mapping[int, Score]) -> str:
    """The points of a group, of the most there are in it: bonus lines and what does not apply aside."""
    said = [(line, scores.get(line.pk)) for line in members]
    earned = sum(((score.points if score else None) or Decimal(0) for _, score in said), Decimal(0))
    base = [line.weight for line, score in said if not line.is_bonus and not (score and _is_absent(score))]
    return f"{numbers.short(earned)}/{numbers.short(sum(base, Decimal(0)))}"


def _is_absent(score: Score) -> bool:
    return score.result == Result.NOT_APPLICABLE


def _row(dossier: Dossier, criterion: Criterion, voiced: Voiced, files: list[str], *, disputed: bool) -> Row:
    lines = [(voice, scores.get(criterion.pk) if scores else None) for voice, scores in voiced]
    own = next((score.note for voice, score in lines if voice == Voice.SELF and score), "")
    reasons = [
        f"{label(dossier, voice)}: {score.note}" for voice, score in lines
        if voice != Voice.SELF and score and score.note
    ]  # fmt: skip
    return Row(
        number=str(criterion.order), text=_text(criterion), cells=tuple(_cell(score) for _, score in lines),
        proof="; ".join([*files, *([own] if own else [])]), note=" ".join(reasons), is_disputed=disputed,
        is_veto=criterion.is_veto,
    )  # fmt: skip


def _text(criterion: Criterion) -> str:
    """The criterion, with the most it can bring where points are given."""
    if criterion.version.mode != ScoringMode.POINTS:
        return criterion.title
    kind = "điểm thưởng, " if criterion.is_bonus else ""
    return f"{criterion.title} ({kind}tối đa {numbers.short(criterion.weight)})"


def _cell(score: Score | None) -> Cell:
    if score is None:
        return Cell("")
    if score.points is not None and not _is_absent(score):
        return Cell(numbers.short(score.points))
    return Cell(_SIGNS.get(score.result, ""), failed=score.result == Result.NOT_MET)
