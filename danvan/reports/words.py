"""The words that stand in what the public may read, and a mistyped search put right by them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import Case, Count, F, QuerySet, Sum, TextField, When
from django.db.models.functions import Length
from rapidfuzz.distance import OSA

from danvan.reports import phrases
from danvan.reports.conditions import Conditions, listed_models
from danvan.reports.models import Word

_WORD = re.compile(r"[a-z]{2,60}")  # numbers are never put right
_KEPT, _STAMP, _SECONDS = "reports.words", "reports.words.stamp", 20
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_AT = {key: (row, place) for row, keys in enumerate(_ROWS) for place, key in enumerate(keys)}
MOST_NEAR = 5


def rebuild() -> int:
    """Write down every word of the published texts anew, and in how many models it stands; says how many words.

    Of a model that is not recognised only what everybody may read of it; a word that is nowhere any more is forgotten.
    """
    counts: Counter[str] = Counter()
    for text in _texts().values_list("told", flat=True).iterator(chunk_size=1000):
        counts.update(set(_WORD.findall(text)))
    with transaction.atomic():
        known = {word.text: word for word in Word.objects.all()}
        Word.objects.filter(text__in=known.keys() - counts.keys()).delete()
        changed = [Word(pk=known[text].pk, text=text, rows=n) for text, n in counts.items() if _differs(known, text, n)]
        Word.objects.bulk_update(changed, ["rows"], batch_size=500)
        new = [Word(text=text, rows=n) for text, n in counts.items() if text not in known]
        Word.objects.bulk_create(new, batch_size=500)
    cache.delete(_KEPT)
    return len(counts)


def _texts() -> QuerySet[Any]:
    told = Case(When(recognised_on__isnull=False, then=F("search")), default=F("open_search"), output_field=TextField())
    found: QuerySet[Any] = listed_models().annotate(told=told)
    return found


def _differs(known: Mapping[str, Word], text: str, rows: int) -> bool:
    return text in known and known[text].rows != rows


def refresh() -> bool:
    """Rebuild when the published texts are others than last time; says whether they were. Asks one small question."""
    stamp = _texts().aggregate(
        rows=Count("pk"), recognised=Count("recognised_on"), hidden=Count("name_hidden_at"),
        editions=Sum("edition"), letters=Sum(Length("told")),
    )  # fmt: skip
    if cache.get(_STAMP) == stamp:
        return False
    rebuild()
    cache.set(_STAMP, stamp, timeout=None)
    return True


def vocabulary() -> dict[str, int]:
    """Every word with the number of models it stands in; some seconds old at most."""
    found: dict[str, int] | None = cache.get(_KEPT)
    if found is None:
        found = dict(Word.objects.values_list("text", "rows"))
        cache.set(_KEPT, found, timeout=_SECONDS)
    return found


def nearest(word: str, known: Mapping[str, int] | None = None) -> list[str]:
    """The words it may have been meant to be, the likeliest first: one slip of the hand, in a long word two.

    Letters left out or swapped and keys beside the right one are likelier than others; then what stands in more models.
    """
    most = 1 if len(word) < 6 else 2
    near = []
    for text, rows in (vocabulary() if known is None else known).items():
        if len(text) < 2 or abs(len(text) - len(word)) > most:
            continue
        slips = OSA.distance(word, text, score_cutoff=most)
        if slips <= most:
            near.append((slips, _is_unlikely(word, text), word[0] != text[0], -rows, text))
    return [text for *_, text in sorted(near)[:MOST_NEAR]]


def _is_unlikely(word: str, text: str) -> bool:
    """Is a letter another one that is not beside it on the keyboard? Swapped and lost letters are not."""
    if len(word) != len(text) or sorted(word) == sorted(text):
        return False
    pairs = [(one, other) for one, other in zip(word, text, strict=True) if one != other]
    return not all(_are_beside(one, other) for one, other in pairs)


def _are_beside(one: str, other: str) -> bool:
    if one not in _AT or other not in _AT:
        return False
    (row, place), (other_row, other_place) = _AT[one], _AT[other]
    return abs(row - other_row) <= 1 and abs(place - other_place) <= 1


def put_right(asked: Conditions) -> Conditions:
    """The same conditions, with every word that stands nowhere replaced by the nearest one; at most one query."""
    known = vocabulary() if asked.words and not asked.exactly else {}
    meant = {word: near[0] for word in asked.words if _is_nowhere(word, known) and (near := nearest(word, known))}
    if not known or not meant:
        return asked
    return replace(asked, meant=" ".join(meant.get(word, word) for word in phrases.typed(asked.q)))


def _is_nowhere(word: str, known: Mapping[str, int]) -> bool:
    return len(word) > 2 and word.isascii() and word.isalpha() and not any(word in text for text in known)


def settled(asked: Conditions) -> Conditions:
    """What the list is asked after all: put right only where no listed model holds the words as they were typed."""
    if not asked.words or asked.exactly:
        return asked
    held = listed_models().filter(asked.parts()["q"])
    return asked if held.exists() else put_right(asked)
