"""What a row of the list of models says besides its own fields: what took it back, its copies, what it was copied from;
and the one shape in which every list of models is given as data."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import CharField, Count, DateField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from danvan.decisions.enums import DecisionKind
from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import public_holder, public_title
from danvan.kit import vi
from danvan.reports.conditions import TAKEN_BACK, Conditions, Force, Status, revoking_lines
from danvan.reports.readings import Reading, unallocated_code, unallocated_name


def answering(rows: QuerySet[Any], asked: Conditions) -> QuerySet[Any]:
    """The rows that answer, each with the decision that took it back, if that is what is asked for."""
    found: QuerySet[Any] = rows.filter(asked.where())
    if asked.force is not Force.REVOKED or asked.status not in TAKEN_BACK:
        held: QuerySet[Any] = found.annotate(revoked_by=Value("", CharField()), revoked_on=Value(None, DateField()))
        return held
    kind = DecisionKind.COMMEND if asked.status is Status.COMMENDED else DecisionKind.RECOGNISE
    lines = revoking_lines(kind).filter(dossier=OuterRef("pk")).order_by("-ended_by__signed_on", "-pk")
    lost: QuerySet[Any] = found.annotate(
        revoked_by=Coalesce(Subquery(lines.values("ended_by__number")[:1]), Value("")),
        revoked_on=Subquery(lines.values("ended_by__signed_on")[:1]),
    )
    return lost


def with_copies(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows, each with how many published copies were made straight from it, and whose copy it is itself."""
    published = Dossier.objects.published().models_only().order_by()
    copies = published.filter(practice__copied_from=OuterRef("practice")).values("practice__copied_from")
    origins = published.filter(practice=OuterRef("practice__copied_from")).order_by("-year", "-pk")
    told: QuerySet[Any] = rows.annotate(
        copy_count=Coalesce(Subquery(copies.annotate(many=Count("practice", distinct=True)).values("many")), 0),
        copied_unit=Coalesce(Subquery(origins.values("unit_name")[:1]), Value("")),
    )
    return told


def practice_shape(dossier: Any, reading: Reading = Reading.THEN) -> dict[str, Any]:
    """One model of a list, with its unit as it registered or as it counts today; nobody's name before recognition."""
    recognised = dossier.recognised_on is not None
    theme = dossier.theme
    return {
        "id": dossier.pk,
        "title": public_title(dossier),
        "kind": dossier.holder_kind.lower(),
        "holder": public_holder(dossier) or None,
        **(_then(dossier) if reading is Reading.THEN else _now(dossier)),
        "theme": {"code": theme.code, "name": theme.name} if theme else None,
        "year": dossier.year,
        "status": _status(dossier),
        "recognised_on": _day(dossier.recognised_on),
        "recognised_by": dossier.recognised_by or None,
        "commended_on": _day(dossier.commended_on),
        "commended_by": dossier.commended_by or None,
        "is_illustrative": dossier.is_illustrative,
        "url": _page(dossier) if recognised else None,
    }


def _status(dossier: Any) -> str:
    if dossier.recognised_on is None and getattr(dossier, "revoked_on", None):
        return "revoked"
    return "commended" if dossier.commended_on else "recognised" if dossier.recognised_on else "registered"


def _then(dossier: Dossier) -> dict[str, Any]:
    return {"unit": {"code": dossier.unit.code, "name": dossier.unit_name}, "superior": dossier.superior_name}


def _now(dossier: Dossier) -> dict[str, Any]:
    found = dossier.counts_in
    if not dossier.is_allocated:
        left = {"code": unallocated_code(found.code), "name": unallocated_name(found.name)}
        return {"unit": left, "superior": found.name}
    above = found.parent.name if found.parent else ""
    return {"unit": {"code": found.code, "name": found.name}, "superior": above}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _page(dossier: Dossier) -> str:
    path = reverse("portal:practice", kwargs={"pk": dossier.pk, "slug": vi.slug(public_title(dossier))})
    return settings.SITE_URL.rstrip("/") + path
