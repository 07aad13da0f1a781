"""What a strip is drawn from: the groups of a version, and the card of a dossier that came furthest."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When

from danvan.criteria.models import Criterion
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import Voice


def group_sizes(version_ids: Iterable[int]) -> dict[int, list[int]]:
    """The number of criteria in each group, in official order, by version; nothing is asked for no version."""
    wanted = {pk for pk in version_ids if pk}
    sizes: dict[int, list[int]] = {pk: [] for pk in wanted}
    if not wanted:
        return sizes
    rows = (
        Criterion.objects.filter(version__in=wanted)
        .values("version_id", "group_id")
        .annotate(size=Count("pk"))
        .order_by("version_id", F("group__order").asc(nulls_last=True))
    )
    for row in rows:
        sizes[row["version_id"]].append(row["size"])
    return sizes


def furthest(field: str, readable: Q) -> Subquery:
    """For a queryset of dossiers: a field of the card of the last voice, among the cards that may be read."""
    order = Case(
        *[When(voice=voice, then=Value(place)) for place, voice in enumerate(Voice.values)],
        output_field=IntegerField(),
    )
    cards = Scorecard.objects.filter(readable, dossier=OuterRef("pk")).order_by(order.desc())
    return Subquery(cards.values(field)[:1])
