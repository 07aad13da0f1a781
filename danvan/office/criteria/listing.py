"""The rows of the page “Bộ tiêu chí”: each list with its versions, the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from danvan.accounts.models import User
from danvan.criteria.enums import ScoringMode
from danvan.criteria.models import CriteriaSet, CriteriaVersion
from danvan.kit import dates
from danvan.office.criteria.fields import said
from danvan.office.criteria.reach import Powers, powers


@dataclass(frozen=True)
class VersionRow:
    """One version of a list, as the page tells it."""

    version: CriteriaVersion
    state_kind: str
    state: str
    period: str
    lines: int
    threshold: str
    powers: Powers


@dataclass(frozen=True)
class SetRow:
    """One list."""

    criteria_set: CriteriaSet
    body: str
    versions: list[VersionRow] = field(default_factory=list)


def set_rows(versions: Iterable[CriteriaVersion], by: User) -> list[SetRow]:
    """Versions, each with ``lines`` counted, under their lists in the order given."""
    found: dict[int, SetRow] = {}
    for version in versions:
        own = version.criteria_set
        body = own.unit.name if own.unit else "Bộ mẫu dùng chung"
        found.setdefault(own.pk, SetRow(own, body)).versions.append(version_row(version, by))
    return list(found.values())


def version_row(version: CriteriaVersion, by: User) -> VersionRow:
    """One version as the page tells it."""
    kind, state = state_of(version)
    lines = getattr(version, "lines", 0)
    return VersionRow(version, kind, state, period_of(version), lines, threshold_of(version), powers(by, version))


def state_of(version: CriteriaVersion) -> tuple[str, str]:
    """The kind of the status word, and the word."""
    if not version.is_issued:
        return "work", "bản thảo"
    return ("done", "đang áp dụng") if version.retired_on is None else ("idle", "thôi áp dụng")


def period_of(version: CriteriaVersion) -> str:
    """From when to when it holds."""
    if version.valid_from is None:
        return "chưa ghi" if not version.is_sample else "không giới hạn"
    until = f"đến {dates.short(version.valid_to)}" if version.valid_to else "trở đi"
    return f"{dates.short(version.valid_from)} {until}"


def threshold_of(version: CriteriaVersion) -> str:
    """What it takes to pass."""
    if version.mode == ScoringMode.POINTS:
        return f"{said(version.min_points)} điểm" if version.min_points else "chưa ghi"
    return f"{version.min_passed} tiêu chí đạt" if version.min_passed else "chưa ghi"
