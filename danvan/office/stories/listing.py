"""The list of recognised models by what their stories still need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from danvan.accounts.models import User
from danvan.dossiers.models import Dossier, DossierQuerySet
from danvan.kit import dates
from danvan.office.stories.forms import TABS
from danvan.stories.models import Photo

PER_PAGE = 30
_LABELS = dict(zip(TABS, ("Chưa có câu chuyện", "Chờ đăng", "Ảnh thiếu sự đồng ý", "Đã đăng"), strict=True))
_EMPTY = {
    "chua-co": "Mọi mô hình được công nhận trong phạm vi đều đã có câu chuyện.",
    "cho-dang": "Không có câu chuyện nào chờ đăng.",
    "thieu-dong-y": "Mọi ảnh có người đều đã ghi sự đồng ý.",
    "da-dang": "Chưa câu chuyện nào được đăng lên sổ vàng.",
}
_LACKING = Q(removed_at__isnull=True, shows_people=True, consent_on__isnull=True)


@dataclass(frozen=True)
class Row:
    """One model in the list."""

    url: str
    title: str
    unit: str
    on: str


@dataclass(frozen=True)
class Listing:
    """One tab with its rows."""

    tabs: Sequence[dict[str, Any]]
    rows: Sequence[Row]
    page: Page[Any]
    base: str
    empty: str


def listing(user: User, asked: dict[str, Any]) -> Listing:
    """The tab that is asked for, of what this person may see."""
    tab = asked["muc"] or TABS[0]
    address, counted = reverse("office:stories"), _counts(user)
    tabs = [
        {"url": f"{address}?muc={one}", "label": _LABELS[one], "count": counted[one], "current": one == tab}
        for one in TABS
    ]
    page = Paginator(_behind(user, tab), PER_PAGE).get_page(asked["page"] or 1)
    return Listing(tabs, [_row(dossier) for dossier in page], page, f"muc={tab}&", _EMPTY[tab])


def _recognised(user: User) -> DossierQuerySet:
    lacking = Photo.objects.filter(_LACKING, dossier=OuterRef("pk"))
    return Dossier.objects.for_user(user).recognised().models_only().alias(lacks_consent=Exists(lacking))


_CONDITIONS = {
    "chua-co": Q(story__isnull=True),
    "cho-dang": Q(story__isnull=False, story__shown_at__isnull=True),
    "thieu-dong-y": Q(lacks_consent=True),
    "da-dang": Q(story__shown_at__isnull=False),
}


def _counts(user: User) -> dict[str, int]:
    """How many stand behind each tab; one query."""
    names = {one: f"count_{place}" for place, one in enumerate(TABS)}
    asked = {names[one]: Count("pk", filter=condition) for one, condition in _CONDITIONS.items()}
    found: dict[str, int] = _recognised(user).aggregate(**asked)
    return {one: found[name] for one, name in names.items()}


def _behind(user: User, tab: str) -> DossierQuerySet:
    return _recognised(user).filter(_CONDITIONS[tab]).order_by("-recognised_on", "-pk")


def _row(dossier: Dossier) -> Row:
    on = dates.short(dossier.recognised_on) if dossier.recognised_on else ""
    return Row(reverse("office:story", args=[dossier.pk]), dossier.title, dossier.unit_name, on)
