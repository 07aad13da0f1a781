"""Loading the kinds of documents from a file; a second time changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

from django.db import transaction

from danvan.library.models import DocumentKind


@transaction.atomic
def load_kinds(path: Path) -> int:
    """Add or rename the kinds that the file names, by their code; says how many there are in it."""
    rows = json.loads(path.read_text(encoding="utf-8"))["kinds"]
    for order, row in enumerate(rows, 1):
        DocumentKind.objects.update_or_create(code=row["code"], defaults={"name": row["name"], "order": order})
    return len(rows)
