"""What happens in the moment of issue: lines frozen as printed, certificates numbered, dossiers made public."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from danvan.accounts.models import User
from danvan.decisions.enums import CertificateState, DecisionKind
from danvan.decisions.models import Certificate, Decision, DecisionItem
from danvan.decisions.numbers import serial
from danvan.decisions.printed import final_card, in_points, measures_of
from danvan.dossiers.models import Dossier
from danvan.dossiers.results import Measure
from danvan.kit.codes import public_code

FROZEN = ("title", "holder_kind", "holder_name", "unit_name", "superior_name", "theme_name", "year", "marks", "result")


def freeze(item: DecisionItem, by: Mapping[int, Measure]) -> None:
    """Copy onto the line what the dossier and its final card (prefetched) say now."""
    dossier, final = item.dossier, final_card(item.dossier)
    item.title, item.year = dossier.title, dossier.year
    item.marks = final.marks if final else ""
    item.result = in_points(final, by) if final else ""
    item.holder_kind, item.holder_name = dossier.holder_kind, dossier.holder_name or dossier.unit_name
    item.unit_name, item.superior_name = dossier.unit_name, dossier.superior_name
    item.theme_name = dossier.theme.name if dossier.theme else ""


def publish(decision: Decision, by: User, at: datetime) -> None:
    """Freeze the list, mark the dossiers, give certificates. One transaction with the step that calls it."""
    items = list(decision.items.select_related("dossier__theme").prefetch_related("dossier__cards").order_by("order"))
    measured = measures_of(item.dossier for item in items)
    for item in items:
        freeze(item, measured)
    DecisionItem.objects.bulk_update(items, FROZEN, batch_size=200)
    _mark([item.dossier for item in items], decision)
    codes = _free_codes(len(items))
    certificates = [_certificate(decision, item, code, at) for item, code in zip(items, codes, strict=True)]
    Certificate.objects.bulk_create(certificates, batch_size=200)
    decision.issued_at = decision.published_at = at
    decision.save(update_fields=["issued_at", "published_at"])


def _mark(dossiers: list[Dossier], decision: Decision) -> None:
    day, by = ("commended_on", "commended_by") if decision.kind == DecisionKind.COMMEND else _RECOGNISED
    for dossier in dossiers:
        setattr(dossier, day, decision.signed_on)
        setattr(dossier, by, decision.reference)
    Dossier.objects.bulk_update(dossiers, [day, by], batch_size=200)


_RECOGNISED = ("recognised_on", "recognised_by")


def _free_codes(count: int) -> list[str]:
    """So many codes that no certificate has yet."""
    drawn: set[str] = set()
    while len(drawn) < count:
        more = {public_code() for _ in range(count - len(drawn))}
        drawn |= more.difference(Certificate.objects.filter(code__in=more).values_list("code", flat=True))
    return list(drawn)


def _certificate(decision: Decision, item: DecisionItem, code: str, at: datetime) -> Certificate:
    year = decision.signed_on.year if decision.signed_on else at.year
    prefix = "K" if decision.kind == DecisionKind.COMMEND else ""
    return Certificate(
        item=item, serial=f"{serial(decision.number, year, decision.unit.code, item.order)}{prefix}",
        code=code, issued_at=at, state=CertificateState.VALID,
    )  # fmt: skip
