"""The ways out of a list: chips that drop a condition, facets cut to a readable length, the empty state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.http import QueryDict

from danvan.kit import numbers
from danvan.portal import links
from danvan.reports.conditions import Conditions, Status
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
        most = sorted(choices, key=lambda choice: (not choice.checked, -choice.count))[:LONGEST_FACET]
        choices = [choice for choice in choices if choice in most]
        url = links.with_value(asked, OPENED, facet.name)
        return ShownFacet(facet.name, facet.legend, facet.kind, choices, f"{url}#loc", f"Xem thêm {more} mục")
    return ShownFacet(facet.name, facet.legend, facet.kind, choices, "", "")


def status_facet(counts: dict[str, int], asked: Conditions) -> Facet:
    """Recognised, registered or commended: one of the three."""
    choices = [Choice(status.value, status.label, counts.get(status, 0), status is asked.status) for status in Status]
    return Facet("tinh-trang", "Tình trạng", choices, kind="radio")


def chips(asked: QueryDict, conditions: Conditions, facets: Sequence[Facet]) -> list[Chip]:
    """The conditions in force, each with the address that drops it; the status is no condition."""
    found = []
    if conditions.q:
        found.append(Chip(f"“{conditions.q}”", links.without(asked, *NAMES["q"]), "q"))
    for facet, part in zip(facets, ("themes", "kinds", "years", "unit", "within"), strict=False):
        names = NAMES[part]
        found += [
            Chip(choice.label, links.without(asked, *names, value=choice.value), part)
            for choice in facet.choices
            if choice.checked
        ]
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
    names = [*NAMES["first"], *NAMES["last"]] if part == "span" else NAMES[part]
    return links.without(asked, *names)
