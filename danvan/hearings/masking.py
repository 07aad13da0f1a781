"""Personal data in what people write: telephone numbers, addresses of e-mail and identity numbers, proposed to be
covered before the text is shown; the officer confirms."""

from __future__ import annotations

import re

_RULES = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[thư điện tử]"),
    (re.compile(r"(?<!\d)(?:\+84|0084|0)(?:[ .-]?\d){8,10}(?!\d)"), "[số điện thoại]"),
    (re.compile(r"(?<!\d)\d{9,19}(?!\d)"), "[số giấy tờ, tài khoản]"),
)
_COVER = re.compile(r"\[[^\[\]\n]{0,60}\]|…")
_WORDS = re.compile(r"\w+")


def masked(text: str) -> str:
    """The text with what looks like personal data covered by words in brackets."""
    for pattern, words in _RULES:
        text = pattern.sub(words, text)
    return text


def places(text: str) -> list[tuple[int, int]]:
    """Where in the text something looks like personal data, from and to, in order."""
    found: list[tuple[int, int]] = []
    for pattern, _ in _RULES:
        every = [match.span() for match in pattern.finditer(text)]
        found += [one for one in every if not any(one[0] < end and begin < one[1] for begin, end in found)]
    return sorted(found)


def only_covers(shown: str, sent: str) -> bool:
    """Does the shown text say nothing but what was sent? Parts may be left out or covered, nothing may be added."""
    words = iter(_WORDS.findall(sent))
    return all(word in words for word in _WORDS.findall(_COVER.sub(" ", shown)))
