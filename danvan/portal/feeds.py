"""Feeds (RSS, Atom) of the list of models as it is narrowed: the newest first, every address with the site's name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape

from danvan.dossiers.naming import public_holder, public_text, public_title
from danvan.portal import links
from danvan.portal.marking import excerpt
from danvan.portal.rows import together

LONGEST = 30
ABOUT = "Mô hình, điển hình “Dân vận khéo” mới ghi danh, theo điều kiện đã chọn trên trang danh sách."


def rss(rows: Iterable[Any], *, title: str, query: str, path: str) -> bytes:
    """The rows as RSS 2.0."""
    return _written(Rss201rev2Feed, rows, title, query, path)


def atom(rows: Iterable[Any], *, title: str, query: str, path: str) -> bytes:
    """The rows as Atom."""
    return _written(Atom1Feed, rows, title, query, path)


def _written(kind: type[SyndicationFeed], rows: Iterable[Any], title: str, query: str, path: str) -> bytes:
    page = links.absolute(_with(reverse("portal:practices"), query))
    feed = kind(title=title, link=page, description=ABOUT, language="vi", feed_url=links.absolute(_with(path, query)))
    for row in rows:
        _add(feed, row, page)
    return bytes(feed.writeString("utf-8"), "utf-8")


def _add(feed: SyndicationFeed, row: Any, page: str) -> None:
    """One model; what has no page of its own leads to the list."""
    recognised = row.recognised_on is not None
    title = public_title(row)
    told = excerpt([public_text(row, text) for text in (row.achieved, row.method)], []) if recognised else ""
    facts = [together(public_holder(row), row.unit_name), row.recognised_by, told]
    feed.add_item(
        title=title, link=links.absolute(links.practice(row.pk, title)) if recognised else page,
        description=escape(". ".join(fact.rstrip(".") for fact in facts if fact) + "."),  # readers take it for HTML
        unique_id=links.absolute(f"{reverse('portal:practices')}{row.pk}/"), unique_id_is_permalink=recognised,
        pubdate=_noon(row), updateddate=_noon(row), categories=[row.theme.name] if row.theme else [],
    )  # fmt: skip


def _noon(row: Any) -> datetime | None:
    """A decision has a day and no hour: its noon, so that no time zone moves it to another day."""
    day = row.recognised_on or row.registered_on
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day, time(12))).astimezone(UTC)


def _with(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address
