"""The orders of the list of models; each ends with the number of the row, so that pages never overlap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import StrIndex

from danvan.kit import vi

NEWEST, BY_NAME, NEAREST = "moi-nhat", "ten", "sat-nhat"
LABELS = {NEWEST: "Mới nhất", BY_NAME: "Tên mô hình", NEAREST: "Sát từ khóa nhất"}
MOST_SORTED_HERE = 5000


def chosen(asked: str) -> str:
    """The order asked for, or the newest first."""
    return asked if asked in LABELS else NEWEST


def ordered(rows: QuerySet[Any], order: str, words: Sequence[str]) -> QuerySet[Any]:
    """The rows in that order. Without words to be near to, the newest stand first."""
    if order == NEAREST and words:
        return rows.order_by(_distance(words), "-recognised_on", "-year", "-pk")
    if order == BY_NAME:
        return rows.order_by("search", "pk")
    return rows.order_by(F("recognised_on").desc(nulls_last=True), "-year", "-pk")


def _distance(words: Sequence[str]) -> Combinable:
    """How far into the row the words stand: its title comes first, so a title that holds them wins."""
    distance: Combinable = StrIndex("search", Value(words[0]))
    for word in words[1:]:
        distance = distance + StrIndex("search", Value(word))
    return distance


def cut(rows: QuerySet[Any], order: str, words: Sequence[str], places: range) -> list[Any]:
    """The rows at these places of the order.

    Names follow a Vietnamese dictionary, which no database knows, so they are compared here; a list too long for
    that follows the letters without their marks.
    """
    if order != BY_NAME or places.stop > MOST_SORTED_HERE:
        keys = list(ordered(rows, order, words).values_list("pk", flat=True)[places.start : places.stop])
    else:
        titles = rows.order_by("search", "pk").values_list("title", "pk")[:MOST_SORTED_HERE]
        by_name = sorted(titles, key=lambda row: (vi.sort_key(row[0]), row[1]))
        keys = [pk for _, pk in by_name][places.start : places.stop]
    found = rows.in_bulk(keys)  # the strips of rows that are passed over are never looked up
    return [found[pk] for pk in keys]
