"""The screen of one version, to read or to draft on: rules, groups, criteria, and what stands in the way of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from danvan.accounts.models import User
from danvan.criteria.enums import ScoringMode
from danvan.criteria.models import CriteriaGroup, CriteriaVersion, Criterion, Remark
from danvan.criteria.obstacles import Obstacle, obstacles
from danvan.criteria.remarks import remarks_by_key
from danvan.office.criteria.fields import said
from danvan.office.criteria.forms import LineForm, NewLineForm, RulesForm
from danvan.office.criteria.listing import version_row
from danvan.office.criteria.reading import facts_of, rule_facts

WIDE = frozenset({"basis", "classes", "no_veto_fail", "rescale_not_applicable", "title", "requirement", "guidance",
                  "evidence_hints", "na_condition"})  # fmt: skip
WHOLE = "tong"  # where on the page stands what belongs to no field


@dataclass(frozen=True)
class Shown:
    """A field of a form, whether it takes the whole width, and what stands in the way there."""

    field: BoundField
    wide: bool
    sentences: Sequence[str] = ()


@dataclass
class LineRow:
    """One criterion on the screen; ``elsewhere`` are the groups it may be moved to."""

    line: Criterion
    form: LineForm | None
    fields: list[Shown]
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
    new: NewLineForm | None
    sentences: Sequence[str]
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class Typed:
    """What was typed and not stored: the bound forms by their prefix, and the sentence that says why."""

    forms: Mapping[str, forms.Form] = field(default_factory=dict)
    sentence: str = ""


def context(version: CriteriaVersion, by: User, *, typed: Typed | None = None, opened: str = "") -> dict[str, Any]:
    """Everything the screen shows; ``opened`` is the id of the criterion that stands open."""
    typed = typed or Typed()
    groups, lines = list(version.groups.order_by("order")), list(version.criteria.order_by("order"))
    version.lines = len(lines)  # type: ignore[attr-defined]
    row = version_row(version, by)
    found = obstacles(version) if not version.is_issued and (row.powers.write or row.powers.issue) else []
    places: dict[str, list[str]] = defaultdict(list)
    for one in found:
        places[one.place].append(one.sentence)
    rules = typed.forms.get("qt") or RulesForm(version)
    writes = row.powers.write
    told = _groups(groups, lines, places, typed, opened, writes)
    said = remarks_by_key(version) if writes else {}
    for shown in (line for group in told for line in group.lines):
        shown.remarks = said.get(shown.line.key, [])
    return {
        "version": version, "row": row, "typed": typed, "rules": rules, "total": _total(version, lines),
        "rule_fields": [Shown(one, one.name in WIDE, places[one.name]) for one in rules] if writes else [],
        "rule_facts": rule_facts(version), "groups": told,
        "obstacles": [(anchor(one), one.sentence) for one in found], "weights": places["weights"],
        "new_group": typed.forms.get("moi") or None, "broken": [form for form in typed.forms.values() if form.errors],
    }  # fmt: skip


def anchor(one: Obstacle) -> str:
    """Where on the screen an obstacle is told."""
    kind, _, pk = one.place.partition("-")
    if kind in {"criterion", "group"} and pk:
        return f"{'tieu-chi' if kind == 'criterion' else 'nhom'}-{pk}"
    return f"id_qt-{one.place}" if one.place in RulesForm.base_fields else WHOLE


def _total(version: CriteriaVersion, lines: Sequence[Criterion]) -> str:
    if version.mode != ScoringMode.POINTS:
        return f"{len(lines)} tiêu chí"
    points = sum((line.weight for line in lines if not line.is_bonus), start=Decimal(0))
    bonus = sum((line.weight for line in lines if line.is_bonus), start=Decimal(0))
    return f"{len(lines)} tiêu chí, tổng {said(points)} điểm" + (f" và {said(bonus)} điểm thưởng" if bonus else "")


def _groups(
    groups: Sequence[CriteriaGroup], lines: Sequence[Criterion], places: Mapping[str, list[str]], typed: Typed,
    opened: str, writes: bool,
) -> list[GroupRow]:  # fmt: skip
    rows = []
    for group in groups:
        own = [_row(line, groups, places, typed, writes) for line in lines if line.group_id == group.pk]
        prefix = f"moi-{group.pk}"
        new = typed.forms.get(prefix) or NewLineForm(prefix=prefix)
        sentences = places.get(f"group-{group.pk}", [])
        rows.append(GroupRow(group, own, new if writes else None, sentences))  # type: ignore[arg-type]
    if loose := [_row(line, groups, places, typed, writes) for line in lines if line.group_id is None]:
        rows.append(GroupRow(None, loose, None, []))
    return _placed(rows, opened)


def _placed(rows: list[GroupRow], opened: str) -> list[GroupRow]:
    """Mark the ends, where nothing goes further up or down, and what stands open."""
    real = [row for row in rows if row.group is not None]
    if real:
        real[0].is_first = real[-1].is_last = True
    told = [line for row in real for line in row.lines]
    if told:
        told[0].is_first, told[-1].is_last = real[0].lines[:1] == told[:1], real[-1].lines[-1:] == told[-1:]
    for line in [line for row in rows for line in row.lines]:
        line.is_open = str(line.line.pk) == opened or bool(line.form and line.form.is_bound)
    return rows


def _row(
    line: Criterion, groups: Sequence[CriteriaGroup], places: Mapping[str, list[str]], typed: Typed, writes: bool
) -> LineRow:
    prefix = f"tc-{line.pk}"
    form = (typed.forms.get(prefix) or LineForm(line, prefix=prefix)) if writes else None
    fields = [Shown(one, one.name in WIDE) for one in form] if form else []
    elsewhere = [group for group in groups if group.pk != line.group_id]
    sentences = places.get(f"criterion-{line.pk}", [])
    facts = [] if writes else facts_of(line)
    return LineRow(line, form, fields, facts, notes_of(line), elsewhere, sentences, said(line.weight))  # type: ignore[arg-type]


def notes_of(line: Criterion) -> list[str]:
    """What is said of a criterion beside its title."""
    told = [("điểm liệt", line.is_veto), ("điểm thưởng", line.is_bonus), ("có thể không áp dụng", line.may_not_apply),
            ("phải có minh chứng", line.evidence_required), ("tính từ số liệu", bool(line.computed))]  # fmt: skip
    return [words for words, holds in told if holds]
