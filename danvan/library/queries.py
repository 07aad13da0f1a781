"""Reading the library: guidance and issued decisions in one list, found by number or words, kind, year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, ExtractYear

from danvan.accounts.models import User
from danvan.decisions.models import Decision, DecisionQuerySet
from danvan.decisions.numbers import numbered
from danvan.kit import vi
from danvan.library.models import Document, DocumentKind, DocumentQuerySet

DECISIONS = "cong-nhan"  # the kind under which decisions of this book stand in the list
DECISIONS_LABEL = "Quyết định công nhận, khen thưởng"
_UNDATED = date(1, 1, 1)  # what has no day stands last, in any database
_DOCUMENT, _DECISION = "d", "q"


@dataclass(frozen=True)
class Found:
    """What answers to a search, in one order: the newest first, what has no day last."""

    documents: DocumentQuerySet
    decisions: DecisionQuerySet
    q: str = ""

    def count(self) -> int:
        """How many there are of both."""
        return self.documents.count() + self.decisions.count()

    def cut(self, places: range) -> list[Document | Decision]:
        """The rows of one page."""
        one, other = _keys(self.documents, _DOCUMENT, self.q), _keys(self.decisions, _DECISION, self.q)
        both = one.union(other, all=True).order_by("rank", "-day", "source", "-pk")
        keys = [(source, pk) for _, _, source, pk in both[places.start : places.stop]]
        wanted = {source: [pk for kind, pk in keys if kind == source] for source in (_DOCUMENT, _DECISION)}
        rows: dict[tuple[str, int], Document | Decision] = {}
        for document in Document.objects.filter(pk__in=wanted[_DOCUMENT]).select_related("kind", "replaced_by"):
            rows[_DOCUMENT, document.pk] = document
        for decision in Decision.objects.filter(pk__in=wanted[_DECISION]):
            rows[_DECISION, decision.pk] = decision
        return [rows[key] for key in keys if key in rows]


def _keys(rows: QuerySet[Any], source: str, q: str) -> QuerySet[Any, tuple[int, date, str, int]]:
    """Where each row stands: those with the number that was typed before those with the words."""
    told = rows.order_by().annotate(
        rank=Case(When(numbered(q), then=0), default=1) if q else Value(0),
        day=Coalesce("signed_on", Value(_UNDATED)),
        source=Value(source, output_field=CharField(max_length=1)),
    )
    rows_told: QuerySet[Any, tuple[int, date, str, int]] = told.values_list("rank", "day", "source", "pk")
    return rows_told


def find_documents(q: str = "", kind: str = "", year: int | None = None) -> Found:
    """The public documents and decisions with this number in any spelling or with all these words in them."""
    documents, decisions = Document.objects.public(), Decision.objects.public()
    words = vi.fold(q).split()
    if words:
        documents = documents.filter(_told(words) | numbered(q))
        decisions = decisions.filter(Q(pk__in=_decisions_with(words)) | numbered(q))
    if kind:
        documents = documents.filter(kind__code=kind)
        decisions = decisions if kind == DECISIONS else decisions.none()
    if year:
        documents, decisions = documents.filter(signed_on__year=year), decisions.filter(signed_on__year=year)
    return Found(documents, decisions, q if words else "")


def _told(words: list[str]) -> Q:
    told = Q()
    for word in words:
        told &= Q(search__contains=word)
    return told


def _decisions_with(words: list[str]) -> list[int]:
    """Decisions keep no folded text of their own, and there are few of them: they are read and folded here."""
    rows = Decision.objects.public().values_list("pk", "body", "summary")
    return [pk for pk, body, summary in rows if all(word in _folded(f"quyết định {body} {summary}") for word in words)]


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return vi.fold(text)


def kinds() -> list[tuple[str, str]]:
    """The kinds that have a public row, with the decisions of this book last; code and name."""
    used = Document.objects.public().values("kind")
    rows = list(DocumentKind.objects.filter(pk__in=used).order_by("order", "name").values_list("code", "name"))
    return [*rows, (DECISIONS, DECISIONS_LABEL)]


def years() -> list[int]:
    """The years with a public document or decision, the latest first."""
    found: set[int] = set()
    for rows in (Document.objects.public(), Decision.objects.public()):
        dated = rows.filter(signed_on__isnull=False).order_by()
        found |= set(dated.annotate(told=ExtractYear("signed_on")).values_list("told", flat=True).distinct())
    return sorted(found, reverse=True)


def public_document(pk: int) -> Document | None:
    """A document as citizens read it, with what took its place; none when it is not public."""
    rows = Document.objects.public().select_related("kind", "unit", "replaced_by", "campaign")
    return rows.filter(pk=pk).first()


def replaced(document: Document) -> list[Document]:
    """The public documents that this one took the place of."""
    return list(Document.objects.public().filter(replaced_by=document).order_by("-signed_on", "-pk"))


def in_reach(user: User) -> DocumentQuerySet:
    """What a signed-in person may read: all that is public, and of one's own boards the drafts as well."""
    return Document.objects.for_user(user) | Document.objects.public()


def searched(rows: DocumentQuerySet, q: str) -> DocumentQuerySet:
    """The same rows, narrowed by words or a number."""
    words = vi.fold(q).split()
    return rows.filter(_told(words) | numbered(q)) if words else rows
