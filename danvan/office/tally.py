"""What stands above and beside the rows of a scorecard: the total, one strip a voice, the groups, what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from danvan.criteria.models import CriteriaGroup
from danvan.criteria.scoring import Verdict
from danvan.dossiers.blind import AnyScore
from danvan.dossiers.enums import CardState, Voice
from danvan.dossiers.results import HALF, need
from danvan.dossiers.scores import differing, rule_of, verdict_from
from danvan.office.folder import Folder
from danvan.office.forms_cards import shown_points
from danvan.office.sheet import TONES, Row, mark_of


@dataclass(frozen=True)
class Total:
    """The total of the page's voice against the threshold, in figures and in words."""

    figure: str
    of: str
    done: int
    whole: int
    threshold: int
    left: int
    need: str
    reached: bool
    bar: str  # the threshold as people write it
    grade: str = ""  # the class that the points reach, once everything is judged
    note: str = ""  # bonus points and caps, in words


@dataclass(frozen=True)
class ScoreLine:
    """The strip of one voice."""

    label: str
    marks: str
    tone: str
    diff: Sequence[int]
    note: str
    points: str = ""  # "97/100" on a list by points


@dataclass(frozen=True)
class Group:
    """One group of criteria with its rows."""

    anchor: str
    title: str
    marks: str
    count: str
    rows: Sequence[Row]
    points: str = ""


def total(folder: Folder, voice: str) -> Total:
    """How far the card of this voice has come."""
    result = verdict_from(list(folder.criteria), dict(folder.said(voice)), rule_of(folder.version))
    whole = folder.measure.whole(result.marks)
    if folder.by_points:
        figure, of, reached = shown_points(result.points), shown_points(whole), result.points
    else:
        figure, of = str(result.passed), shown_points(whole)
        reached = result.threshold - result.needed if result.needed else Decimal(result.passed)
        whole = Decimal(result.count)
    return Total(
        figure=figure, of=of, done=int(reached), whole=int(whole), threshold=int(result.threshold),
        left=result.unscored, need=need(result, by_points=folder.by_points),
        reached=not result.needed and not _blocked(folder, result), bar=shown_points(result.threshold),
        grade=result.grade, note=_beside(folder, voice) if folder.by_points else "",
    )  # fmt: skip


def _beside(folder: Folder, voice: str) -> str:
    """The bonus points that count, the caps, and what a full grain means."""
    said, version = folder.said(voice), folder.version
    bonus = [criterion.pk for criterion in folder.criteria if criterion.is_bonus]
    earned = sum(((said[pk].points or Decimal(0)) for pk in bonus if pk in said), Decimal(0))
    parts = []
    if bonus:
        counted = earned if version.bonus_cap is None else min(earned, version.bonus_cap)
        limit = "" if version.bonus_cap is None else f" (tối đa {shown_points(version.bonus_cap)})"
        parts.append(f"Gồm {shown_points(counted)} điểm thưởng{limit}")
    if version.points_cap is not None:
        parts.append(f"{'cả' if parts else 'Cả'} phiếu tối đa {shown_points(version.points_cap)} điểm")
    told = "; ".join(parts)
    return f"{told}. {HALF}" if told else HALF


def _blocked(folder: Folder, result: Verdict) -> bool:
    return folder.version.no_veto_fail and bool(result.vetoes)


def score_lines(folder: Folder, *, recognised: bool) -> list[ScoreLine]:
    """One strip a voice in their order; what may not be read is drawn as not scored."""
    found: list[ScoreLine] = []
    before: Mapping[int, AnyScore] = {}
    for voice in folder.voices:
        card, said = folder.cards.get(voice), folder.said(voice)
        marks = card.marks if card is not None and voice in folder.readable else "." * len(folder.criteria)
        diff = [line.order - 1 for line in differing(list(folder.criteria), dict(before), dict(said))]
        gold = recognised and card is not None and card.is_final
        open_to_all = card.points if card is not None and voice in folder.readable else None
        note, points = _note(folder, voice, diff), folder.measure.total(marks, open_to_all)
        found.append(ScoreLine(folder.labels[voice], marks, "gold" if gold else TONES[voice], diff, note, points))
        before = said if set(marks) - {"."} else before
    return found


def _note(folder: Folder, voice: Voice, diff: Sequence[int]) -> str:
    card = folder.cards.get(voice)
    if card is None or voice not in folder.readable:
        return ""
    left = folder.measure.still_open(card.marks) if card.state != CardState.SIGNED else 0
    parts = [
        card.grade if card.state == CardState.SIGNED else "",
        f"{len(diff)} chỗ lệch" if diff else "",
        f"còn {left}" if left and left < len(card.marks) else "",
    ]
    return ", ".join(filter(None, parts))


def groups(folder: Folder, voice: str, rows: Sequence[Row]) -> list[Group]:
    """The rows by group, in official order."""
    by_pk = {criterion.pk: criterion for criterion in folder.criteria}
    found = []
    for place, (group, together) in enumerate(groupby(rows, key=lambda row: by_pk[row.pk].group), 1):
        inside = list(together)
        marks = "".join(mark_of(row) for row in inside)
        points = _points(folder, voice, inside)
        count = _earned(points, inside) if points else _count(marks)
        found.append(Group(f"nhom-{place}", _title(group), marks, count, inside, points))
    return found


def _title(group: CriteriaGroup | None) -> str:
    return str(group) if group else "Các tiêu chí"


def _count(marks: str) -> str:
    left = marks.count(".")
    words = f"{marks.count('Y')}/{len(marks) - marks.count('A')} đạt"
    return f"{words}, còn {left}" if left else words


def _points(folder: Folder, voice: str, rows: Sequence[Row]) -> str:
    """The points of a group, "12/20"; empty where criteria are counted."""
    if not folder.by_points:
        return ""
    said, weights = folder.said(voice), folder.measure.weights
    sum_of = sum(((said[row.pk].points or Decimal(0)) for row in rows if row.pk in said), Decimal(0))
    most = [weights[row.number - 1] or Decimal(0) for row in rows if mark_of(row) != "A"]
    return f"{shown_points(sum_of)}/{shown_points(sum(most, Decimal(0)))}"


def _earned(points: str, rows: Sequence[Row]) -> str:
    left = sum(row.is_open for row in rows)
    return f"{points} điểm" + (f", còn {left}" if left else "")


def group_sizes(all_groups: Sequence[Group]) -> list[int]:
    """The gaps of the strips."""
    return [len(group.rows) for group in all_groups]
