"""The places of groups and lines in a draft: 1, 2, 3 … without gaps."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F

from danvan.criteria.models import CriteriaGroup, CriteriaVersion, Criterion

ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
FAR = 10_000  # places beyond any list, so that two lines never share one while they change places


def renumber(draft: CriteriaVersion) -> None:
    """Number groups and lines without gaps, each line behind the others of its group."""
    groups = list(draft.groups.order_by("order"))
    places = {group.pk: place for place, group in enumerate(groups)}
    lines = sorted(draft.criteria.all(), key=lambda line: (places.get(line.group_id or 0, FAR), line.order))
    place_lines(draft, groups, lines)


def place_lines(draft: CriteriaVersion, groups: Sequence[CriteriaGroup], lines: Sequence[Criterion]) -> None:
    """Number them 1, 2, 3 …, by way of places where nothing stands."""
    draft.groups.update(order=F("order") + FAR)
    draft.criteria.update(order=F("order") + 2 * FAR)
    for place, group in enumerate(groups, 1):
        group.order, group.numeral = place, roman(place)
    for place, line in enumerate(lines, 1):
        line.order = place
    CriteriaGroup.objects.bulk_update(groups, ["order", "numeral"])
    Criterion.objects.bulk_update(lines, ["order", "group"])


def roman(number: int) -> str:
    """1 is I, 4 is IV, 14 is XIV."""
    text = ""
    for value, letters in ROMAN:
        text += letters * (number // value)
        number %= value
    return text
