"""The words of one line of an amending decision, and what the dossier takes over from them."""

from __future__ import annotations

from danvan.criteria.models import Theme
from danvan.decisions.models import DecisionItem
from danvan.dossiers.content import match_key, settle
from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier

# What may be corrected; everything else of a line is carried over as it was printed.
CORRECTED = ("title", "holder_name", "unit_name", "theme_name", "award", "prize")
CARRIED = ("holder_kind", "superior_name", "year", "marks", "result")
_ON_DOSSIER = ("title", "holder_name", "unit_name")


def corrections(item: DecisionItem) -> dict[str, tuple[object, object]]:
    """Where the line says something else than the one it is about: as it was, as it is."""
    if item.about is None:
        return {}
    pairs = {name: (getattr(item.about, name), getattr(item, name)) for name in CORRECTED}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def reason_of(item: DecisionItem) -> str:
    """Why the line is corrected or taken back: its own reason, or that of the whole decision."""
    return item.reason.strip() or item.decision.reason.strip()


def twin_of(item: DecisionItem) -> Dossier | None:
    """Another dossier of the unit and the year that has the corrected name already."""
    dossier = item.dossier
    key = match_key(dossier.track, *(_name(item, name) for name in ("title", "holder_name")))
    others = Dossier.objects.filter(
        campaign=dossier.campaign_id, unit=dossier.unit_id, year=dossier.year, match_key=key
    ).exclude(pk=dossier.pk)
    return others.exclude(state=State.WITHDRAWN).first()


def _name(item: DecisionItem, name: str) -> str:
    """What the dossier will say: the correction, or what it says now."""
    told = corrections(item)
    return str(told[name][1]) if name in told and getattr(item.dossier, name) else str(getattr(item.dossier, name))


def correct_dossier(item: DecisionItem) -> dict[str, list[str]]:
    """Write the corrections into the dossier; what changed in it, by field. A name that is taken is left alone."""
    dossier, told = item.dossier, corrections(item)
    if not told or twin_of(item):
        return {}
    before = {name: getattr(dossier, name) for name in _ON_DOSSIER} | {"theme": _theme_name(dossier)}
    for name in _ON_DOSSIER:
        setattr(dossier, name, _name(item, name))
    if "theme_name" in told:
        found = Theme.objects.filter(scheme=dossier.campaign.theme_scheme_id, name=item.theme_name).first()
        dossier.theme = found or dossier.theme
    settle(dossier)
    dossier.edition += 1
    dossier.save(update_fields=[*_ON_DOSSIER, "theme", "search", "match_key", "edition"])
    after = {name: getattr(dossier, name) for name in _ON_DOSSIER} | {"theme": _theme_name(dossier)}
    return {name: [before[name], after[name]] for name in before if before[name] != after[name]}


def _theme_name(dossier: Dossier) -> str:
    return dossier.theme.name if dossier.theme else ""
