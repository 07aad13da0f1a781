"""What a citizen reads about one model in a list: who, where, how, and by which decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from danvan.criteria.models import Theme
from danvan.dossiers.enums import Holder
from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import public_holder, public_text, public_title
from danvan.dossiers.results import COUNTING, Measure
from danvan.kit import dates, numbers
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


def _standing(dossier: Any) -> tuple[str, str]:
    """The same in a list, where what was recognised once says that it no longer is."""
    taken_back = dossier.recognised_on is None and dossier.revoked_on
    return ("idle", "Đã thu hồi") if taken_back else state_of(dossier)


def strip_tone(is_pass: bool | None, recognised: bool) -> str:
    """Gold only with a decision in force; chàm at the threshold, ink below it (LOOK.md, "Criteria strip")."""
    return "gold" if recognised else "cham" if is_pass else "ink"


def practice_row(
    dossier: Any, words: Sequence[str], by: Mapping[int, Measure], reading: Reading = Reading.THEN
) -> PracticeRow:
    """One row of the list, with the searched words marked; the dossier carries its host's strip."""
    recognised = dossier.recognised_on is not None
    kind, label = _standing(dossier)
    who = together(public_holder(dossier), dossier.unit_name)
    title, told = public_title(dossier), [public_text(dossier, text) for text in (dossier.achieved, dossier.method)]
    marks = dossier.host_marks or ""
    measure = by.get(dossier.host_version or 0, COUNTING)
    return PracticeRow(
        title=marked(title, words),
        url=links.practice(dossier.pk, title) if recognised else "",
        by=marked(who, words),
        text=marked(excerpt(told, words) if recognised else "", words),
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


def _notes(dossier: Any) -> list[str]:
    return [
        revoked(dossier) or (_paper(dossier.recognised_by) if dossier.recognised_on else ""),
        Holder(dossier.holder_kind).label,
        dossier.theme.short_name or dossier.theme.name if dossier.theme else "",
        "Được khen thưởng" if dossier.commended_on else "",
        f"Đã nhân rộng tại {numbers.grouped(dossier.copy_count)} nơi" if dossier.copy_count else "",
        f"Học từ {dossier.copied_unit}" if dossier.copied_unit else "",
    ]


def revoked(dossier: Any) -> str:
    """By which decision the recognition, or else the commendation, was taken back; nothing while it holds."""
    if not dossier.revoked_on:
        return ""
    paper = f"Quyết định số {dossier.revoked_by}" if dossier.revoked_by else "một quyết định"
    what = "Khen thưởng bị" if dossier.recognised_on else "Bị"
    return f"{what} thu hồi theo {paper}, ngày {dates.short(dossier.revoked_on)}"
