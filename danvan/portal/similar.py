"""Models like one: of the same theme, or with words of its title; the nearest few, always in the same order."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.expressions import Combinable, CombinedExpression

from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import public_holder, public_title
from danvan.kit import vi
from danvan.portal import links
from danvan.portal.rows import icon, together

MOST = 3
LOOKED_AT = 12  # rows fetched, as other years of one model are the same model
PAIRS = 8  # pairs of syllables of the title that are looked for: most Vietnamese words are pairs
THEME, WORD = 3, 2


def similar(dossier: Dossier) -> list[dict[str, Any]]:
    """Up to three other recognised models as cards; one query."""
    alike = _alike(dossier)
    if not alike:
        return []
    nearness = _sum([Case(When(one, then=Value(worth)), default=Value(0)) for one, worth in alike])
    wanted = Q()
    for condition, _ in alike:
        wanted |= condition
    others = Dossier.objects.public().models_only().filter(wanted).exclude(pk=dossier.pk)
    if dossier.practice_id:
        others = others.exclude(practice=dossier.practice_id)
    found = others.annotate(near=nearness).order_by("-near", F("recognised_on").desc(), "-pk").select_related("theme")
    first: dict[int, Dossier] = {}
    for one in found[:LOOKED_AT]:
        first.setdefault(one.practice_id or -one.pk, one)
    return [_card(one) for one in list(first.values())[:MOST]]


def _alike(dossier: Dossier) -> list[tuple[Q, int]]:
    """What makes another model like this one, and how much each counts."""
    words = vi.fold(public_title(dossier)).split()
    pairs = list(dict.fromkeys(f"{one} {other}" for one, other in pairwise(words)))[:PAIRS]
    told = [(Q(search__contains=pair), WORD) for pair in pairs]
    return [(Q(theme=dossier.theme_id), THEME), *told] if dossier.theme_id else told


def _sum(parts: list[Case]) -> Combinable:
    whole: Combinable = parts[0]
    for part in parts[1:]:
        whole = CombinedExpression(whole, "+", part, output_field=IntegerField())
    return whole


def _card(one: Dossier) -> dict[str, Any]:
    year = one.recognised_on.year if one.recognised_on else one.year
    title = public_title(one)
    return {
        "state_label": f"Công nhận {year}",
        "icon": icon(one.theme),
        "title": title,
        "url": links.practice(one.pk, title),
        "by": [together(public_holder(one), one.unit_name)],
        "note": one.recognised_by,
    }
