"""Two versions side by side as the page shows them, and what is sent back of which line came from which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from danvan.criteria.comparing import Change, Difference, Pair, compare
from danvan.criteria.drafting import CannotDraft
from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.criteria.texts import WORDS
from danvan.kit import vi
from danvan.office.criteria.reading import text_of

LEAST_ORIGINS = 2  # how many earlier criteria a form has room for at least
_ROWS = {
    Difference.SAME: "import-same", Difference.ADDED: "import-new", Difference.REMOVED: "import-wrong",
}  # fmt: skip


@dataclass(frozen=True)
class Origin:
    """One place of a form for an earlier criterion; ``chosen`` is its id, or 0."""

    number: int
    chosen: int = 0
    is_comparable: bool = True


@dataclass(frozen=True)
class Linking:
    """The form that says from which earlier criteria a line came."""

    line: Criterion
    origins: Sequence[Origin]


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


def pair_rows(old: CriteriaVersion, new: CriteriaVersion, *, linked: bool) -> list[PairRow]:
    """Every pair in the order of the new version; with the forms of the links when they may be written."""
    return [pair_row(pair, linked=linked) for pair in compare(old, new)]


def pair_row(pair: Pair, *, linked: bool = False) -> PairRow:
    """One pair on the page."""
    forms = [_linking(line, pair) for line in pair.after] if linked else []
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


def _linking(line: Criterion, pair: Pair) -> Linking:
    links = [link for link in pair.links if link.after_id == line.pk]
    told = [Origin(place, link.before_id, link.is_comparable) for place, link in enumerate(links, 1)]
    room = max(LEAST_ORIGINS, len(told) + 1)
    return Linking(line, [*told, *(Origin(place) for place in range(len(told) + 1, room + 1))])


def counts(rows: Sequence[PairRow]) -> list[dict[str, object]]:
    """How many pairs there are of each kind, in the order of the kinds; none of a kind is left out."""
    found = Counter(row.kind for row in rows)
    return [
        {"label": str(kind.label), "count": found[str(kind.label)]} for kind in Difference if found[str(kind.label)]
    ]


def told_origins(data: QueryDict) -> dict[int, bool]:
    """The earlier criteria that were chosen, and whether each may be compared. Raises ``CannotDraft``."""
    chosen: dict[int, bool] = {}
    for number in range(1, 31):
        text = data.get(f"tu-{number}", "")
        if not text:
            continue
        if not (text.isascii() and text.isdecimal() and len(text) < 18):
            raise CannotDraft("Tiêu chí trước không đọc được. Hãy tải lại trang rồi chọn lại.")
        if int(text) in chosen:
            raise CannotDraft("Một tiêu chí trước được chọn hai lần. Hãy bỏ bớt một.")
        chosen[int(text)] = bool(data.get(f"so-{number}"))
    return chosen
