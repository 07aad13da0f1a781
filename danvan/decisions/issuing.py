"""What happens in the moment of issue: lines frozen as printed, certificates numbered, dossiers made public."""

from __future__ import annotations

import secrets
from datetime import datetime

from danvan.accounts.models import User
from danvan.decisions.enums import CertificateState, DecisionKind
from danvan.decisions.models import Certificate, Decision, DecisionItem
from danvan.decisions.numbers import serial
from danvan.dossiers.models import Dossier
from danvan.kit import codes

FROZEN = ("title", "holder_kind", "holder_name", "unit_name", "superior_name", "theme_name", "year", "marks")


def freeze(item: DecisionItem, marks: str) -> None:
    """Copy onto the line what the dossier says now."""
    dossier = item.dossier
    item.title, item.year, item.marks = dossier.title, dossier.year, marks
    item.holder_kind, item.holder_name = dossier.holder_kind, dossier.holder_name or dossier.unit_name
    item.unit_name, item.superior_name = dossier.unit_name, dossier.superior_name
    item.theme_name = dossier.theme.name if dossier.theme else ""


def publish(decision: Decision, by: User, at: datetime) -> None:
    """Freeze the list, mark the dossiers, give certificates. One transaction with the step that calls it."""
    items = list(decision.items.select_related("dossier__theme").prefetch_related("dossier__cards").order_by("order"))
    for item in items:
        final = next((card for card in item.dossier.cards.all() if card.is_final), None)
        freeze(item, final.marks if final else "")
    DecisionItem.objects.bulk_update(items, FROZEN, batch_size=200)
    _mark([item.dossier for item in items], decision)
    Certificate.objects.bulk_create([_certificate(decision, item, at) for item in items], batch_size=200)
    decision.issued_at = at
    decision.save(update_fields=["issued_at"])


def _mark(dossiers: list[Dossier], decision: Decision) -> None:
    day, by = ("commended_on", "commended_by") if decision.kind == DecisionKind.COMMEND else _RECOGNISED
    for dossier in dossiers:
        setattr(dossier, day, decision.signed_on)
        setattr(dossier, by, decision.reference)
    Dossier.objects.bulk_update(dossiers, [day, by], batch_size=200)


_RECOGNISED = ("recognised_on", "recognised_by")


def _certificate(decision: Decision, item: DecisionItem, at: datetime) -> Certificate:
    year = decision.signed_on.year if decision.signed_on else at.year
    prefix = "K" if decision.kind == DecisionKind.COMMEND else ""
    return Certificate(
        item=item, serial=f"{serial(decision.number, year, decision.unit.code, item.order)}{prefix}",
        code=codes.make_code(secrets.SystemRandom()), issued_at=at, state=CertificateState.VALID,
    )  # fmt: skip
