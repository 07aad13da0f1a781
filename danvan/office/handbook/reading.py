"""The chapters as plain words: each rendered once, cut at its headings, and searched without marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import unescape

from django.template.loader import get_template

from danvan.kit import vi
from danvan.office.handbook.chapters import CHAPTERS, Chapter

AROUND = 90  # letters shown on each side of what was found
_HEADING = re.compile(r'<h2 id="([a-z0-9-]+)">(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Section:
    """What stands under one heading of a chapter."""

    chapter: Chapter
    anchor: str
    title: str
    text: str

    @property
    def url(self) -> str:
        """Where it is read."""
        return f"{self.chapter.url}#{self.anchor}"


@dataclass(frozen=True)
class Found:
    """One section that says what was asked for, with the words around the first place."""

    section: Section
    excerpt: str


@cache
def sections(chapter: Chapter) -> tuple[Section, ...]:
    """The sections of a chapter; the text never changes while the portal runs."""
    parts = _HEADING.split(get_template(chapter.template).render({}))
    heads = zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    return tuple(Section(chapter, anchor, _words(title), _words(text)) for anchor, title, text in heads)


def search(asked: str) -> list[Found]:
    """The sections that hold every word asked for; those with the words in their heading come first."""
    words = _folded(asked).split()
    if not words:
        return []
    every = [section for chapter in CHAPTERS for section in sections(chapter)]
    found = [section for section in every if _holds(_whole(section), words)]
    found.sort(key=lambda section: not _holds(_folded(f"{section.chapter.title} {section.title}"), words))
    return [Found(section, _excerpt(section.text, words)) for section in found]


def _words(markup: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", markup)).split())


def _folded(text: str) -> str:
    """Words and figures alone, without marks: “hoàn tác.” is found by “hoan tac”."""
    return " ".join(re.findall(r"\w+", vi.fold(text)))


@cache
def _whole(section: Section) -> str:
    return _folded(f"{section.chapter.title} {section.title} {section.text}")


def _holds(text: str, words: list[str]) -> bool:
    """Does the text hold all of the words, side by side or apart?"""
    padded = f" {text}"
    return all(f" {word}" in padded for word in words)


def _excerpt(text: str, words: list[str]) -> str:
    """A stretch of whole words around the first place of the words side by side, or of the first of them."""
    said = text.split()
    folded = [_folded(one) for one in said]
    place = _first(folded, words)
    begin = end = place
    while begin > 0 and len(" ".join(said[begin - 1 : place])) <= AROUND:
        begin -= 1
    while end < len(said) and len(" ".join(said[place : end + 1])) <= AROUND:
        end += 1
    return f"{'… ' if begin else ''}{' '.join(said[begin:end])}{' …' if end < len(said) else ''}"


def _first(folded: list[str], words: list[str]) -> int:
    size = len(words)
    together = (place for place in range(len(folded)) if folded[place : place + size] == words)
    alone = (place for place, one in enumerate(folded) if one.startswith(words[0]))
    return next(together, next(alone, 0))
