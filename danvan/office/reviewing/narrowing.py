"""The rows of the queue that answer what was asked, in the order asked for, and how many each choice would leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.dossiers.conflicts import barred_dossiers, nobody_free
from danvan.kit import vi
from danvan.office.listing import SHORT_TRACKS
from danvan.office.reviewing.asked import (
    AGAINST,
    ANOTHER,
    APART,
    APART_FIRST,
    BARE,
    BY_DEADLINE,
    BY_UNIT,
    FLAGS,
    MINE,
    NOBODY,
)
from danvan.reports.looking import Look
from danvan.reports.queue import QueueRow, deadlines

Test = Callable[[QueueRow], bool]


@dataclass(frozen=True)
class Choice:
    """One choice of a facet, with how many rows it would leave beside the other conditions."""

    value: str
    label: str
    count: int | None
    checked: bool


@dataclass(frozen=True)
class Facet:
    """The choices under one heading."""

    legend: str
    name: str
    choices: Sequence[Choice]
    kind: str = "checkbox"


@dataclass(frozen=True)
class Known:
    """What the conditions look at besides the row: who asks, where to look, and who may not judge."""

    person: int
    look: Look
    barred: frozenset[int] = frozenset()

    def flag(self, name: str, row: QueueRow) -> bool:
        """Does a row carry this mark?"""
        if name == ANOTHER:
            return row.pk in self.barred
        places: Mapping[str, Mapping[int, set[int]]] = {
            APART: self.look.differing, BARE: self.look.bare, AGAINST: self.look.against,
        }  # fmt: skip
        return bool(places[name].get(row.pk))


def needs_another(rows: Iterable[QueueRow], user: User, hosts: set[int]) -> frozenset[int]:
    """Of these rows that wait for the organiser, those this person may not judge, or for which nobody is free."""
    with_us = [row for row in rows if row.host in hosts and row.is_with_organiser]
    if not with_us:
        return frozenset()
    barred = frozenset(barred_dossiers(user, with_us))
    judges = {post.unit_id for post in user.posts if may(user, Action.REVIEW, post.unit)}
    doubtful = [row for row in with_us if row.asks_two or row.host not in judges]  # otherwise one is free oneself
    return barred | nobody_free(doubtful) if doubtful else barred


def _tests(asked: Mapping[str, Any], known: Known) -> dict[str, Test]:
    """One test for each thing that is asked; the marks must all be there, of the others any will do."""
    found: dict[str, Test] = {}
    if asked["linh-vuc"]:
        found["linh-vuc"] = lambda row: row.theme in asked["linh-vuc"]
    if asked["noi-dung"]:
        found["noi-dung"] = lambda row: row.track in asked["noi-dung"]
    if asked["nguoi"]:
        found["nguoi"] = lambda row: is_for(row, asked["nguoi"], known.person)
    for flag in asked["can"]:
        found[f"can={flag}"] = _flagged(flag, known)
    return found


def _flagged(flag: str, known: Known) -> Test:
    return lambda row: known.flag(flag, row)


def is_for(row: QueueRow, who: str, person: int) -> bool:
    """Is a row for this person to judge: oneself, nobody yet, or somebody by number?"""
    if who == NOBODY:
        return not row.judges
    wanted = person if who == MINE else int(who)
    return any(judge.pk == wanted for judge in row.judges)


def narrowed(rows: Sequence[QueueRow], asked: Mapping[str, Any], known: Known) -> list[QueueRow]:
    """The rows that answer to every condition."""
    return _passing(rows, _tests(asked, known).values())


def _passing(rows: Sequence[QueueRow], tests: Iterable[Test]) -> list[QueueRow]:
    wanted = list(tests)
    return [row for row in rows if all(test(row) for test in wanted)]


def ordered(rows: Sequence[QueueRow], how: str, known: Known, at: datetime) -> list[QueueRow]:
    """The rows in the order asked for; those that are alike stay in the order of their waiting."""
    if how == BY_UNIT:
        return sorted(rows, key=lambda row: (vi.sort_key(row.superior_name), row.unit_order, vi.sort_key(row.title)))
    if how == APART_FIRST:
        return sorted(rows, key=lambda row: -len(known.look.places(row.pk)))
    if how == BY_DEADLINE:
        until = deadlines(rows, at)
        return sorted(rows, key=lambda row: until[row.pk].timestamp() if row.pk in until else float("inf"))
    return list(rows)


def facets(rows: Sequence[QueueRow], asked: Mapping[str, Any], known: Known, *, judges: bool) -> list[Facet]:
    """The choices with what each would leave, the other conditions applied; of those nobody could use, none."""
    tests = _tests(asked, known)
    found = [_tracks(_others(rows, tests, "noi-dung"), asked), _themes(_others(rows, tests, "linh-vuc"), asked, rows)]
    if judges:
        found.append(_judges(_others(rows, tests, "nguoi"), asked, known, rows))
    found.append(Facet("Cần xem", "can", [_flag(flag, rows, asked, known, tests) for flag in FLAGS]))
    return [facet for facet in found if len(facet.choices) > 1]


def _others(rows: Sequence[QueueRow], tests: Mapping[str, Test], name: str) -> list[QueueRow]:
    return _passing(rows, (test for of, test in tests.items() if of != name))


def _tracks(rows: Sequence[QueueRow], asked: Mapping[str, Any]) -> Facet:
    counts = {track: sum(row.track == track for row in rows) for track in Track.values}
    choices = [
        Choice(track, SHORT_TRACKS[Track(track)], count, track in asked["noi-dung"]) for track, count in counts.items()
    ]
    return Facet("Nội dung", "noi-dung", choices)


def _themes(rows: Sequence[QueueRow], asked: Mapping[str, Any], every: Sequence[QueueRow]) -> Facet:
    names = {row.theme: row.theme_name for row in every if row.theme}
    names |= {code: code for code in asked["linh-vuc"] if code not in names}
    counts = {code: sum(row.theme == code for row in rows) for code in names}
    choices = [Choice(code, names[code], counts[code], code in asked["linh-vuc"]) for code in sorted(names)]
    return Facet("Lĩnh vực", "linh-vuc", choices)


def _judges(rows: Sequence[QueueRow], asked: Mapping[str, Any], known: Known, every: Sequence[QueueRow]) -> Facet:
    people = {judge.pk: judge.name for row in every for judge in row.judges if judge.pk != known.person}
    names = {"": "Mọi người", MINE: "Của tôi", NOBODY: "Chưa phân công"}
    names |= {str(pk): name for pk, name in sorted(people.items(), key=lambda one: vi.given_name_key(one[1]))}
    counts = {who: sum(is_for(row, who, known.person) for row in rows) if who else len(rows) for who in names}
    choices = [Choice(who, label, counts[who], who == asked["nguoi"]) for who, label in names.items()]
    return Facet("Người thẩm định", "nguoi", choices, "radio")


def _flag(
    flag: str, rows: Sequence[QueueRow], asked: Mapping[str, Any], known: Known, tests: Mapping[str, Test]
) -> Choice:
    """How many would be left with this mark; who may not judge is only worked out for the whole queue when asked."""
    checked = flag in asked["can"]
    if flag == ANOTHER and not checked:
        return Choice(flag, FLAGS[flag], None, checked)
    others = _others(rows, tests, f"can={flag}")
    return Choice(flag, FLAGS[flag], sum(known.flag(flag, row) for row in others), checked)
