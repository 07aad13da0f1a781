"""Two theme schemes side by side: what became of each theme, and what each of the common four gathers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import models

from danvan.criteria.enums import CommonTheme
from danvan.criteria.models import Theme, ThemeScheme
from danvan.criteria.scheme_codes import lineage
from danvan.kit import vi


class Fate(models.TextChoices):
    """What became of a theme."""

    SAME = "SAME", "giữ nguyên"
    RENAMED = "RENAMED", "đổi tên"
    MOVED = "MOVED", "đổi lĩnh vực chung"
    ADDED = "ADDED", "thêm mới"
    REMOVED = "REMOVED", "bỏ"


@dataclass(frozen=True)
class ThemePair:
    """A theme of the earlier scheme and the one that it became; none before when added, none after when removed."""

    fate: Fate
    before: Theme | None
    after: Theme | None


@dataclass(frozen=True)
class Gathered:
    """One of the common four, with the themes of both schemes that are counted in it."""

    common: CommonTheme
    before: Sequence[Theme]
    after: Sequence[Theme]

    @property
    def is_broken(self) -> bool:
        """Counted in one of the schemes only: over the years the figure begins or ends here."""
        return bool(self.before) != bool(self.after)


def pair_themes(old: ThemeScheme, new: ThemeScheme) -> list[ThemePair]:
    """Every theme of both, in the order of the new scheme, then those that were removed. Two queries.

    Themes of the same name belong together; of those left, themes whose codes say that they are the same.
    """
    before, after = list(old.themes.order_by("order")), list(new.themes.order_by("order"))
    found: dict[int, Theme] = {}
    for key in (_name, _line):
        _match(before, after, key, found)
    pairs = [_pair(found.get(theme.pk), theme) for theme in after]
    kept = {theme.pk for theme in found.values()}
    return [*pairs, *(ThemePair(Fate.REMOVED, theme, None) for theme in before if theme.pk not in kept)]


def _name(theme: Theme) -> str:
    return vi.match_key(theme.name)


def _line(theme: Theme) -> str:
    return lineage(theme.code) or theme.code


def _match(
    before: Sequence[Theme], after: Sequence[Theme], key: Callable[[Theme], str], found: dict[int, Theme]
) -> None:
    """Add to ``found``, by the id of the later theme, the pairs among those still alone."""
    kept = {theme.pk for theme in found.values()}
    alone = {key(theme): theme for theme in reversed(before) if theme.pk not in kept}
    for theme in after:
        if theme.pk not in found and (earlier := alone.pop(key(theme), None)) is not None:
            found[theme.pk] = earlier


def _pair(before: Theme | None, after: Theme) -> ThemePair:
    if before is None:
        return ThemePair(Fate.ADDED, None, after)
    if before.common != after.common:
        return ThemePair(Fate.MOVED, before, after)
    return ThemePair(Fate.SAME if before.name == after.name else Fate.RENAMED, before, after)


def gathered(old: ThemeScheme | None, new: ThemeScheme) -> list[Gathered]:
    """What each of the common four gathers in both schemes; without an earlier one, in the new one alone."""
    before = list(old.themes.order_by("order")) if old else []
    after = list(new.themes.order_by("order"))
    return [
        Gathered(
            common,
            [theme for theme in before if theme.common == common],
            [theme for theme in after if theme.common == common],
        )
        for common in CommonTheme
    ]
