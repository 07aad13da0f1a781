"""Where a voice says otherwise than the portal's own data, for many dossiers in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from danvan.criteria.enums import Computed, Result, Track
from danvan.dossiers.cards import Score
from danvan.dossiers.enums import State, WindowStage
from danvan.dossiers.models import Dossier, Window
from danvan.dossiers.windows import group_of
from danvan.ledger.models import Event

_SENDINGS = {"submit": WindowStage.REGISTER, "report": WindowStage.REPORT}


@dataclass(frozen=True)
class Judged:
    """One computed line as a voice judges it."""

    dossier: int
    order: int
    computed: str
    result: str
    points: Decimal | None
    weight: Decimal

    @property
    def found(self) -> str:
        """Met or not; by points, half the weight or more is met."""
        if self.result or self.points is None:
            return self.result
        return str(Result.MET if self.points * 2 >= self.weight else Result.NOT_MET)


@dataclass(frozen=True)
class _About:
    """What the data of the portal are asked about one dossier."""

    pk: int
    campaign: int
    unit: int
    unit_kind: str
    year: int


def contradicted(lines: QuerySet[Score]) -> dict[int, set[int]]:
    """By dossier, the numbers of the computed criteria that one of these lines judges otherwise than the data say."""
    fields = ("card__dossier_id", "criterion__order", "criterion__computed", "result", "points", "criterion__weight")
    judged = [Judged(*row) for row in lines.exclude(criterion__computed="").values_list(*fields)]
    judged = [line for line in judged if line.found]
    said = worked_out({line.dossier for line in judged}, {line.computed for line in judged})
    found: dict[int, set[int]] = defaultdict(set)
    for line in judged:
        if said.get((line.dossier, line.computed), "") not in {"", line.found}:
            found[line.dossier].add(line.order)
    return dict(found)


def worked_out(dossiers: Iterable[int], kinds: Iterable[str]) -> dict[tuple[int, str], str]:
    """What the computed criteria of these kinds come to on each dossier; what cannot be known yet is left out."""
    wanted = set(kinds)
    if not wanted:
        return {}
    rows = Dossier.objects.filter(pk__in=set(dossiers))
    about = [_About(*row) for row in rows.values_list("pk", "campaign_id", "unit_id", "unit__kind", "year")]
    found: dict[tuple[int, str], str] = {}
    if Computed.REPORTS_ON_TIME in wanted:
        found |= {(pk, str(Computed.REPORTS_ON_TIME)): said for pk, said in _on_time(about).items()}
    if Computed.RECOGNISED_MODEL in wanted:
        found |= {(pk, str(Computed.RECOGNISED_MODEL)): said for pk, said in _recognised(about).items()}
    return found


def _on_time(about: list[_About]) -> dict[int, str]:
    subjects = {f"{Dossier._meta.label_lower}:{one.pk}": one.pk for one in about}
    events = Event.objects.filter(subject__in=list(subjects), verb__in=_SENDINGS).order_by("-pk")
    first: dict[int, dict[str, datetime]] = defaultdict(dict)
    for subject, verb, at in events.values_list("subject", "verb", "at"):
        first[subjects[subject]][_SENDINGS[verb]] = at
    closes = _closings({one.campaign for one in about})
    found = {}
    for one in about:
        ends = closes[one.campaign, ""] | closes[one.campaign, group_of(one.unit_kind)]
        sent = first[one.pk]
        if any(stage in ends and at > ends[stage] for stage, at in sent.items()):
            found[one.pk] = str(Result.NOT_MET)
        elif len(sent) == len(_SENDINGS):
            found[one.pk] = str(Result.MET)
    return found


def _closings(campaigns: set[int]) -> Mapping[tuple[int, str], dict[str, datetime]]:
    found: dict[tuple[int, str], dict[str, datetime]] = defaultdict(dict)
    rows = Window.objects.filter(campaign__in=campaigns).values_list("campaign_id", "unit_group", "stage", "closes_at")
    for campaign, group, stage, at in rows:
        found[campaign, group][stage] = at
    return found


def _recognised(about: list[_About]) -> dict[int, str]:
    models = Dossier.objects.registered().filter(track=Track.MODEL, unit__in={one.unit for one in about})
    models = models.exclude(state__in=(State.DECLINED, State.STOPPED))
    counts = models.order_by().values("unit_id", "year").annotate(
        every=Count("pk"), recognised=Count("pk", filter=Q(recognised_on__isnull=False))
    )  # fmt: skip
    by = {(row["unit_id"], row["year"]): row for row in counts}
    found = {}
    for one in about:
        row = by.get((one.unit, one.year))
        if row is None or row["recognised"]:
            found[one.pk] = str(Result.NOT_MET if row is None else Result.MET)
    return found
