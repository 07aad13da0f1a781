"""Lists of a province for the tests of criteria: drafts, issued ones, and a year judged by one."""

from __future__ import annotations

from datetime import date
from typing import Any

from danvan.criteria.actions import issue, link
from danvan.criteria.drafting import add_criterion, copy
from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.criteria.texts import Words
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.models import Dossier
from danvan.units.models import Unit
from tests import make

IN_2026 = {"valid_from": date(2026, 1, 1), "valid_to": date(2026, 12, 31)}


def of(unit: Unit, size: int = 3, **more: Any) -> CriteriaVersion:
    """A draft of a list of this body, for the year 2026, two of three to be met."""
    made = make.version(size, **{"min_passed": 2, **IN_2026, **more})
    made.criteria_set.unit = unit
    made.criteria_set.save()
    return made


def issued(cast, size: int = 3, **more: Any) -> CriteriaVersion:
    """The same, issued."""
    made = of(cast.province, size, **more)
    issue(version=made, by=cast.giang, at=make.NOON)
    made.refresh_from_db()
    return made


def next_year(cast, source: CriteriaVersion, **more: Any) -> CriteriaVersion:
    """A draft copied from an issued list."""
    return copy(source=source, label=more.pop("label", "2027"), by=cast.dung, at=make.NOON, **more)


def edition(version: CriteriaVersion) -> int:
    """The edition as it stands."""
    return CriteriaVersion.objects.get(pk=version.pk).edition


def lines(version: CriteriaVersion) -> list[Criterion]:
    """The criteria in their order."""
    return list(version.criteria.select_related("version", "group").order_by("order"))


def codes(version: CriteriaVersion) -> list[str]:
    """The codes in their order."""
    return [line.code for line in lines(version)]


def judged(cast, unit: Unit, marks: str, *, own: str = "", is_pass: bool | None = None) -> Dossier:
    """A unit judged for 2026: what it gave itself, and the final marks."""
    dossier = make.dossier(unit, cast.campaign, track="COMMUNE", state="CONFIRMED", theme=None)
    make.card(dossier, marks=own or marks, state="SIGNED")
    card = make.card(dossier, "PROVINCE", marks=marks, state="SIGNED")
    passes = marks.count("Y") >= 2 if is_pass is None else is_pass
    totals = {"passed": marks.count("Y"), "is_pass": passes, "is_final": True}
    Scorecard.objects.filter(pk=card.pk).update(**totals)
    return dossier


def scored_by(cast, version: CriteriaVersion) -> None:
    """Let the campaign of the cast score communes by this list."""
    cast.campaign.tracks.filter(track="COMMUNE").update(version=version)


def follow(cast, source: CriteriaVersion, year: int, pairs: dict[int, dict[int, bool]], **more: Any) -> CriteriaVersion:
    """The list of a later year, issued, with the lines before each named line: {new number: {old number: comparable}}.

    A number above those of the source is a new line.
    """
    draft = next_year(cast, source, label=f"Năm {year}", **{k: more.pop(k) for k in ("editorial",) if k in more})
    by = {"by": cast.dung, "at": make.NOON}
    old = lines(source)
    for number in range(len(old), max(pairs, default=0)):
        words = Words(f"X{number}", f"Mới {number}")
        add_criterion(group=draft.groups.get(), edition=edition(draft), words=words, **by)
    new = lines(draft)
    for number, before in pairs.items():
        chosen = {old[one - 1].pk: yes for one, yes in before.items()}
        link(version=draft, edition=edition(draft), after=new[number - 1], before=chosen, **by)
    if more.get("mode"):
        draft.criteria.update(weight=25)
    span = {} if draft.is_editorial else {"valid_from": date(year, 1, 1), "valid_to": date(year, 12, 31)}
    CriteriaVersion.objects.filter(pk=draft.pk).update(**span, **more)
    issue(version=draft, by=cast.giang, at=make.NOON)
    return CriteriaVersion.objects.get(pk=draft.pk)


def three(cast) -> tuple[CriteriaVersion, CriteriaVersion, CriteriaVersion]:
    """Four lines for 2024; for 2025 number 2 reworded beyond comparison; for 2026 number 3 split in 3 and 5."""
    first = issued(cast, 4, valid_from=date(2024, 1, 1), valid_to=date(2024, 12, 31))
    second = follow(cast, first, 2025, {2: {2: False}})
    return first, second, follow(cast, second, 2026, {5: {3: True}})
