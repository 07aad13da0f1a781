"""The orders of the list of models; each ends with the number of the row, so that pages never overlap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat, Greatest, Length, StrIndex
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThan, LessThanOrEqual

from danvan.dossiers.enums import Holder
from danvan.kit import vi
from danvan.stories.queries import times_read

NEWEST, BY_NAME, NEAREST, MOST_READ = "moi-nhat", "ten", "sat-nhat", "xem-nhieu"
LABELS = {
    NEWEST: "Mới nhất", BY_NAME: "Tên mô hình", NEAREST: "Sát từ khóa nhất", MOST_READ: "Xem nhiều nhất",
}  # fmt: skip
MOST_SORTED_HERE = 5000


def chosen(asked: str, words: Sequence[str] = ()) -> str:
    """The order asked for, or the usual one: the nearest to the words first, without words the newest."""
    return asked if asked in LABELS else NEAREST if words else NEWEST


def labels(words: Sequence[str]) -> dict[str, str]:
    """The orders there are: without words none can be near."""
    return {key: label for key, label in LABELS.items() if words or key != NEAREST}


def ordered(rows: QuerySet[Any], order: str, words: Sequence[str], today: date | None = None) -> QuerySet[Any]:
    """The rows in that order. Without words to be near to, or without a day up to which to count the
    readers of a year, the newest stand first."""
    newest = (F("recognised_on").desc(nulls_last=True), "-year", "-pk")
    if order == NEAREST and words:
        return rows.order_by(_distance(words), *newest)
    if order == BY_NAME:
        return rows.order_by("search", "pk")
    if order == MOST_READ and today:
        return rows.order_by(times_read(today.replace(year=today.year - 1, day=1)).desc(), *newest)
    return rows.order_by(*newest)


IN_TITLE, IN_NAMES, IN_TEXT, INSIDE_A_WORD = range(4)


def _distance(words: Sequence[str]) -> Combinable:
    """The field in which the worst of the words begins a word: the title, who and where, the text; or none at all."""
    fields = [_field(word) for word in words]
    return Greatest(*fields) if len(fields) > 1 else fields[0]


def _field(word: str) -> Combinable:
    """``search`` begins with the title and ends, where an individual is named, with the name; a bar parts the names
    from the text (``dossiers.content.settle``)."""
    place = StrIndex(Concat(Value(" "), "search"), Value(f" {word}"))
    named = Q(holder_kind=Holder.INDIVIDUAL, name_hidden_at=None)
    name_begins = Length("search") - Length("holder_name")
    told: Combinable = Case(
        When(Exact(place, 0), then=INSIDE_A_WORD),
        When(LessThanOrEqual(place, Length("title")), then=IN_TITLE),
        When(LessThan(place, StrIndex("search", Value("|"))), then=IN_NAMES),
        When(named & GreaterThanOrEqual(place, name_begins), then=IN_NAMES),
        default=IN_TEXT,
    )
    return told


def cut(
    rows: QuerySet[Any], order: str, words: Sequence[str], places: range, today: date | None = None
) -> list[Any]:  # fmt: skip
    """The rows at these places of the order.

    Names follow a Vietnamese dictionary, which no database knows, so they are compared here; a list too long for
    that follows the letters without their marks.
    """
    bare = rows.select_related(None)
    if order != BY_NAME or places.stop > MOST_SORTED_HERE:
        keys = list(ordered(bare, order, words, today).values_list("pk", flat=True)[places.start : places.stop])
    else:
        titles = bare.order_by("search", "pk").values_list("title", "pk")[:MOST_SORTED_HERE]
        by_name = sorted(titles, key=lambda row: (vi.sort_key(row[0]), row[1]))
        keys = [pk for _, pk in by_name][places.start : places.stop]
    found = rows.in_bulk(keys)  # the strips of rows that are passed over are never looked up
    return [found[pk] for pk in keys]
