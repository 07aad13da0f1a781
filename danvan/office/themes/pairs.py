"""Two theme schemes side by side as the pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from danvan.criteria.enums import CommonTheme
from danvan.criteria.models import Theme, ThemeScheme
from danvan.criteria.theme_pairs import Fate, Gathered, ThemePair, gathered, pair_themes

_LOOKS = {Fate.SAME: "import-same", Fate.ADDED: "import-new", Fate.REMOVED: "import-wrong"}


@dataclass(frozen=True)
class PairRow:
    """One theme that stayed, came or went."""

    fate: str
    look: str
    before: Theme | None
    after: Theme | None
    common_before: str
    common_after: str
    is_moved: bool


def pair_rows(old: ThemeScheme, new: ThemeScheme) -> list[PairRow]:
    """Every theme of both schemes, in the order of the new one."""
    return [_row(pair) for pair in pair_themes(old, new)]


def _row(pair: ThemePair) -> PairRow:
    look = _LOOKS.get(pair.fate, "import-changed")
    return PairRow(str(pair.fate.label), look, pair.before, pair.after, common_of(pair.before), common_of(pair.after),
                   pair.fate is Fate.MOVED)  # fmt: skip


def common_of(theme: Theme | None) -> str:
    """The words for the one of the common four to which a theme belongs."""
    return str(CommonTheme(theme.common).label) if theme else ""


def counts(rows: Sequence[PairRow]) -> list[dict[str, object]]:
    """How many themes there are of each fate; none of a fate is left out."""
    found = Counter(row.fate for row in rows)
    return [{"label": str(fate.label), "count": found[str(fate.label)]} for fate in Fate if found[str(fate.label)]]


@dataclass(frozen=True)
class CommonRow:
    """One of the common four, with the names of the themes counted in it before and now."""

    name: str
    before: str
    after: str
    note: str


def common_rows(old: ThemeScheme | None, new: ThemeScheme) -> list[CommonRow]:
    """What each of the common four gathers."""
    return [
        CommonRow(str(one.common.label), _names(one.before), _names(one.after), _note(one, compared=old is not None))
        for one in gathered(old, new)
    ]


def _names(themes: Sequence[Theme]) -> str:
    return "; ".join(theme.name for theme in themes)


def _note(one: Gathered, *, compared: bool) -> str:
    if compared and one.is_broken:
        return "chỉ có số liệu từ bộ này" if one.after else "không còn số liệu từ bộ này"
    return "" if one.after else "chưa có lĩnh vực nào"
