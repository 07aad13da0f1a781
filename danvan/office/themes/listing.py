"""The rows of the page “Bộ lĩnh vực”: each body with its schemes, the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from danvan.accounts.models import User
from danvan.criteria.models import ThemeScheme
from danvan.kit import dates
from danvan.office.themes.reach import SchemePowers, powers

COMMON = "Dùng chung mọi nơi"


@dataclass(frozen=True)
class SchemeRow:
    """One scheme, as the pages tell it."""

    scheme: ThemeScheme
    body: str
    state_kind: str
    state: str
    period: str
    themes: int
    powers: SchemePowers


@dataclass(frozen=True)
class BodyRow:
    """One body, or none for what is common to all."""

    name: str
    schemes: list[SchemeRow] = field(default_factory=list)


def body_rows(schemes: Iterable[ThemeScheme], by: User, today: date) -> list[BodyRow]:
    """Schemes, each with ``lines`` counted, under their bodies in the order given."""
    found: dict[int | None, BodyRow] = {}
    for scheme in schemes:
        row = scheme_row(scheme, by, today)
        found.setdefault(scheme.unit_id, BodyRow(row.body)).schemes.append(row)
    return list(found.values())


def scheme_row(scheme: ThemeScheme, by: User, today: date) -> SchemeRow:
    """One scheme as the pages tell it."""
    kind, state = state_of(scheme, today)
    body = scheme.unit.name if scheme.unit else COMMON
    lines = getattr(scheme, "lines", 0)
    return SchemeRow(scheme, body, kind, state, period_of(scheme), lines, powers(by, scheme))


def state_of(scheme: ThemeScheme, today: date) -> tuple[str, str]:
    """The kind of the status word, and the word."""
    if not scheme.is_issued:
        return "work", "bản thảo"
    if scheme.valid_to is not None and scheme.valid_to < today:
        return "idle", "thôi áp dụng"
    if scheme.valid_from is not None and scheme.valid_from > today:
        return "idle", "sắp áp dụng"
    return "done", "đang áp dụng"


def period_of(scheme: ThemeScheme) -> str:
    """From when to when it holds."""
    until = f"đến {dates.short(scheme.valid_to)}" if scheme.valid_to else ""
    if scheme.valid_from is None:
        open_end = "chưa ghi" if scheme.unit_id and not scheme.is_issued else "không giới hạn"
        return until or open_end
    return f"{dates.short(scheme.valid_from)} {until or 'trở đi'}"
