"""Which models of the demonstration were made after others: nothing is added, only the line between two is drawn."""

from __future__ import annotations

from collections.abc import Mapping

from danvan.dossiers.models import Practice
from danvan.dossiers.replicating import keep_origin
from danvan.exchange.demo.files import rows


def link_copies() -> int:
    """Draw every line of the file; says how many."""
    pairs = rows("copies.json")["copies"]
    for pair in pairs:
        keep_origin(_practice(pair["copy"]), _practice(pair["origin"]))
    return len(pairs)


def _practice(named: Mapping[str, str]) -> Practice:
    return Practice.objects.get(unit__code=named["unit"], title=named["title"])
