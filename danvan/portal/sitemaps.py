"""The public addresses for search engines: pages that stand by themselves, models, units, decisions, documents."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.utils import timezone

from danvan.decisions.models import Decision
from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import public_title
from danvan.library.models import Document
from danvan.portal import links
from danvan.portal.library_rows import address
from danvan.portal.sections import addresses
from danvan.units.models import Unit

if TYPE_CHECKING:  # a plain class when it runs, with a type parameter where types are read
    Base = Sitemap[Any]
else:
    Base = Sitemap


class Ours(Base):
    """Addresses under the name of the site, five thousand a page."""

    limit = 5_000

    def get_protocol(self, protocol: str | None = None) -> str:
        """That of the site, whatever the proxy speaks with us."""
        return urlsplit(settings.SITE_URL).scheme or "http"

    def get_domain(self, site: Any = None) -> str:
        """The name of the site, not the one the caller typed."""
        return urlsplit(settings.SITE_URL).netloc


class Pages(Ours):
    """The pages that stand by themselves."""

    def items(self) -> list[str]:
        return addresses()

    def location(self, item: str) -> str:
        return item


class Practices(Ours):
    """Every recognised model."""

    def items(self) -> QuerySet[Dossier]:
        return Dossier.objects.public().models_only().order_by("pk")

    def location(self, item: Dossier) -> str:
        return links.practice(item.pk, public_title(item))

    def lastmod(self, item: Dossier) -> date | None:
        return item.recognised_on


class Units(Ours):
    """Every unit that stands or has stood."""

    def items(self) -> QuerySet[Unit]:
        return Unit.objects.begun(timezone.localdate()).only("pk", "name").order_by("pk")

    def location(self, item: Unit) -> str:
        return links.unit(item.pk, item.name)


class Decisions(Ours):
    """Every published decision."""

    def items(self) -> QuerySet[Decision]:
        return Decision.objects.public().only("pk", "published_at").order_by("pk")

    def location(self, item: Decision) -> str:
        return links.decision(item.pk)

    def lastmod(self, item: Decision) -> datetime | None:
        return item.published_at


class Documents(Ours):
    """Every public document."""

    def items(self) -> QuerySet[Document]:
        return Document.objects.public().only("pk", "published_at").order_by("pk")

    def location(self, item: Document) -> str:
        return address(item)

    def lastmod(self, item: Document) -> datetime | None:
        return item.published_at


SITEMAPS: dict[str, type[Base] | Base] = {
    "trang": Pages, "mo-hinh": Practices, "don-vi": Units, "quyet-dinh": Decisions, "van-ban": Documents,
}  # fmt: skip
