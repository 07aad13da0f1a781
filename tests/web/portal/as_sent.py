"""A page as it goes over the wire: how much of it there is, what it fetches, and what stands inside that the policy
forbids."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from django.contrib.staticfiles import finders

STATIC = "/static/"
FETCHING = {"stylesheet", "icon", "preload", "apple-touch-icon", "manifest"}  # of a link; others only tell
IMPORT = re.compile(r'@import url\("([^"]+)"\);')


@dataclass
class Sent(HTMLParser):
    """What one page fetches, and everything in it that a strict policy would refuse."""

    sheets: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        runs = tag == "script" and "src" not in told and told.get("type") != "application/ld+json"
        if tag in {"style", "iframe", "object", "embed", "base"} or runs:
            self.forbidden.append(f"<{tag}>")
        self.forbidden += [f"{tag} {name}" for name in told if name == "style" or name.startswith("on")]
        self.forbidden += [f"{tag} {value}" for value in told.values() if value.startswith("javascript:")]
        if tag == "link" and set(told.get("rel", "").split()) & FETCHING:
            self.fetched.append(told["href"])
            self.sheets += [told["href"]] if told["rel"] == "stylesheet" else []
        elif tag in {"script", "img", "source"}:
            self.fetched += [address.split()[0] for address in told.get("srcset", "").split(",") if address.strip()]
            self.fetched += [told["src"]] if "src" in told else []


def read(content: bytes) -> Sent:
    """One page, taken apart."""
    sent = Sent()
    sent.feed(content.decode())
    return sent


def weight(content: bytes) -> int:
    """Bytes of the page and of its style sheets, as they are sent."""
    return packed(content) + sum(packed(style(sheet.removeprefix(STATIC))) for sheet in read(content).sheets)


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def style(path: str) -> bytes:
    """A style sheet with all that it imports in its place."""
    text = Path(str(finders.find(path))).read_text()
    return IMPORT.sub(lambda found: style(f"css/{found[1]}").decode(), text).encode()
