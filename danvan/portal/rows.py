"""What a citizen reads about one model in a list: who, where, how, and by which decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from danvan.criteria.models import Theme
from danvan.dossiers.enums import Holder
from danvan.dossiers.models import Dossier
from danvan.dossiers.results import COUNTING, Measure
from danvan.portal import links
from danvan.portal.marking import excerpt, marked
from danvan.reports.readings import Reading, unallocated_name


@dataclass(frozen=True)
class PracticeRow:
    """One model of the list; ``url`` is empty while it is only registered."""

    title: SafeString
    url: str
    by: SafeString
    text: SafeString
    marks: str
    groups: list[int]
    points: str  # "97/100" on a list by points
    tone: str
    state_kind: str
    state_label: str
    notes: list[str]


def holder(dossier: Dossier) -> str:
    """Who carries the model out; the name of an individual is public only from recognition on."""
    if dossier.holder_kind == Holder.INDIVIDUAL and dossier.recognised_on is None:
        return ""
    return dossier.holder_name


def together(*names: str) -> str:
    """Names in one line, each once: some units register under their own name."""
    return ", ".join(dict.fromkeys(name for name in names if name))


def icon(theme: Theme | None) -> str:
    """The glyph of a theme: the code without its scheme."""
    return theme.code.partition("-")[2] if theme else ""


def state_of(dossier: Dossier) -> tuple[str, str]:
    """How the standing of a model is drawn, and its words."""
    if dossier.recognised_on:
        return "rec", f"Công nhận {dossier.recognised_on.year}"
    return "idle", f"Đăng ký {dossier.year}"


def strip_tone(is_pass: bool | None, recognised: bool) -> str:
    """Gold only with a decision in force; chàm at the threshold, ink below it (LOOK.md, "Criteria strip")."""
    return "gold" if recognised else "cham" if is_pass else "ink"


def practice_row(
    dossier: Any, words: Sequence[str], by: Mapping[int, Measure], reading: Reading = Reading.THEN
) -> PracticeRow:
    """One row of the list, with the searched words marked; the dossier carries its host's strip."""
    recognised = dossier.recognised_on is not None
    kind, label = state_of(dossier)
    who = together(holder(dossier), dossier.unit_name)
    marks = dossier.host_marks or ""
    measure = by.get(dossier.host_version or 0, COUNTING)
    return PracticeRow(
        title=marked(dossier.title, words),
        url=links.practice(dossier.pk, dossier.title) if recognised else "",
        by=marked(who, words),
        text=marked(excerpt([dossier.achieved, dossier.method], words) if recognised else "", words),
        marks=marks,
        groups=measure.sizes,
        points=measure.total(marks, dossier.host_points),
        tone=strip_tone(dossier.host_pass, dossier.host_recognised_on is not None),
        state_kind=kind,
        state_label=label,
        notes=[note for note in [*_notes(dossier), _now(dossier) if reading is Reading.NOW else ""] if note],
    )


def _now(dossier: Dossier) -> str:
    """The unit of today it counts in, where that is another or has another name."""
    present = dossier.counts_in
    if not dossier.is_allocated:
        return f"Nay tính vào {unallocated_name(present.name)}"
    same = (present.pk, present.name) == (dossier.unit_id, dossier.unit_name)
    return "" if same else f"Nay thuộc {present.name}"


def _paper(reference: str) -> str:
    """The number alone; of an old paper without one, its day."""
    number, _, day = reference.partition(", ")
    return f"Quyết định {day}" if number.endswith("(chưa rõ số)") and day else number


def _notes(dossier: Dossier) -> list[str]:
    return [
        _paper(dossier.recognised_by) if dossier.recognised_on else "",
        Holder(dossier.holder_kind).label,
        dossier.theme.short_name or dossier.theme.name if dossier.theme else "",
        "Được khen thưởng" if dossier.commended_on else "",
    ]
