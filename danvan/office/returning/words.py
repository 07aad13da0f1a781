"""What a dossier said before and says now, as an officer reads it: one line for each thing that differs."""

from __future__ import annotations

from dataclasses import dataclass

from danvan.dossiers.asking import answered_by, field_label
from danvan.dossiers.models import Dossier
from danvan.dossiers.snapshots import Snapshot, files_of, line_of
from danvan.dossiers.voices import label as voice_label
from danvan.kit import vi
from danvan.office.history import words
from danvan.office.sheet import WORDS

LONG = 220  # characters shown of a text that stands beside others


@dataclass(frozen=True)
class Change:
    """One thing that said something else before."""

    label: str
    old: str
    new: str


def clipped(text: str) -> str:
    """A long text cut at a word."""
    return text if len(text) <= LONG else f"{text[:LONG].rsplit(' ', 1)[0]} …"


def mark_words(line: list[str], *, by_points: bool) -> str:
    """What a voice says on a criterion: "Đạt", "7,5 điểm", "Chưa chấm"."""
    result, points, _ = line
    if by_points and not result and points:
        return f"{points.replace('.', ',')} điểm"
    return str(WORDS.get(result, result))


def field_changes(dossier: Dossier, name: str, before: Snapshot, after: Snapshot) -> list[Change]:
    """What a field said and says, if that differs."""
    old, new = (words(moment.get("content", {}).get(name, "")) for moment in (before, after))
    return [Change(vi.capfirst_vi(field_label(dossier, name)), old, new)] if old != new else []


def criterion_changes(dossier: Dossier, pk: int, step: str, before: Snapshot, after: Snapshot) -> list[Change]:
    """What the voices below said and say on a criterion, and its files."""
    found = []
    for voice in answered_by(dossier, step):
        one, other = line_of(before, voice, pk), line_of(after, voice, pk)
        by_points = bool(one[1] or other[1])
        who = voice_label(dossier, voice)
        if one[:2] != other[:2]:
            found.append(Change(who, mark_words(one, by_points=by_points), mark_words(other, by_points=by_points)))
        if one[2] != other[2]:
            found.append(Change(f"{who}, ghi chú", one[2], other[2]))
    return [*found, *file_changes(pk, before, after)]


def file_changes(pk: int | None, before: Snapshot, after: Snapshot) -> list[Change]:
    """The evidence of a criterion (None: of the whole dossier) that stood and stands, if that differs."""
    old, new = files_of(before, pk), files_of(after, pk)
    if old == new:
        return []
    return [Change("Minh chứng", ", ".join(name for _, name in old), ", ".join(name for _, name in new))]
