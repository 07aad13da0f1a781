"""What happens in the moment of issue: lines frozen as printed, certificates numbered; public then or at its hour."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from danvan.accounts.models import User
from danvan.decisions.enums import CertificateState, DecisionKind
from danvan.decisions.kinds import FOLLOWING, commends
from danvan.decisions.models import Certificate, Decision, DecisionItem
from danvan.decisions.numbers import serial
from danvan.decisions.printed import final_card, in_points, measures_of
from danvan.decisions.publishing import publish
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


def put_in_force(decision: Decision, by: User, at: datetime) -> None:
    """Freeze the list, give certificates, and make it public unless it waits for its hour.

    One transaction with the step that calls it.
    """
    items = list(decision.items.select_related("dossier__theme").prefetch_related("dossier__cards").order_by("order"))
    if decision.kind not in FOLLOWING:  # these were written line by line, over what was printed before
        measured = measures_of(item.dossier for item in items)
        for item in items:
            freeze(item, measured)
        DecisionItem.objects.bulk_update(items, FROZEN, batch_size=200)
    if decision.kind != DecisionKind.REVOKE:
        _give_certificates(decision, items, at)
    decision.issued_at = at
    decision.save(update_fields=["issued_at"])
    if decision.is_archive or decision.publish_at is None or decision.publish_at <= at:
        publish(decision, by, at)


def _give_certificates(decision: Decision, items: list[DecisionItem], at: datetime) -> None:
    codes = _free_codes(len(items))
    certificates = [_certificate(decision, item, code, at) for item, code in zip(items, codes, strict=True)]
    Certificate.objects.bulk_create(certificates, batch_size=200)


def _free_codes(count: int) -> list[str]:
    """So many codes that no certificate has yet."""
    drawn: set[str] = set()
    while len(drawn) < count:
        more = {public_code() for _ in range(count - len(drawn))}
        drawn |= more.difference(Certificate.objects.filter(code__in=more).values_list("code", flat=True))
    return list(drawn)


def _certificate(decision: Decision, item: DecisionItem, code: str, at: datetime) -> Certificate:
    year = decision.signed_on.year if decision.signed_on else at.year
    prefix = "K" if commends(decision) else ""
    return Certificate(
        item=item, serial=f"{serial(decision.number, year, decision.unit.code, item.order)}{prefix}",
        code=code, issued_at=at, state=CertificateState.VALID,
    )  # fmt: skip
