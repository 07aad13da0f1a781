"""What a strip is drawn from: the card of a dossier that came furthest."""

from __future__ import annotations

from django.db.models import Case, IntegerField, OuterRef, Q, Subquery, Value, When

from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import Voice


def furthest(field: str, readable: Q) -> Subquery:
    """For a queryset of dossiers: a field of the card of the last voice, among the cards that may be read."""
    order = Case(
        *[When(voice=voice, then=Value(place)) for place, voice in enumerate(Voice.values)],
        output_field=IntegerField(),
    )
    cards = Scorecard.objects.filter(readable, dossier=OuterRef("pk")).order_by(order.desc())
    return Subquery(cards.values(field)[:1])
