"""Two versions side by side: what was added, taken out, reworded, split, merged, or given another weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models

from danvan.criteria.models import CriteriaVersion, Criterion, CriterionLink
from danvan.criteria.texts import RULES, WORDS


class Difference(models.TextChoices):
    """What became of a line."""

    SAME = "SAME", "giữ nguyên"
    REWORDED = "REWORDED", "sửa chữ"
    RULED = "RULED", "đổi cách chấm"
    SPLIT = "SPLIT", "tách"
    MERGED = "MERGED", "gộp"
    ADDED = "ADDED", "thêm mới"
    REMOVED = "REMOVED", "bỏ"


# A change of these changes what is asked, not only how it is said.
RULING = frozenset({
    "weight", "is_veto", "na_condition", "evidence_required", "min_explanation", "numeric_rule", "computed", "is_bonus",
})  # fmt: skip

READ_ORDER = ("name", "at_least", "label", "op", "target", "unit")


@dataclass(frozen=True)
class Change:
    """One field that differs, by its Vietnamese name, as it was and as it is."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Pair:
    """Lines that belong together: none before when added, none after when removed, several when split or merged."""

    kind: Difference
    before: Sequence[Criterion]
    after: Sequence[Criterion]
    changes: Sequence[Change] = ()
    links: Sequence[CriterionLink] = field(default_factory=list)

    @property
    def is_comparable(self) -> bool:
        """May years be compared across this pair?"""
        return bool(self.links) and all(link.is_comparable for link in self.links)


def compare(old: CriteriaVersion, new: CriteriaVersion) -> list[Pair]:
    """Every line of both, in the order of the new version; what was removed stands where it stood before.

    Lines belong together by their links, and where a version has none by their ``key``. Four queries.
    """
    before = list(old.criteria.order_by("order"))
    after = list(new.criteria.order_by("order"))
    links = _links(before, after)
    pairs, told = list[tuple[float, Pair]](), set[int]()
    for line in after:
        if line.pk not in told:
            pair = _pair(line, before, after, links)
            told |= {one.pk for one in pair.after}
            pairs.append((line.order, pair))
    kept = {link.before_id for link in links}
    gone = [(line.order - 0.5, Pair(Difference.REMOVED, [line], [])) for line in before if line.pk not in kept]
    return [pair for _, pair in sorted([*pairs, *gone], key=lambda row: row[0])]


def _links(before: Sequence[Criterion], after: Sequence[Criterion]) -> list[CriterionLink]:
    told = list(CriterionLink.objects.filter(before__in=before, after__in=after).order_by("pk"))
    if told:
        return told
    by_key = {line.key: line for line in before}
    return [CriterionLink(before=by_key[line.key], after=line) for line in after if line.key in by_key]


def _pair(
    line: Criterion, before: Sequence[Criterion], after: Sequence[Criterion], links: Sequence[CriterionLink]
) -> Pair:  # fmt: skip
    """Everything that hangs together with a line of the new version, however many links away."""
    mine, known = [link for link in links if link.after_id == line.pk], 0
    while len(mine) > known:
        known = len(mine)
        olds, news = {link.before_id for link in mine}, {link.after_id for link in mine}
        mine = [link for link in links if link.before_id in olds or link.after_id in news]
    if not mine:
        return Pair(Difference.ADDED, [], [line])
    origins = [one for one in before if one.pk in olds]
    parts = [one for one in after if one.pk in news]
    if len(origins) > 1:
        return Pair(Difference.MERGED, origins, parts, links=mine)
    if len(parts) > 1:
        return Pair(Difference.SPLIT, origins, parts, links=mine)
    return Pair(_kind(origins[0], line), origins, parts, _changes(origins[0], line), mine)


def _kind(old: Criterion, new: Criterion) -> Difference:
    changed = {name for name in WORDS if getattr(old, name) != getattr(new, name)}
    if changed & RULING:
        return Difference.RULED
    return Difference.REWORDED if changed else Difference.SAME


def _changes(old: Criterion, new: Criterion) -> list[Change]:
    names = [name for name in WORDS if getattr(old, name) != getattr(new, name)]
    return [_change(old, new, name) for name in names]


def _change(old: models.Model, new: models.Model, name: str) -> Change:
    field = old._meta.get_field(name)
    words = {value: str(label) for value, label in (getattr(field, "choices", None) or ())}
    told = [getattr(one, name) for one in (old, new)]
    was, now = (words[value] if words and value in words else _said(value) for value in told)
    return Change(str(field.verbose_name), was, now)  # type: ignore[union-attr]


def _said(value: object) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    if isinstance(value, list):
        return "; ".join(_said(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(_said(value[key]) for key in sorted(value, key=_place))
    return "" if value is None else str(value)


def _place(key: str) -> int:
    """Where a part is read: PostgreSQL gives them back in an order of its own."""
    return READ_ORDER.index(key) if key in READ_ORDER else len(READ_ORDER)


def rule_changes(old: CriteriaVersion, new: CriteriaVersion) -> list[Change]:
    """What differs in the rules of two versions, besides their labels and periods."""
    names = [name for name in RULES if name not in {"label", "valid_from", "valid_to", "basis"}]
    return [_change(old, new, name) for name in names if getattr(old, name) != getattr(new, name)]
