"""What the office pages of the library show: rows of the list, and one document with what may be done to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Q
from django.urls import reverse

from danvan.accounts.models import User
from danvan.kit import dates
from danvan.library.actions import may_keep, why_not_public
from danvan.library.models import Document, DocumentQuerySet
from danvan.library.queries import in_reach, searched
from danvan.office.library.forms import STATES

PER_PAGE = 30
_STANDING = {
    "nhap": Q(published_at__isnull=True),
    "dang": Q(published_at__isnull=False, withdrawn_at__isnull=True),
    "go": Q(withdrawn_at__isnull=False),
}


@dataclass(frozen=True)
class Listing:
    """One page of documents, with its conditions."""

    rows: list[dict[str, Any]]
    page: Page[Document]
    tabs: list[dict[str, Any]]
    q: str
    base: str


def documents_for(user: User) -> DocumentQuerySet:
    """The documents this person may read here."""
    return in_reach(user).select_related("kind", "unit", "campaign", "replaced_by", "published_by")


def listing(user: User, asked: dict[str, Any]) -> Listing:
    """The documents in reach, narrowed by words and by where they stand; the newest first."""
    q, standing = asked["q"], asked["muc"]
    found = searched(documents_for(user), q)
    if standing:
        found = found.filter(_STANDING[standing])
    page = Paginator(found.order_by(F("signed_on").desc(nulls_last=True), "-pk"), PER_PAGE).get_page(asked["page"])
    keep = f"q={q}&" if q else ""
    tabs = [
        {"label": label, "url": f"?{keep}muc={key}" if key else f"?{keep}", "current": key == standing, "count": ""}
        for key, label in (("", "Tất cả"), *STATES)
    ]  # fmt: skip
    base = keep + (f"muc={standing}&" if standing else "")
    return Listing([row(one) for one in page], page, tabs, q, base)


def row(document: Document) -> dict[str, Any]:
    """One line of the list."""
    kind, label = state(document)
    return {
        "url": reverse("office:library-document", args=[document.pk]), "title": document.title,
        "reference": f"{document.kind.name} {document.number}".strip(), "body": document.body,
        "day": dates.short(document.signed_on) if document.signed_on else "chưa rõ ngày",
        "unit": document.unit.name, "kind": kind, "label": label, "has_file": bool(document.file),
    }  # fmt: skip


def state(document: Document) -> tuple[str, str]:
    """The kind of the status word, and the word."""
    if document.withdrawn_at is not None:
        return "back", "Đã gỡ"
    return ("done", "Đang đăng") if document.published_at else ("work", "Bản nháp")


def document_context(user: User, document: Document) -> dict[str, Any]:
    """The page of one document."""
    kind, label = state(document)
    keeps = may_keep(user, document.unit)
    facts = [
        ("Loại văn bản", document.kind.name), ("Số, ký hiệu", document.number or "Chưa ghi"),
        ("Ngày ban hành", dates.short(document.signed_on) if document.signed_on else "Chưa ghi"),
        ("Cơ quan ban hành", document.body), ("Đơn vị đăng", document.unit.name),
        ("Đợt thi đua", document.campaign.name if document.campaign else ""),
        ("Lý do gỡ", document.withdrawn_why),
    ]  # fmt: skip
    told = [{"label": name, "value": value, "url": ""} for name, value in facts if value]
    if document.replaced_by:
        later = reverse("office:library-document", args=[document.replaced_by_id])
        told.append({"label": "Được thay bằng", "value": str(document.replaced_by), "url": later})
    if document.link:
        told.append({"label": "Nơi đăng chính thức", "value": document.link, "url": document.link})
    return {
        "document": document, "facts": told, "state": {"kind": kind, "label": label}, "keeps": keeps,
        "missing": why_not_public(document) if keeps and not document.is_public else "",
        "crumbs": crumbs(document.number or document.kind.name),
    }  # fmt: skip


def crumbs(last: str) -> list[dict[str, str]]:
    """Where a page of the library stands."""
    return [{"label": "Văn bản", "url": reverse("office:library")}, {"label": last, "url": ""}]
