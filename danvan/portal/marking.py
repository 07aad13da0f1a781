"""Showing where a search was met: the words found, and the sentence that holds them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from danvan.kit import vi

_PIECES = re.compile(r"(\w+)")
_SENTENCES = re.compile(r"(?<=[.;\n])\s+")
LONGEST = 180


def marked(text: str, words: Sequence[str]) -> SafeString:
    """The text with the words that hold one of the searched ones marked; ``words`` are folded."""
    wanted = [part for word in words for part in re.findall(r"\w+", word)]
    pieces = _PIECES.split(text)
    return format_html_join(
        "", "{}", ((_mark(piece) if any(word in vi.fold(piece) for word in wanted) else piece,) for piece in pieces)
    )


def _mark(piece: str) -> SafeString:
    return format_html("<mark>{}</mark>", piece)


def excerpt(texts: Sequence[str], words: Sequence[str]) -> str:
    """The first text that holds a searched word, or the first of all, from the sentence with the word on."""
    told = [text for text in texts if text.strip()]
    text = next((text for text in told if _holds(text, words)), told[0] if told else "")
    sentences = [sentence.strip() for sentence in _SENTENCES.split(text) if sentence.strip()]
    if len(text) > LONGEST:
        first = next((index for index, one in enumerate(sentences) if _holds(one, words)), 0)
        sentences = sentences[first:]
    short = vi.capfirst_vi(" ".join(sentences))
    return short if len(short) <= LONGEST else short[:LONGEST].rpartition(" ")[0] + "…"


def _holds(text: str, words: Sequence[str]) -> bool:
    return any(word in vi.fold(text) for word in words)


def spelled(words: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The folded words as they are written in these texts, with their marks; one that stands in none stays as it is."""
    known = {vi.fold(piece): piece.lower() for text in reversed(texts) for piece in reversed(_PIECES.findall(text))}
    return [known.get(word, word) for word in words]
