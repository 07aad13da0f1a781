"""Two versions side by side: what was added, taken out, reworded, split, merged, or given another weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

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
    forth, back = defaultdict(list), defaultdict(list)
    for link in links:
        forth[link.before_id].append(link)
        back[link.after_id].append(link)
    by_id = {line.pk: line for line in [*before, *after]}
    pairs, told = list[tuple[float, Pair]](), set[int]()
    for line in after:
        if line.pk in told:
            continue
        pair = _pair(line, by_id, forth, back)
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
    line: Criterion, by_id: dict[int, Criterion], forth: dict[int, list[CriterionLink]],
    back: dict[int, list[CriterionLink]],
) -> Pair:  # fmt: skip
    links = back[line.pk]
    if not links:
        return Pair(Difference.ADDED, [], [line])
    if len(links) > 1:
        return Pair(Difference.MERGED, [by_id[link.before_id] for link in links], [line], links=links)
    origin = by_id[links[0].before_id]
    parts = forth[origin.pk]
    if len(parts) > 1:
        return Pair(Difference.SPLIT, [origin], [by_id[link.after_id] for link in parts], links=parts)
    changes = _changes(origin, line)
    return Pair(_kind(origin, line), [origin], [line], changes, links)


def _kind(old: Criterion, new: Criterion) -> Difference:
    changed = {name for name in WORDS if getattr(old, name) != getattr(new, name)}
    if changed & RULING:
        return Difference.RULED
    return Difference.REWORDED if changed else Difference.SAME


def _changes(old: Criterion, new: Criterion) -> list[Change]:
    names = [name for name in WORDS if getattr(old, name) != getattr(new, name)]
    return [_change(old, new, name) for name in names]


def _change(old: models.Model, new: models.Model, name: str) -> Change:
    label = str(old._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return Change(label, _said(getattr(old, name)), _said(getattr(new, name)))


def _said(value: object) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return "; ".join(_said(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(_said(item) for item in value.values())
    return "" if value is None else str(value)


def rule_changes(old: CriteriaVersion, new: CriteriaVersion) -> list[Change]:
    """What differs in the rules of two versions, besides their labels and periods."""
    names = [name for name in RULES if name not in {"label", "valid_from", "valid_to", "basis"}]
    return [_change(old, new, name) for name in names if getattr(old, name) != getattr(new, name)]
