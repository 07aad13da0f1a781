"""What a reader typed into the search field, as the words that have to be found."""

from __future__ import annotations

import re

from danvan.kit import vi

_SIGNS = "\"'-,.;:()[]?…"
_JOINTS = re.compile(r"[/–—-]+")  # "2559/QĐ-UBND", "hiến-đất"
# The name of the movement stands in the title of every list, and what a number belongs to before every number: these
# words are said by habit, so they exclude nothing.
_MOVEMENT: tuple[tuple[str, ...], ...] = (("dan", "van", "kheo"), ("mo", "hinh"), ("dien", "hinh"))
_LABELS: tuple[tuple[str, ...], ...] = (("quyet", "dinh", "so"), ("qd", "so"), ("quyet", "dinh"), ("so",))


def typed(q: str) -> list[str]:
    """Every word of the line, without its marks, in the order typed."""
    pieces = [word for piece in vi.fold(q).split() for word in _JOINTS.split(piece.strip(_SIGNS))]
    return [word for piece in pieces if (word := piece.strip(_SIGNS))]


def required(q: str) -> list[str]:
    """The words that must stand in a model: all but the name of the movement, each once."""
    words, found, place = typed(q), [], 0
    while place < len(words):
        habit = _habit(words, place)
        found += words[place : place + 1] if not habit else []
        place += habit or 1
    return list(dict.fromkeys(found))


def _habit(words: list[str], place: int) -> int:
    """How many words from here on are said by habit."""
    for phrase in _MOVEMENT:
        if tuple(words[place : place + len(phrase)]) == phrase:
            return len(phrase)
    for phrase in _LABELS:
        after = place + len(phrase)
        if tuple(words[place:after]) == phrase and after < len(words) and words[after][0].isdigit():
            return len(phrase)
    return 0


def asks_for_a_number(words: list[str]) -> bool:
    """May these words be the number of a decision? Then its letters may stand apart: “2559 qd ubnd”."""
    return any(word[0].isdigit() for word in words)
