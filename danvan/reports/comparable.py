"""Criteria lists through the years: which line is which, and which lists may be compared as a whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Q

from danvan.criteria.enums import ScoringMode
from danvan.criteria.models import CriteriaVersion, Criterion


class Rule(NamedTuple):
    """By what a card reaches the threshold; two lists with the same lines and rules give the same title."""

    mode: str
    threshold: Decimal | int | None
    no_veto_fail: bool
    rescales: bool
    caps: tuple[Decimal | None, ...] = ()


class Version(NamedTuple):
    """One version, as far as years are compared by it."""

    pk: int
    set_id: int
    copied_from: int | None
    rule: Rule


class Line(NamedTuple):
    """One criterion of a version."""

    pk: int
    version: Version
    order: int
    key: str
    title: str
    group_id: int | None


class Link(NamedTuple):
    """One line of a later version that came from one of an earlier, as the officer decided at issue."""

    before: int
    after: int
    after_version: int
    is_comparable: bool


@dataclass(frozen=True)
class Difference:
    """What keeps two lists from being compared as a whole.

    ``fresh`` are the numbers in the new list without a comparable line in the old one, ``gone`` the other way round.
    """

    sizes: tuple[int, int]
    fresh: tuple[int, ...]
    gone: tuple[int, ...]
    rules: tuple[Rule, Rule]
    is_reordered: bool

    @property
    def is_of_lines(self) -> bool:
        """Is there a line on one side that the other side cannot be compared with?"""
        return bool(self.fresh or self.gone)

    @property
    def is_of_rule(self) -> bool:
        """Is a title reached in another way?"""
        return self.rules[0] != self.rules[1]

    @property
    def is_of_title(self) -> bool:
        """Does it keep results from being compared? Another order alone does not."""
        return self.is_of_lines or self.is_of_rule


class Lists:
    """Lists by version, each line with the chain it belongs to: two lines on one chain may be compared.

    A chain follows the links from the newest line back to the oldest. It ends where a line was split or merged, or
    where the officer said the two cannot be compared; a correction of spelling never ends it. Versions of one set
    that nobody ever linked (lists imported without a forerunner) are followed by ``Criterion.key``, each line to the
    newest earlier one of its key: there nobody decided otherwise, and the key is all there is.
    """

    def __init__(self, lines: Iterable[Line], links: Sequence[Link]) -> None:
        self._lines: dict[int, list[Line]] = defaultdict(list)
        for line in sorted(lines, key=lambda line: (line.version.pk, line.order)):
            self._lines[line.version.pk].append(line)
        self._links = links

    def lines(self, version: int | None) -> list[Line]:
        """The lines of a version in official order; none for no version."""
        return self._lines.get(version or 0, [])

    def sizes(self, version: int | None) -> list[int] | None:
        """How a list falls into groups, the gaps of its strip; nothing for no version."""
        return [len(list(run)) for _, run in groupby(self.lines(version), key=lambda line: line.group_id)] or None

    def chain(self, line: Line) -> int:
        """The chain of a line, by the id of its oldest line."""
        pk = line.pk
        while pk in self._origins:
            pk = self._origins[pk]
        return pk

    def between(self, old: int, new: int) -> Difference | None:
        """What keeps the years of two versions apart; nothing when they may be compared, strips side by side."""
        before, after = self.lines(old), self.lines(new)
        if old == new or not before or not after:
            return None
        was, now = [self.chain(line) for line in before], [self.chain(line) for line in after]
        found = Difference(
            sizes=(len(before), len(after)),
            fresh=tuple(line.order for line, chain in zip(after, now, strict=True) if chain not in was),
            gone=tuple(line.order for line, chain in zip(before, was, strict=True) if chain not in now),
            rules=(before[0].version.rule, after[0].version.rule), is_reordered=was != now,
        )  # fmt: skip
        return found if found.is_of_title or found.is_reordered else None

    @cached_property
    def _origins(self) -> dict[int, int]:
        """The line before each on its chain; always one of an earlier version."""
        return {**self._by_key(), **_clean(self._links)}

    def _by_key(self) -> dict[int, int]:
        linked = {link.after_version for link in self._links}
        newest: dict[int, dict[str, int]] = defaultdict(dict)
        origins: dict[int, int] = {}
        for pk in sorted(self._lines):
            lines = self._lines[pk]
            known = newest[lines[0].version.set_id]
            if pk not in linked and lines[0].version.copied_from is None:
                origins |= {line.pk: known[line.key] for line in lines if line.key in known}
            known.update({line.key: line.pk for line in lines})
        return origins


def _clean(links: Sequence[Link]) -> dict[int, int]:
    """The links that carry a chain on: one line to one line, and comparable."""
    origins = Counter(link.after for link in links)
    parts = Counter((link.before, link.after_version) for link in links)
    return {
        link.after: link.before
        for link in links
        if link.is_comparable and origins[link.after] == 1 and parts[link.before, link.after_version] == 1
    }


def lists_of(versions: Iterable[int | None]) -> Lists:
    """These versions, and with two or more all that stand between them: a line may have come through a year in which
    nobody was judged. One query, none for none."""
    wanted = {pk for pk in versions if pk}
    if not wanted:
        return Lists([], [])
    if len(wanted) == 1:
        return Lists(_lines(Criterion.objects.filter(version__in=wanted).values(*_FIELDS)), [])
    sets = CriteriaVersion.objects.filter(pk__in=wanted).values("criteria_set")
    told = Q(version__issued_at__isnull=False) | Q(version__in=wanted)
    rows = list(Criterion.objects.filter(told, version__criteria_set__in=sets).values(*_FIELDS, *_OF_LINK))
    links = [
        Link(row["links_back__before"], row["pk"], row["version_id"],
             row["links_back__is_comparable"] or row["version__is_editorial"])
        for row in rows if row["links_back__before"]
    ]  # fmt: skip
    return Lists(_lines({row["pk"]: row for row in rows}.values()), links)  # a merged line stands there once a link


_OF_VERSION = (
    "criteria_set_id", "copied_from_id", "mode", "min_passed", "min_points", "no_veto_fail", "rescale_not_applicable",
    "points_cap", "bonus_cap",
)  # fmt: skip
_FIELDS = ("pk", "order", "key", "title", "group_id", "version_id", *(f"version__{name}" for name in _OF_VERSION))
_OF_LINK = ("links_back__before", "links_back__is_comparable", "version__is_editorial")


def _lines(rows: Iterable[dict[str, Any]]) -> list[Line]:
    versions: dict[int, Version] = {}
    told = []
    for row in rows:
        if row["version_id"] not in versions:
            versions[row["version_id"]] = _version(row["version_id"], [row[f"version__{name}"] for name in _OF_VERSION])
        version = versions[row["version_id"]]
        told.append(Line(row["pk"], version, row["order"], row["key"], row["title"], row["group_id"]))
    return told


def _version(pk: int, fields: Sequence[Any]) -> Version:
    set_id, copied_from, mode, min_passed, min_points, no_veto_fail, rescales, *caps = fields
    if mode == ScoringMode.POINTS:
        return Version(pk, set_id, copied_from, Rule(mode, min_points, no_veto_fail, rescales, tuple(caps)))
    return Version(pk, set_id, copied_from, Rule(mode, min_passed, no_veto_fail, rescales))
