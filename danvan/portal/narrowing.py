"""The ways out of a list: chips that drop a condition, facets cut to a readable length, the empty state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.http import QueryDict

from danvan.kit import numbers
from danvan.portal import links
from danvan.reports.conditions import Conditions, Force, Status
from danvan.reports.facets import Choice, Facet
from danvan.reports.filters import NAMES

LONGEST_FACET = 8
OPENED = "mo"  # names the facet that is shown in full


@dataclass(frozen=True)
class Chip:
    """One condition in words, the condition's name, and the address without it."""

    label: str
    url: str
    part: str


@dataclass(frozen=True)
class ShownFacet:
    """A facet cut to its most frequent choices, with the address that opens the rest."""

    name: str
    legend: str
    kind: str
    choices: list[Choice]
    more_url: str
    more_label: str


def shown(facet: Facet, asked: QueryDict) -> ShownFacet:
    """The facet as far as it is shown: the chosen and the most frequent, in their own order."""
    choices = facet.choices
    more = len(choices) - LONGEST_FACET
    if more > 1 and facet.name not in asked.getlist(OPENED):
        kept = {id(choice) for choice in sorted(choices, key=_rank)[:LONGEST_FACET]}
        choices = [choice for choice in choices if id(choice) in kept]
        url = links.with_value(asked, OPENED, facet.name)
        return ShownFacet(facet.name, facet.legend, facet.kind, choices, f"{url}#loc", f"Xem thêm {more} mục")
    return ShownFacet(facet.name, facet.legend, facet.kind, choices, "", "")


@dataclass(frozen=True)
class Standing:
    """One of the lists: recognised, registered or commended models, and how many each would hold."""

    label: str
    url: str
    count: int
    current: bool


NEVER_OFFERED = frozenset({Status.APPRAISED})  # the figures lead there; who browses has no use for it


def standings(counts: dict[str, int], asked: QueryDict, conditions: Conditions) -> list[Standing]:
    """The same conditions on each of the lists."""
    return [
        Standing(one.label, _on_list(asked, one), counts.get(one, 0), one is conditions.status)
        for one in Status
        if one not in NEVER_OFFERED or one is conditions.status
    ]


def _on_list(asked: QueryDict, status: Status) -> str:
    left = QueryDict(links.without(asked, *NAMES["status"]).removeprefix("?"), mutable=True)
    if status is not Status.RECOGNISED:
        left["tinh-trang"] = status.value
    return "?" + left.urlencode()


def _rank(choice: Choice) -> tuple[bool, int, int]:
    """What stays when a facet is cut: the chosen with all above it, then the most; whole before part."""
    return not (choice.checked or choice.leads), -choice.count, choice.level


def chips(asked: QueryDict, conditions: Conditions, facets: Sequence[Facet]) -> list[Chip]:
    """The conditions in force, each with the address that drops it; which of the lists it is, is no condition."""
    found = []
    if conditions.q:
        found.append(Chip(f"“{conditions.q}”", links.without(asked, *NAMES["q"], *NAMES["exactly"]), "q"))
    for facet in facets:
        if facet.part == "force" and conditions.force is Force.HOLDS:
            continue
        labels = {choice.value: choice.label for choice in facet.choices if choice.checked}
        names = NAMES[facet.part]
        found += [Chip(label, links.without(asked, *names, value=value), facet.part) for value, label in labels.items()]
    if conditions.first or conditions.last:
        found.append(Chip(_span(conditions), links.without(asked, *NAMES["first"], *NAMES["last"]), "span"))
    return found


def _span(conditions: Conditions) -> str:
    if conditions.first == conditions.last:
        return f"Năm {conditions.first}"
    if conditions.first and conditions.last:
        return f"{conditions.first}–{conditions.last}"
    return f"Từ năm {conditions.first}" if conditions.first else f"Đến năm {conditions.last}"


@dataclass(frozen=True)
class WayOut:
    """A button of the empty state: it drops one condition, and says how many models that gives."""

    label: str
    url: str


@dataclass(frozen=True)
class Empty:
    """What the list says when nothing answers."""

    title: str
    text: str
    actions: list[WayOut]


def empty(asked: QueryDict, dropped: Sequence[Chip], counts: dict[str, int], noun: str = "mô hình") -> Empty:
    """Which conditions exclude each other, and the ways out that lead somewhere, the widest first."""
    if not dropped:
        return Empty(f"Chưa có {noun} nào", "Sổ sẽ có dòng đầu tiên khi quyết định công nhận được ban hành.", [])
    by_part: dict[str, list[str]] = {}
    for chip in dropped:
        by_part.setdefault(chip.part, []).append(chip.label.strip("“”"))
    ways = sorted(((counts.get(part, 0), part, labels) for part, labels in by_part.items()), reverse=True)
    actions = [
        WayOut(f"Bỏ “{', '.join(labels)}”: {numbers.grouped(count)} {noun}", _without_part(asked, part))
        for count, part, labels in islice(ways, 4)
        if count
    ]
    many = f"cả {numbers.words(len(by_part))} điều kiện" if len(by_part) > 1 else "điều kiện này"
    text = "Bỏ bớt một điều kiện để xem các mô hình gần nhất:" if actions else "Hãy thử từ khác hoặc xóa các điều kiện."
    return Empty(f"Chưa có {noun} nào khớp {many}", text, actions)


def _without_part(asked: QueryDict, part: str) -> str:
    names = {"span": (*NAMES["first"], *NAMES["last"]), "q": (*NAMES["q"], *NAMES["exactly"])}
    return links.without(asked, *names.get(part, NAMES.get(part, ())))
