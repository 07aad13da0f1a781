"""What stands in the form before it is filled in: the registrations that are stored, and the units that have none."""

from __future__ import annotations

from collections.abc import Mapping

from danvan.criteria.enums import Track
from danvan.dossiers.enums import Continuity, Holder, State
from danvan.dossiers.models import Campaign, Dossier
from danvan.exchange.finding import UnitFinder
from danvan.kit import vi
from danvan.kit.sheets import MAX_CELL

Row = dict[str, object]
_WORDS = ("title", "holder_name", "situation", "objectives", "method", "place", "forces", "resources", "schedule",
          "outputs", "upkeep", "contact")  # fmt: skip


def rows_of(campaign: Campaign, track: Track, units: UnitFinder, own: Mapping[int, str]) -> list[Row]:
    """The stored registrations of one track under one's own units, then a line for each unit that has none."""
    stored = Dossier.objects.filter(campaign=campaign, track=track).exclude(state=State.WITHDRAWN)
    labels = units.own_labels()
    found = [one for one in stored.select_related("theme").order_by("pk").iterator() if one.unit_id in labels]
    order = {unit: place for place, unit in enumerate(labels)}
    found.sort(key=lambda one: (order[one.unit_id], one.year))
    taken = {one.unit_id for one in found}
    free: list[Row] = [{"unit": own[unit]} for unit in own if unit not in taken and not campaign.is_archive]
    return [*(row_of(one, labels[one.unit_id]) for one in found), *free]


def last_year(campaign: Campaign, units: UnitFinder) -> list[Row]:
    """The models that one's own units registered the year before, as rows to go on with."""
    labels = units.own_labels()
    stored = Dossier.objects.filter(track=Track.MODEL, year=campaign.first_year - 1, unit__in=labels)
    kept = stored.exclude(state__in=(State.WITHDRAWN, State.DRAFT)).select_related("theme").order_by("pk")
    themes = set(campaign.theme_scheme.themes.values_list("pk", flat=True))
    rows = [{**row_of(one, labels[one.unit_id]), "registered_on": None, "continuity": Continuity.KEPT.label}
            for one in kept if not campaign.is_archive]  # fmt: skip
    for one, row in zip(kept, rows, strict=False):
        if one.theme_id not in themes:
            row["theme"] = None
    return sorted(rows, key=lambda row: vi.sort_key(str(row["unit"])))


def row_of(dossier: Dossier, unit: str) -> Row:
    """A registration as the cells of a row; words too long for a cell are left out, and stay as they are stored."""
    words = {name: getattr(dossier, name) or None for name in _WORDS}
    return {
        **{name: text if text is None or len(text) < MAX_CELL else None for name, text in words.items()},
        "unit": unit, "holder_kind": Holder(dossier.holder_kind).label if dossier.is_model else None,
        "continuity": Continuity(dossier.continuity).label, "theme": dossier.theme.name if dossier.theme else None,
        "target_count": dossier.target_count, "registered_on": dossier.registered_on, "year": dossier.year,
    }  # fmt: skip
