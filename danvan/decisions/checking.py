"""What anyone may ask of a certificate by its code; of what is not public yet there is nothing to find."""

from __future__ import annotations

import re

from danvan.decisions.enums import DecisionState
from danvan.decisions.models import Certificate, DecisionItem

_ADDRESS = re.compile(r"[0-9A-Z]{1,20}", re.ASCII)


def could_stand_in_an_address(code: str) -> bool:
    """Is it made of what codes and their slips are made of?"""
    return bool(_ADDRESS.fullmatch(code))


def public_certificate(code: str) -> Certificate | None:
    """The certificate with this code, once its decision is public; one that waits looks like one never given."""
    if not could_stand_in_an_address(code):
        return None
    public = Certificate.objects.filter(item__decision__published_at__isnull=False).exclude(
        item__decision__state=DecisionState.DRAFT
    )
    told = public.select_related("item__decision__amends__amends", "item__dossier", "item__ended_by")
    return told.filter(code=code).first()


def ending_line(item: DecisionItem) -> DecisionItem | None:
    """The line that took the place of an ended one, or took it back: its reason, and its certificate if any."""
    if item.ended_by_id is None:
        return None
    lines = DecisionItem.objects.filter(about=item, decision=item.ended_by_id)
    return lines.select_related("decision", "certificate", "dossier").first()
