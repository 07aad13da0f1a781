"""What the API tells about each thing: published data only, and nobody's name before recognition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from danvan.decisions.kinds import commends
from danvan.decisions.models import Certificate, Decision, DecisionItem
from danvan.decisions.naming import reason_of
from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import printed_holder, printed_text, public_text
from danvan.kit import codes, vi
from danvan.reports.breaks import Break
from danvan.reports.listed_rows import practice_shape
from danvan.reports.titles import TitleCount
from danvan.reports.totals import ThemeCount, Totals, UnitCount, YearCount
from danvan.units.models import Unit

CONTENT = (
    "situation",
    "objectives",
    "method",
    "place",
    "forces",
    "resources",
    "schedule",
    "outputs",
    "upkeep",
    "achieved",
)


practice = practice_shape  # one model in a list


def practice_in_full(dossier: Dossier) -> dict[str, Any]:
    """One recognised model with what was written about it."""
    content = {name: public_text(dossier, text) for name in CONTENT if (text := getattr(dossier, name))}
    return {**practice(dossier), "content": content}


def unit(found: Unit, today: date) -> dict[str, Any]:
    """One unit as it stands now, or as it last stood; an end that is only planned is not told."""
    return {
        "id": found.pk,
        "code": found.code,
        "name": found.name,
        "kind": found.kind.lower(),
        "parent": {"code": found.parent.code, "name": found.parent.name} if found.parent else None,
        "ended_on": _day(found.ended_on) if found.ended_on and found.ended_on < today else None,
        "url": _site(reverse("portal:unit", kwargs={"pk": found.pk, "slug": vi.slug(found.name)})),
    }


def decision(found: Decision, issuer: str, items: int) -> dict[str, Any]:
    """One decision that is no draft, with the name its issuer had on the day."""
    return {
        "id": found.pk,
        "number": found.number or None,
        "signed_on": _day(found.signed_on),
        "date_text": found.date_text or None,
        "kind": found.kind.lower(),
        "state": found.state.lower(),
        "body": found.body,
        "unit": {"code": found.unit.code, "name": issuer},
        "summary": found.summary,
        "items": items,
        "amends": _cited(found.amends) if found.amends else None,
        "is_illustrative": found.is_illustrative,
        "url": _site(reverse("portal:decision", kwargs={"pk": found.pk})),
    }


def _cited(found: Decision) -> dict[str, Any]:
    return {
        "id": found.pk, "number": found.number or None, "signed_on": _day(found.signed_on), "body": found.body,
        "url": _site(reverse("portal:decision", kwargs={"pk": found.pk})),
    }  # fmt: skip


def certificate(found: Certificate) -> dict[str, Any]:
    """One certificate in force: what the decision printed, and nothing more."""
    item = found.item
    return {
        **_of_certificate(found),
        "title": printed_text(item.dossier, item.title, item.holder_name),
        "kind": item.holder_kind.lower() or None,
        "holder": printed_holder(item.dossier, item.holder_name),
        "unit": item.unit_name,
        "superior": item.superior_name,
        "year": item.year,
        "award": item.award or None,
    }


def ended_certificate(found: Certificate, later: DecisionItem | None) -> dict[str, Any]:
    """One that has no force any more: by which decision and why, and the one in its place; no names."""
    ended = found.item.ended_by
    new = getattr(later, "certificate", None) if later else None
    return {
        **_of_certificate(found),
        "ended_by": _cited(ended) if ended else None,
        "reason": (printed_text(later.dossier, reason_of(later), later.holder_name) if later else "") or None,
        "replaced_by": {"code": codes.shown(new.code), "url": _certificate_page(new)} if new else None,
    }


def _of_certificate(found: Certificate) -> dict[str, Any]:
    decision = found.item.decision
    return {
        "code": codes.shown(found.code),
        "status": found.state.lower(),
        "paper": "commendation" if commends(decision) else "recognition",
        "serial": found.serial,
        "decision": _cited(decision),
        "is_illustrative": decision.is_illustrative,
        "url": _certificate_page(found),
    }


def _certificate_page(found: Certificate) -> str:
    return _site(reverse("portal:certificate", kwargs={"code": found.code}))


def figures(totals: Totals) -> dict[str, Any]:
    """The totals of a scope."""
    return {
        "registered": totals.registered,
        "recognised": totals.recognised,
        "collective": totals.collective,
        "individual": totals.individual,
        "commended": {"collective": totals.commended_collective, "individual": totals.commended_individual},
    }


def themes(rows: Sequence[ThemeCount]) -> list[dict[str, Any]]:
    """The figures by theme."""
    return [{"code": row.code, "name": row.name, **_both(row)} for row in rows]


def years(rows: Sequence[YearCount]) -> list[dict[str, Any]]:
    """The figures by year of registration."""
    return [{"year": row.year, **_both(row)} for row in rows]


def units(rows: Sequence[UnitCount]) -> list[dict[str, Any]]:
    """The figures by unit."""
    return [{"code": row.code, "name": row.name, **_both(row)} for row in rows]


def titles(rows: Sequence[TitleCount], breaks: Mapping[tuple[str, int], Break]) -> list[dict[str, Any]]:
    """The figures on titles by criteria set and year, and why a year cannot be held against the one before."""
    return [
        {
            "criteria_set": row.criteria_set, "name": row.set_name, "year": row.year, "registered": row.registered,
            "assessed": row.assessed, "passed": row.passed, "full": row.full,
            "break": found.rate_words if (found := breaks.get((row.criteria_set, row.year))) else None,
        }
        for row in rows
    ]  # fmt: skip


def _both(row: ThemeCount | YearCount | UnitCount) -> dict[str, int]:
    return {"registered": row.registered, "recognised": row.recognised}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _site(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path
