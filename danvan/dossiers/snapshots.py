"""What a dossier said at one moment, small enough to be kept, and in what two such moments differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from danvan.dossiers.content import WRITTEN
from danvan.dossiers.models import Dossier, Score

Snapshot = Mapping[str, Any]  # {"content": {field: text}, "cards": {voice: {criterion: [...]}}, "evidence": {...}}
NOT_KEPT = ("theme", "registered_on")  # the theme is kept by its name; the day is set by the first sending
WHOLE = ""  # where evidence of the whole dossier stands among that of the criteria


@dataclass(frozen=True)
class Changed:
    """The fields and the criteria (by id) on which two moments differ; ``loose``: evidence of no criterion."""

    fields: frozenset[str]
    criteria: frozenset[int]
    loose: bool = False

    def __bool__(self) -> bool:
        return bool(self.fields or self.criteria or self.loose)


def snapshot(dossier: Dossier, voices: Iterable[str]) -> dict[str, Any]:
    """The content of a dossier as text, what these voices say on each criterion, and the evidence that stands."""
    content = {name: _text(getattr(dossier, name)) for name in WRITTEN if name not in NOT_KEPT}
    content["theme"] = dossier.theme.name if dossier.theme else ""
    scores = Score.objects.filter(card__dossier=dossier, card__voice__in=list(voices)).select_related("card")
    cards: dict[str, dict[str, list[str]]] = {str(voice): {} for voice in voices}
    for score in scores:
        points = "" if score.points is None else f"{score.points.normalize():f}"
        cards[score.card.voice][str(score.criterion_id)] = [score.result, points, score.note]
    files = defaultdict(list)
    for pk, criterion, name in (
        dossier.evidence.filter(removed_at__isnull=True).order_by("pk").values_list("pk", "criterion", "name")
    ):
        files[WHOLE if criterion is None else str(criterion)].append([pk, name])
    return {"content": content, "cards": cards, "evidence": dict(files)}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def line_of(moment: Snapshot, voice: str, criterion: int) -> list[str]:
    """What a voice said on a criterion: the result, the points, the note; all empty when nothing."""
    line: list[str] = moment.get("cards", {}).get(voice, {}).get(str(criterion), ["", "", ""])
    return line


def files_of(moment: Snapshot, criterion: int | None) -> list[tuple[int, str]]:
    """The evidence of a criterion, or of the whole dossier, as (id, name)."""
    place = WHOLE if criterion is None else str(criterion)
    return [(int(pk), str(name)) for pk, name in moment.get("evidence", {}).get(place, [])]


def changed(before: Snapshot, after: Snapshot) -> Changed:
    """In what two moments differ."""
    one, other = before.get("content", {}), after.get("content", {})
    fields = {name for name in {*one, *other} if one.get(name, "") != other.get(name, "")}
    places = {place for moment in (before, after) for card in moment.get("cards", {}).values() for place in card}
    criteria = {int(place) for place in places if _said(before, int(place)) != _said(after, int(place))}
    proved = {place for moment in (before, after) for place in moment.get("evidence", {})}
    criteria |= {int(p) for p in proved if p and files_of(before, int(p)) != files_of(after, int(p))}
    loose = files_of(before, None) != files_of(after, None)
    return Changed(frozenset(fields), frozenset(criteria), loose)


def _said(moment: Snapshot, criterion: int) -> list[list[str]]:
    return [line_of(moment, voice, criterion) for voice in ("SELF", "SUPERIOR", "PROVINCE")]
