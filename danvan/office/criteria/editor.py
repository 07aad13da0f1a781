"""The screen of one version, to read or to draft on: rules, groups, criteria, and what stands in the way of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from danvan.accounts.models import User
from danvan.criteria.enums import ScoringMode
from danvan.criteria.models import CriteriaGroup, CriteriaVersion, Criterion, Remark
from danvan.criteria.obstacles import Obstacle, obstacles
from danvan.criteria.remarks import remarks_by_key
from danvan.office.criteria import stamps
from danvan.office.criteria.boxes import Box, boxes_of
from danvan.office.criteria.fields import said
from danvan.office.criteria.forms import LineForm, NewLineForm, RulesForm, TitleForm
from danvan.office.criteria.keeping import Kept
from danvan.office.criteria.listing import version_row
from danvan.office.criteria.reading import facts_of, rule_facts
from danvan.office.criteria.writing import Done, order_of
from danvan.office.lessons_page import remarks_for

WHOLE, LIST, FILE = "tong", "nhom", "tep"  # what belongs to no field stands at the top, at the list, at the file


@dataclass(frozen=True)
class RulesRow:
    """The rules on the screen; ``said`` is the stamp of what they show, ``clash`` what someone else has stored."""

    boxes: Sequence[Box]
    said: str
    clash: Sequence[str]


@dataclass
class LineRow:
    """One criterion on the screen; ``elsewhere`` are the groups it may be moved to."""

    line: Criterion
    boxes: Sequence[Box]
    said: str
    clash: Sequence[str]
    facts: list[dict[str, str]]
    notes: list[str]
    elsewhere: list[CriteriaGroup]
    sentences: Sequence[str]
    weight: str = ""
    remarks: Sequence[Remark] = ()
    is_first: bool = False
    is_last: bool = False
    is_open: bool = False


@dataclass
class GroupRow:
    """One group on the screen, with its criteria; the lines without a group stand under none."""

    group: CriteriaGroup | None
    lines: list[LineRow]
    sentences: Sequence[str] = ()
    new: Sequence[Box] = ()
    title: Sequence[Box] = ()
    said: str = ""
    clash: Sequence[str] = ()
    is_open: bool = False
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class Screen:
    """What the rows are made of: what was typed and not stored, what stands in the way, and what may be done."""

    kept: Kept
    places: Mapping[str, list[str]]
    writes: bool
    opened: str = ""
    remarks: Mapping[str, Sequence[Remark]] = field(default_factory=dict)

    def told(self, prefix: str, shown: forms.Form, *, more: dict[str, list[str]] | None = None) -> list[Box]:
        """The fields of a form: as typed when that was not stored, otherwise as stored."""
        return boxes_of(self.kept.forms.get(prefix, shown), more=more)


def context(
    version: CriteriaVersion, by: User, *, done: Done | None = None, opened: str = "", file_error: str = ""
) -> dict[str, Any]:  # fmt: skip
    """Everything the screen shows; ``opened`` is the id of the criterion that stands open, ``file_error`` what is
    wrong with the workbook that was sent."""
    groups, lines = list(version.groups.order_by("order")), list(version.criteria.order_by("order"))
    version.lines = len(lines)  # type: ignore[attr-defined]
    row = version_row(version, by)
    found = obstacles(version) if not version.is_issued and (row.powers.write or row.powers.issue) else []
    places: dict[str, list[str]] = defaultdict(list)
    for one in found:
        places[one.place].append(one.sentence)
    writes, kept = row.powers.write, done.kept if done else Kept()
    screen = Screen(kept, places, writes, opened, remarks_by_key(version, remarks_for(by)) if writes else {})
    return {
        "version": version, "row": row, "done": done, "file_error": file_error,
        "wrong": [*(_wrong(done, lines) if done else []), *([(FILE, file_error)] if file_error else [])],
        "rules": _rules(version, screen) if writes else None, "total": _total(version, lines),
        "rule_facts": rule_facts(version), "groups": _groups(groups, lines, screen),
        "obstacles": [(anchor(one), one.sentence) for one in found], "weights": places["weights"],
        "new_group": screen.told("moi", TitleForm(prefix="moi", initial={"title": ""})) if writes else [],
        "order": stamps.of_order(order_of(version)) if writes else "",
    }  # fmt: skip


def answer(version: CriteriaVersion, by: User, done: Done, at: datetime) -> dict[str, Any]:
    """What a screen is told that stores one part by itself: what was done, what was not, what each part now says."""
    told = context(version, by, done=done)
    said = {f"tc-{row.line.pk}": row.said for group in told["groups"] for row in group.lines}
    if told["rules"] is not None:
        said["qt"] = told["rules"].said
    wrong = [sentence for _, sentence in told["wrong"]]
    return {"told": done.told, "wrong": wrong, "said": said, "saved": f"{timezone.localtime(at):%H:%M}"}


def anchor(one: Obstacle) -> str:
    """Where on the screen an obstacle is told."""
    kind, _, pk = one.place.partition("-")
    if kind in {"criterion", "group"} and pk:
        return f"{'tieu-chi' if kind == 'criterion' else 'nhom'}-{pk}"
    if one.place in RulesForm.base_fields:
        return f"id_qt-{one.place}"
    return LIST if one.place == "weights" else WHOLE


def _wrong(done: Done, lines: Sequence[Criterion]) -> list[tuple[str, str]]:
    """What could not be stored or done, each with its place on the screen."""
    told = [(WHOLE, sentence) for sentence in [done.sentence, *done.kept.lost] if sentence]
    names = {f"tc-{line.pk}": f"Tiêu chí {line.order}, " for line in lines}
    for prefix, form in done.kept.forms.items():
        if prefix in done.kept.clashes:
            told.append((f"id_{prefix}-{next(iter(form.fields))}", f"{names.get(prefix, '')}người khác vừa sửa"))
            continue
        for name, errors in form.errors.items():
            place = name if name in form.fields else next(iter(form.fields))
            label = str(form.fields[place].label).lower() if prefix in names else form.fields[place].label
            told += [(f"id_{prefix}-{place}", f"{names.get(prefix, '')}{label}: {error}") for error in errors]
    return told


def _rules(version: CriteriaVersion, screen: Screen) -> RulesRow:
    shown = RulesForm(version)
    clash = screen.kept.clashes.get("qt", ())
    return RulesRow(screen.told("qt", shown, more=dict(screen.places)), stamps.of_shown(shown), clash)


def _total(version: CriteriaVersion, lines: Sequence[Criterion]) -> str:
    if version.mode != ScoringMode.POINTS:
        return f"{len(lines)} tiêu chí"
    points = sum((line.weight for line in lines if not line.is_bonus), start=Decimal(0))
    bonus = sum((line.weight for line in lines if line.is_bonus), start=Decimal(0))
    return f"{len(lines)} tiêu chí, tổng {said(points)} điểm" + (f" và {said(bonus)} điểm thưởng" if bonus else "")


def _groups(groups: Sequence[CriteriaGroup], lines: Sequence[Criterion], screen: Screen) -> list[GroupRow]:
    rows = [_group(group, groups, lines, screen) for group in groups]
    if loose := [_line(line, groups, screen) for line in lines if line.group_id is None]:
        rows.append(GroupRow(None, loose))
    return _placed(rows)


def _group(
    group: CriteriaGroup, groups: Sequence[CriteriaGroup], lines: Sequence[Criterion], screen: Screen
) -> GroupRow:  # fmt: skip
    own = [_line(line, groups, screen) for line in lines if line.group_id == group.pk]
    row = GroupRow(group, own, screen.places.get(f"group-{group.pk}", []))
    if screen.writes:
        new, ten = f"moi-{group.pk}", f"ten-{group.pk}"
        title = TitleForm(prefix=ten, initial={"title": group.title})
        row.new, row.title = screen.told(new, NewLineForm(prefix=new)), screen.told(ten, title)
        row.said, row.clash = stamps.of_shown(title), screen.kept.clashes.get(ten, ())
        row.is_open = bool({new, ten} & set(screen.kept.forms))
    return row


def _placed(rows: list[GroupRow]) -> list[GroupRow]:
    """Mark the ends, where nothing goes further up or down."""
    real = [row for row in rows if row.group is not None]
    if real:
        real[0].is_first = real[-1].is_last = True
    told = [line for row in real for line in row.lines]
    if told:
        told[0].is_first, told[-1].is_last = real[0].lines[:1] == told[:1], real[-1].lines[-1:] == told[-1:]
    return rows


def _line(line: Criterion, groups: Sequence[CriteriaGroup], screen: Screen) -> LineRow:
    prefix = f"tc-{line.pk}"
    shown = LineForm(line, prefix=prefix) if screen.writes else None
    return LineRow(
        line=line, boxes=screen.told(prefix, shown) if shown else [], said=stamps.of_shown(shown) if shown else "",
        clash=screen.kept.clashes.get(prefix, ()), facts=[] if screen.writes else facts_of(line),
        notes=notes_of(line), elsewhere=[group for group in groups if group.pk != line.group_id],
        sentences=screen.places.get(f"criterion-{line.pk}", []), weight=said(line.weight),
        remarks=screen.remarks.get(line.key, ()),
        is_open=str(line.pk) == screen.opened or prefix in screen.kept.forms,
    )  # fmt: skip


def notes_of(line: Criterion) -> list[str]:
    """What is said of a criterion beside its title."""
    told = [("điểm liệt", line.is_veto), ("điểm thưởng", line.is_bonus), ("có thể không áp dụng", line.may_not_apply),
            ("phải có minh chứng", line.evidence_required), ("tính từ số liệu", bool(line.computed))]  # fmt: skip
    return [words for words, holds in told if holds]
