"""The family of one model as its page tells it: what it was copied from, and where it was done again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from danvan.kit import numbers, vi
from danvan.portal import links
from danvan.reports.replication import Branch, Copy, Family

MOST_SHOWN = 12  # copies of all generations on the page; the rest stand on a page of their own
_COMMITTEE = re.compile(r"^(Đảng bộ|Đảng ủy|Chi bộ)\s+(?=(xã|phường|thị trấn|huyện|thành phố|thị xã|thôn|bản)\b)")


@dataclass(frozen=True)
class Kin:
    """One model of the family; ``url`` is empty while it has no page of its own."""

    title: str
    url: str
    note: str
    kids: tuple[Kin, ...] = ()


@dataclass(frozen=True)
class Kinship:
    """The whole section; ``title`` is the finding."""

    title: str
    parent: Kin | None
    before: list[Kin]
    this: Kin
    kids: tuple[Kin, ...]
    count: int
    left_out: int


def place_name(unit_name: str) -> str:
    """Where a unit is, without the name of its committee: “Đảng bộ xã Bình Trung” is xã Bình Trung."""
    return _COMMITTEE.sub("", unit_name)


def kinship(family: Family) -> Kinship | None:
    """The family for the page; none when the model stands alone."""
    if not (family.forebears or family.branches):
        return None
    room = [MOST_SHOWN]
    return Kinship(
        title=_finding(family), parent=_kin(family.parent) if family.parent else None,
        before=[_kin(one) for one in family.forebears[1:]], this=_kin(family.this), kids=_kids(family.branches, room),
        count=family.size, left_out=max(family.size - MOST_SHOWN, 0),
    )  # fmt: skip


def _finding(family: Family) -> str:
    told = []
    if family.parent:
        told.append(f"học từ {place_name(family.parent.unit_name)}")
    if family.size:
        told.append(f"đã lan tới {numbers.words(family.size)} nơi")
    return vi.capfirst_vi(", ".join(told))


def _kin(copy: Copy, kids: tuple[Kin, ...] = ()) -> Kin:
    url = links.practice(copy.pk, copy.page_title) if copy.pk else ""
    where = vi.capfirst_vi(place_name(copy.unit_name))
    return Kin(copy.title, url, f"{where}, {copy.state_label[:1].lower()}{copy.state_label[1:]}", kids)


def _kids(branches: Sequence[Branch], room: list[int]) -> tuple[Kin, ...]:
    """The copies, the nearest generation first, as long as there is room on the page."""
    taken = branches[: max(room[0], 0)]
    room[0] -= len(taken)
    return tuple(_kin(branch.copy, _kids(branch.branches, room)) for branch in taken)
