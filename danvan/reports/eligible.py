"""Who may be proposed for commendation: recognised in so many of the last years, and what proves it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Count, F, FilteredRelation, Q

from danvan.decisions.enums import DecisionKind, DecisionState
from danvan.decisions.models import DecisionItem, SubmissionItem
from danvan.dossiers.enums import Continuity, Holder
from danvan.dossiers.models import DossierQuerySet
from danvan.kit import vi
from danvan.units.models import Unit


@dataclass(frozen=True)
class Wanted:
    """What a candidate must show: recognised in at least ``times`` of the years, and narrower where that is asked."""

    first: int
    last: int
    times: int = 1
    holder: str = ""
    theme: int | None = None
    track: str = ""
    kept: bool = False  # a model registered before and kept


class Key(NamedTuple):
    """Whom a row is about: one holder of one unit, however the name was typed (domain.md §8.3)."""

    track: str
    holder_kind: str
    name: str
    unit_id: int


@dataclass(frozen=True)
class Proof:
    """One recognition: the dossier, the decision, and what the final card came to."""

    dossier: int
    year: int
    title: str
    theme_id: int | None
    is_kept: bool
    recognised_by: str
    decision: int | None
    marks: str
    points: Any
    grade: str
    version_id: int | None


@dataclass(frozen=True)
class Given:
    """A commendation already on record, or asked for: the paper that says so."""

    pk: int
    reference: str
    award: str
    is_asked: bool = False  # only a submission so far


@dataclass(frozen=True)
class Candidate:
    """One holder with everything in the years asked; ``namesakes`` are others of that name who count in the same unit
    today."""

    key: Key
    name: str
    unit_name: str
    registered: int
    proofs: tuple[Proof, ...]
    given: tuple[Given, ...] = ()
    asked: tuple[Given, ...] = ()
    namesakes: tuple[str, ...] = ()

    @property
    def years(self) -> list[int]:
        """The years in which it was recognised."""
        return sorted({proof.year for proof in self.proofs})

    @property
    def latest(self) -> Proof:
        """The newest recognition: the line a commendation is written on."""
        return self.proofs[-1]

    @property
    def is_individual(self) -> bool:
        """Is it a person?"""
        return self.key.holder_kind == Holder.INDIVIDUAL


@dataclass(frozen=True)
class Sum:
    """Registered, recognised and commended, of collectives and of individuals; totals are the sums of both."""

    label: str = ""
    ref: str = ""
    registered: tuple[int, int] = (0, 0)
    recognised: tuple[int, int] = (0, 0)
    commended: tuple[int, int] = (0, 0)

    def __add__(self, other: Sum) -> Sum:
        """Both together."""
        sums = [
            (mine[0] + theirs[0], mine[1] + theirs[1]) for mine, theirs in zip(self._counts, other._counts, strict=True)
        ]
        return Sum(self.label, self.ref, *sums)

    @property
    def _counts(self) -> tuple[tuple[int, int], ...]:
        return self.registered, self.recognised, self.commended


@dataclass(frozen=True)
class Found:
    """The stage in figures, by campaign and by theme, and who meets what was asked, best proved first."""

    total: Sum
    by_campaign: list[Sum]
    by_theme: list[Sum]
    themes: list[tuple[int, str]]
    candidates: list[Candidate] = field(default_factory=list)


def of_level(unit: Unit) -> Q:
    """The dossiers of campaigns on the tier of this unit: its own, and those it took over from another of its kind."""
    taken_over = Q(campaign__keeper=unit, campaign__organiser__kind=unit.kind)
    return Q(campaign__organiser=unit) | taken_over


def eligible(dossiers: DossierQuerySet, wanted: Wanted) -> Found:
    """The figures of these registrations in the years asked, and the holders who meet what is asked.

    Takes rows already in reach; asks six times whatever their number.
    """
    within = dossiers.registered().filter(year__range=(wanted.first, wanted.last))
    by_campaign, by_theme, themes = _sums(within)
    recognised = within.recognised()
    if wanted.track:
        recognised, within = recognised.filter(track=wanted.track), within.filter(track=wanted.track)
    groups = _grouped(recognised)
    kept = {key: rows for key, rows in groups.items() if _meets(key, rows, wanted)}
    return Found(_total(by_campaign), by_campaign, by_theme, themes, _candidates(kept, groups, within))


def _total(rows: Iterable[Sum]) -> Sum:
    return sum(rows, start=Sum("Cộng"))


def _sums(within: DossierQuerySet) -> tuple[list[Sum], list[Sum], list[tuple[int, str]]]:
    rows = within.values(
        "campaign__code", "campaign__name", "campaign__last_year", "theme_id", "theme__name", "holder_kind"
    ).annotate(registered=Count("pk"), recognised=Count("recognised_on"), commended=Count("commended_on"))
    campaigns: dict[str, Sum] = {}
    themes: dict[int, Sum] = {}
    for row in rows.order_by("campaign__last_year", "campaign__code", "theme__order", "theme_id"):
        code, theme = row["campaign__code"], row["theme_id"] or 0
        place = 1 if row["holder_kind"] == Holder.INDIVIDUAL else 0
        name = row["theme__name"] or "Danh hiệu, không theo lĩnh vực"
        campaigns[code] = campaigns.get(code, Sum(row["campaign__name"], code)) + _sum(row, place)
        themes[theme] = themes.get(theme, Sum(name, str(theme or ""))) + _sum(row, place)
    named = [(pk, one.label) for pk, one in themes.items() if pk]
    return list(campaigns.values()), list(themes.values()), named


def _sum(row: Mapping[str, Any], place: int) -> Sum:
    registered, recognised, commended = (
        (0, row[name]) if place else (row[name], 0) for name in ("registered", "recognised", "commended")
    )
    return Sum("", "", registered, recognised, commended)


def _grouped(recognised: DossierQuerySet) -> dict[Key, list[dict[str, Any]]]:
    """The recognised registrations of each holder, oldest first."""
    rows = (
        recognised.annotate(final=FilteredRelation("cards", condition=Q(cards__is_final=True)))
        .values(
            "pk", "year", "title", "track", "holder_kind", "holder_name", "unit_id", "unit_name", "counts_in_id",
            "theme_id", "continuity", "practice_id", "recognised_by", marks=F("final__marks"),
            points=F("final__points"), grade=F("final__grade"), version_id=F("final__version_id"),
        )
        .order_by("year", "pk")
    )  # fmt: skip
    groups: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[_key(row)].append(dict(row))
    return groups


def _key(row: Mapping[str, Any]) -> Key:
    name = vi.match_key(row["holder_name"] or row["unit_name"])
    return Key(row["track"], row["holder_kind"], name, row["unit_id"])


def _meets(key: Key, rows: list[dict[str, Any]], wanted: Wanted) -> bool:
    if wanted.holder and key.holder_kind != wanted.holder:
        return False
    if wanted.theme and all(row["theme_id"] != wanted.theme for row in rows):
        return False
    if wanted.kept and not any(_is_kept(row, rows) for row in rows):
        return False
    return len({row["year"] for row in rows}) >= wanted.times


def _is_kept(row: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> bool:
    """Registered as kept, or the same model was recognised in an earlier year."""
    earlier = (one for one in rows if one["year"] < row["year"])
    return row["continuity"] == Continuity.KEPT or any(
        one["practice_id"] and one["practice_id"] == row["practice_id"] for one in earlier
    )


def _candidates(
    kept: Mapping[Key, list[dict[str, Any]]], groups: Mapping[Key, list[dict[str, Any]]], within: DossierQuerySet
) -> list[Candidate]:
    registered, decisions = _registered(within, kept), _decisions(kept)
    given, asked = _given(kept), _asked(kept)
    alike = defaultdict(set)
    for key, rows in groups.items():
        alike[(key.track, key.holder_kind, key.name, rows[-1]["counts_in_id"])].add((key, rows[-1]["unit_name"]))
    found = []
    for key, rows in kept.items():
        same = alike[(key.track, key.holder_kind, key.name, rows[-1]["counts_in_id"])]
        found.append(
            Candidate(
                key, rows[-1]["holder_name"] or rows[-1]["unit_name"], rows[-1]["unit_name"], registered[key],
                tuple(_proof(row, rows, decisions) for row in rows), tuple(given.get(key, {}).values()),
                tuple(asked.get(key, {}).values()), tuple(sorted(unit for other, unit in same if other != key)),
            )
        )  # fmt: skip
    return sorted(found, key=_place)


def _place(one: Candidate) -> tuple[Any, ...]:
    """Collectives first, then who was recognised most often, then by name."""
    name = vi.given_name_key(one.name) if one.is_individual else vi.sort_key(one.name)
    return one.is_individual, -len(one.years), -len(one.proofs), name, one.key.unit_id


def _proof(row: Mapping[str, Any], rows: Iterable[Mapping[str, Any]], decisions: Mapping[int, int]) -> Proof:
    return Proof(
        row["pk"], row["year"], row["title"], row["theme_id"], _is_kept(row, rows), row["recognised_by"],
        decisions.get(row["pk"]), row["marks"] or "", row["points"], row["grade"] or "", row["version_id"],
    )  # fmt: skip


def _registered(within: DossierQuerySet, kept: Mapping[Key, Any]) -> dict[Key, int]:
    """How often each of them registered in these years, recognised or not."""
    units = {key.unit_id for key in kept}
    rows = within.filter(unit__in=units).values("track", "holder_kind", "holder_name", "unit_id", "unit_name")
    counts: dict[Key, int] = defaultdict(int)
    for row in rows.annotate(times=Count("pk")).order_by():
        counts[_key(row)] += row["times"]
    return counts


def _lines(kept: Mapping[Key, list[dict[str, Any]]]) -> dict[int, Key]:
    return {row["pk"]: key for key, rows in kept.items() for row in rows}


def _items(lines: Iterable[int], kind: str) -> Any:
    of_kind = Q(decision__kind=kind) | Q(decision__kind=DecisionKind.AMEND, decision__amends__kind=kind)
    found = DecisionItem.objects.filter(of_kind, dossier__in=list(lines), ended_by=None)
    return found.exclude(decision__state=DecisionState.DRAFT).select_related("decision").order_by("pk")


def _decisions(kept: Mapping[Key, list[dict[str, Any]]]) -> dict[int, int]:
    """The decision in force that recognised each dossier."""
    return {item.dossier_id: item.decision_id for item in _items(_lines(kept), DecisionKind.RECOGNISE)}


def _given(kept: Mapping[Key, list[dict[str, Any]]]) -> dict[Key, dict[int, Given]]:
    """What each was commended with in these years."""
    lines, found = _lines(kept), defaultdict[Key, dict[int, Given]](dict)
    for item in _items(lines, DecisionKind.COMMEND):
        decision = item.decision
        found[lines[item.dossier_id]][decision.pk] = Given(decision.pk, decision.reference, item.award)
    return found


def _asked(kept: Mapping[Key, list[dict[str, Any]]]) -> dict[Key, dict[int, Given]]:
    """The submissions that already ask for it, and are not decided."""
    lines, found = _lines(kept), defaultdict[Key, dict[int, Given]](dict)
    items = SubmissionItem.objects.filter(
        dossier__in=list(lines), submission__kind=DecisionKind.COMMEND, dossier__commended_on=None
    )  # fmt: skip
    for item in items.select_related("submission", "form").order_by("pk"):
        paper = item.submission
        award = item.form.name if item.form else ""
        found[lines[item.dossier_id]][paper.pk] = Given(paper.pk, paper.reference, award, is_asked=True)
    return found
