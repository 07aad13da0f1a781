"""The list shown before seats are stored: what will change, what is left out and why, and how it is sent on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from danvan.accounts.models import User
from danvan.dossiers.models import Campaign, Dossier
from danvan.dossiers.seating import Change, Plan, held
from danvan.office.judging.seats import CannotRead

_CHANGE = re.compile(r"^(\d{1,9})\.([12])\.(\d{0,9})\.(\d{0,9})$")


@dataclass(frozen=True)
class Shown:
    """One line of the preview."""

    name: str
    place: str
    words: Sequence[str]


@dataclass(frozen=True)
class Preview:
    """Exactly what will be stored, what is left out and why, and how much each will have."""

    lines: Sequence[Shown]
    left_out: Sequence[Shown]
    loads: Sequence[str]
    count: int
    sent: str
    request_key: str


def preview(campaign: Campaign, plan: Plan) -> Preview:
    """A plan in words."""
    pks = {one.dossier for one in plan.changes} | {one.dossier for one in plan.skipped}
    dossiers = Dossier.objects.in_bulk(pks)
    people = User.objects.in_bulk({pk for one in plan.changes for pk in (one.was, one.person) if pk})
    lines: dict[int, list[str]] = {}
    for change in plan.changes:
        lines.setdefault(change.dossier, []).append(_words(campaign, change, people))
    out: dict[int, list[str]] = {}
    for skipped in plan.skipped:
        out.setdefault(skipped.dossier, []).append(f"{skipped.why}.")
    return Preview(
        [_shown(dossiers[pk], words) for pk, words in lines.items()],
        [_shown(dossiers[pk], words) for pk, words in out.items()],
        _loads(campaign, plan, people), len(plan.changes), written(plan.changes), uuid4().hex,
    )  # fmt: skip


def _shown(dossier: Dossier, words: Sequence[str]) -> Shown:
    return Shown(dossier.title, dossier.unit_name if dossier.is_model else dossier.superior_name, words)


def _words(campaign: Campaign, change: Change, people: Mapping[int, User]) -> str:
    seat = f"Phiếu {change.number}: " if campaign.asks_two else ""
    was = people.get(change.was or 0)
    if change.person is None:
        return f"{seat}thu lại chỗ của {was}"
    return f"{seat}{people[change.person]}{f' (thay {was})' if was else ''}"


def _loads(campaign: Campaign, plan: Plan, people: Mapping[int, User]) -> list[str]:
    """What each person in the plan will have, and had."""
    before = held(campaign)
    after = dict(before)
    for change in plan.changes:
        if change.was:
            after[change.was] = after.get(change.was, 0) - 1
        if change.person:
            after[change.person] = after.get(change.person, 0) + 1
    return [f"{one}: {after.get(pk, 0)} hồ sơ (đang có {before.get(pk, 0)})" for pk, one in sorted(people.items())]


def written(changes: Sequence[Change]) -> str:
    """A plan as the preview sends it on."""
    return ",".join(f"{one.dossier}.{one.number}.{one.was or ''}.{one.person or ''}" for one in changes)


def read(text: str) -> list[Change]:
    """The plan that a preview sent on. Raises ``CannotRead``."""
    found = [_CHANGE.match(part) for part in text.split(",") if part]
    changes = [Change(int(m[1]), int(m[2]), _person(m[3]), _person(m[4])) for m in found if m]
    if not changes or len(changes) != len(found) or len({(one.dossier, one.number) for one in changes}) < len(changes):
        raise CannotRead("Không đọc được bảng phân công. Hãy lập lại bảng xem trước.")
    return changes


def _person(text: str) -> int | None:
    return int(text) if text else None
