"""The documents of the demonstration: real numbers and days as cited in the sources, without files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from danvan.accounts.models import User
from danvan.exchange.demo.files import fixture, rows
from danvan.library.actions import Words, begin, publish, replace
from danvan.library.loading import load_kinds
from danvan.library.models import Document, DocumentKind
from danvan.units.models import Unit


def add_library(*, by: User, at: datetime) -> int:
    """The kinds and the documents that are not there yet, published; says how many were added."""
    load_kinds(fixture("library", "kinds.json"))
    told = rows("library.json")
    unit, kinds = Unit.objects.get(code=told["unit"]), {kind.code: kind for kind in DocumentKind.objects.all()}
    known = set(Document.objects.values_list("number", flat=True))
    made: dict[str, Document] = {}
    for row in told["documents"]:
        if row["number"] not in known:
            made[row["number"]] = _add(row, unit, kinds, told["unsure"], by, at)
    for row in told["documents"]:
        if row["number"] in made and (later := made.get(row.get("replaced_by", ""))):
            replace(document=made[row["number"]], by_document=later, by=by, at=at)
    return len(made)


def _add(
    row: Mapping[str, Any], unit: Unit, kinds: Mapping[str, DocumentKind], unsure: str, by: User, at: datetime
) -> Document:
    summary = " ".join(part for part in (row.get("summary", ""), unsure if row.get("unsure") else "") if part)
    words = Words(
        kind=kinds[row["kind"]], title=row["title"], body=row["body"], number=row["number"],
        signed_on=date.fromisoformat(row["signed_on"]) if "signed_on" in row else None, summary=summary,
    )  # fmt: skip
    document = begin(unit=unit, words=words, by=by, at=at, is_illustrative=bool(row.get("unsure")))
    return publish(document=document, by=by, at=at)
