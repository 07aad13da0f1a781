"""Every link of the public site is followed from the first page, signed out: none is dead, all say what they are.

Of pages that are alike but for their row, forty of each kind are opened; all of them with DANVAN_WALK_ALL=1.
"""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import resolve

START = "/"
FEW, SOME = 1, 20  # how many are opened of what is drawn anew; and of one page, that differ in what is asked (?loai=…)
ALIKE = 10**6 if os.environ.get("DANVAN_WALK_ALL") else 40  # of pages that differ in their row alone (models, units)
COSTLY = {"portal:practice-pdf", "portal:practice-card", "portal:practices-pdf"}
PRIVATE = ("/can-bo/", "/quan-tri/")
WITHOUT_CRUMBS = {"home", "english"}  # the first page, and its English sister: nothing stands above them
PROMISED = {
    "portal:home", "portal:practices", "portal:practice", "portal:units", "portal:unit", "portal:decisions",
    "portal:decision", "portal:check", "portal:titles", "portal:figures", "portal:documents", "portal:document",
    "portal:hearings", "portal:hearing", "portal:candidate", "portal:follow", "portal:removal", "portal:compare",
    "portal:about", "portal:accessibility", "portal:privacy", "portal:site-map", "portal:contacts",
    "portal:english", "data:tables", "data:reference", "data:file", "portal:practice-pdf",
    "portal:practice-card",
}  # fmt: skip


@dataclass
class Page(HTMLParser):
    """What the walk needs to know of one page."""

    links: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    lang: str = ""
    title: str = ""
    description: str = ""
    headings: int = 0
    has_crumbs: bool = False
    _in_title: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.anchors.add(told.get("id", ""))
        if tag == "html":
            self.lang = told.get("lang", "")
        elif tag == "title":
            self._in_title = not self.title
        elif tag == "h1":
            self.headings += 1
        elif tag == "meta" and told.get("name") == "description":
            self.description = told.get("content", "").strip()
        elif tag == "nav" and "crumbs" in told.get("class", ""):
            self.has_crumbs = True
        if tag in {"a", "link", "form"} and (address := told.get("href", told.get("action", ""))):
            self.links += [address] if told.get("method", "get").lower() == "get" else []
        if tag in {"img", "script", "source"} and told.get("src"):
            self.pictures.append(told["src"])

    def handle_data(self, data: str) -> None:
        self.title += data if self._in_title else ""

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"


def inside(base: str, links: list[str], host: str) -> Iterator[str]:
    """The addresses of this site among the links, without their anchors."""
    for link in links:
        whole = urldefrag(urljoin(f"http://{host}{base}", link)).url
        parts = urlsplit(whole)
        if parts.scheme in {"http", "https"} and parts.netloc == host:
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def wrongs(address: str, page: Page) -> list[str]:
    """What a page does not say of itself."""
    name = resolve(urlsplit(address).path).url_name
    missing = {
        "title": not page.title.strip(), "description": len(page.description) < 20, "one h1": page.headings != 1,
        "language": page.lang not in {"vi", "en"}, "breadcrumb": not page.has_crumbs and name not in WITHOUT_CRUMBS,
    }  # fmt: skip
    return [f"{address}: no {what}" for what, is_missing in missing.items() if is_missing]


@dataclass
class Walk:
    """A reader without an account who follows everything; ``met`` are all addresses seen, ``wrong`` what was amiss."""

    client: Client
    host: str = "testserver"
    met: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    waiting: deque[str] = field(default_factory=deque)
    alike: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def go(self, start: str) -> Walk:
        """Follow links until there are no new ones."""
        self._meet(start)
        while self.waiting:
            address = self.waiting.popleft()
            self._file(address) if address.startswith("/static/") else self._page(address)
        return self

    def _meet(self, address: str) -> None:
        if address in self.met or address.startswith(PRIVATE):
            return
        self.met.add(address)
        if not address.startswith("/static/"):
            view = resolve(urlsplit(address).path).view_name
            self.alike[view, "?" in address] += 1
            most = FEW if view in COSTLY else SOME if "?" in address else ALIKE
            if self.alike[view, "?" in address] > most:
                return
        self.waiting.append(address)

    def _file(self, address: str) -> None:
        path = address.removeprefix("/static/")
        if finders.find(path) is None and not path.startswith("fonts/"):  # fonts are built before the server starts
            self.wrong.append(f"{address}: no such file")

    def _page(self, address: str) -> None:
        answer = self.client.get(address)
        if answer.status_code in {301, 302}:
            return self._follow(address, [answer["Location"]])
        if answer.status_code != 200:
            return self.wrong.append(f"{address}: {answer.status_code}")
        if answer["Content-Type"].startswith("text/html"):
            page = Page()
            page.feed(answer.content.decode())
            self.wrong += wrongs(address, page)
            return self._follow(address, [*page.links, *page.pictures])
        return answer.close()

    def _follow(self, address: str, links: list[str]) -> None:
        for found in inside(address, links, self.host):
            self._meet(found)


@pytest.fixture
def walk(client, seeded, settings) -> Walk:
    settings.SITE_URL = "http://testserver"
    return Walk(client).go(START)


def test_no_link_is_dead_and_every_page_says_what_it_is(walk):
    assert walk.wrong == []
    reached = {resolve(urlsplit(address).path).view_name for address in walk.met if not address.startswith("/static/")}
    assert PROMISED - reached == set()
