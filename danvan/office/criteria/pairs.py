"""Two versions side by side as the page shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from danvan.criteria.comparing import Change, Difference, Pair, compare
from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.criteria.texts import WORDS
from danvan.kit import vi
from danvan.office.criteria.linking import Linked, Linking, linking_of
from danvan.office.criteria.reading import text_of

_ROWS = {
    Difference.SAME: "import-same", Difference.ADDED: "import-new", Difference.REMOVED: "import-wrong",
}  # fmt: skip


@dataclass(frozen=True)
class PairRow:
    """One pair on the page."""

    kind: str
    look: str
    is_comparable: bool
    is_pair: bool
    before: Sequence[Criterion]
    after: Sequence[Criterion]
    changes: Sequence[Change]
    forms: Sequence[Linking] = field(default_factory=list)


def pair_rows(
    old: CriteriaVersion, new: CriteriaVersion, *, writes: bool = False, linked: Linked | None = None
) -> list[PairRow]:  # fmt: skip
    """Every pair in the order of the new version; with the fields of the links when they may be written."""
    return [_pair_row(pair, [linking_of(line, pair, linked) for line in pair.after] if writes else [])
            for pair in compare(old, new)]  # fmt: skip


def _pair_row(pair: Pair, forms: Sequence[Linking]) -> PairRow:
    look = _ROWS.get(pair.kind, "import-changed")
    return PairRow(
        str(pair.kind.label), look, pair.is_comparable, bool(pair.links), pair.before, pair.after, _changes(pair), forms
    )


def _changes(pair: Pair) -> list[Change]:
    """What differs, in words; nothing for lines that were split or merged, which are shown whole."""
    if len(pair.before) != 1 or len(pair.after) != 1:
        return []
    (old,), (new,) = pair.before, pair.after
    return [
        Change(vi.capfirst_vi(str(new._meta.get_field(name).verbose_name)),  # type: ignore[union-attr]
               text_of(old, name) or "không", text_of(new, name) or "không")
        for name in WORDS if getattr(old, name) != getattr(new, name)
    ]  # fmt: skip


def counts(rows: Sequence[PairRow]) -> list[dict[str, object]]:
    """How many pairs there are of each kind, in the order of the kinds; none of a kind is left out."""
    found = Counter(row.kind for row in rows)
    return [
        {"label": str(kind.label), "count": found[str(kind.label)]} for kind in Difference if found[str(kind.label)]
    ]
