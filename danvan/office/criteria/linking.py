"""Saying from which earlier criteria the lines of a draft came: what the page shows, and what is sent back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.http import QueryDict

from danvan.accounts.models import User
from danvan.criteria.actions import link
from danvan.criteria.comparing import Pair, compare
from danvan.criteria.drafting import CannotDraft
from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.ledger.record import wait_for_writers
from danvan.office.criteria import stamps

LEAST_ORIGINS, MOST_ORIGINS = 2, 30  # how many earlier criteria a form has room for
CLASH = "Người khác vừa ghi chỗ này. Lưu lần nữa thì thay bằng lựa chọn đang ghi."
Chosen = Mapping[int, bool]  # the ids of earlier criteria, and whether each may be compared


@dataclass(frozen=True)
class Origin:
    """One place of a form for an earlier criterion; ``chosen`` is its id, or 0."""

    number: int
    chosen: int = 0
    is_comparable: bool = True


@dataclass(frozen=True)
class Linking:
    """The fields that say from which earlier criteria a line came; ``said`` is the stamp of what stands there."""

    line: Criterion
    origins: Sequence[Origin]
    said: str
    sentence: str = ""


@dataclass
class Linked:
    """What came of a sending: the numbers of the lines stored, and by id what was chosen for the others and why not."""

    stored: list[int] = field(default_factory=list)
    refused: dict[int, tuple[Chosen, str]] = field(default_factory=dict)


def linking_of(line: Criterion, pair: Pair, linked: Linked | None) -> Linking:
    """The fields of a line: as chosen when that was not stored, otherwise as stored."""
    now = _now(line, pair)
    chosen, sentence = linked.refused.get(line.pk, (now, "")) if linked else (now, "")
    told = [Origin(place, pk, is_comparable) for place, (pk, is_comparable) in enumerate(chosen.items(), 1)]
    room = max(LEAST_ORIGINS, len(told) + 1)
    blank = [Origin(place) for place in range(len(told) + 1, room + 1)]
    return Linking(line, [*told, *blank], stamps.of_links(now), sentence)


def _now(line: Criterion, pair: Pair) -> dict[int, bool]:
    return {link.before_id: link.is_comparable for link in pair.links if link.after_id == line.pk}


@transaction.atomic
def keep_links(older: CriteriaVersion, version: CriteriaVersion, data: QueryDict, *, by: User, at: datetime) -> Linked:
    """Store what was chosen for each line that was changed on the page; one that someone else changed is told."""
    wait_for_writers()
    linked = Linked()
    for line, own in [(line, pair) for pair in compare(older, version) for line in pair.after]:
        said, now = data.get(f"da-{line.pk}"), stamps.of_links(_now(line, own))
        if said is None:
            continue
        chosen, sentence = _chosen(data, line.pk)
        if not sentence and stamps.of_links(chosen) in {said, now}:
            continue
        sentence = sentence or (CLASH if said != now else _store(version, line, chosen, by, at))
        if sentence:
            linked.refused[line.pk] = (chosen, sentence)
        else:
            linked.stored.append(line.order)
    return linked


def _store(version: CriteriaVersion, line: Criterion, chosen: Chosen, by: User, at: datetime) -> str:
    """Store what was chosen for a line; gives why not, or nothing."""
    edition = CriteriaVersion.objects.values_list("edition", flat=True).get(pk=version.pk)
    try:
        with transaction.atomic():
            link(version=version, edition=edition, after=line, before=chosen, by=by, at=at)
    except CannotDraft as refusal:
        return str(refusal)
    return ""


def _chosen(data: QueryDict, line: int) -> tuple[dict[int, bool], str]:
    """The earlier criteria chosen for a line, whether each may be compared, and what is wrong with the choice."""
    chosen: dict[int, bool] = {}
    wrong = ""
    for number in range(1, MOST_ORIGINS + 1):
        text = data.get(f"tu-{line}-{number}", "")
        if text and not (text.isascii() and text.isdecimal() and len(text) < 18):
            wrong = "Tiêu chí trước không đọc được. Hãy tải lại trang rồi chọn lại."
        elif text and int(text) in chosen:
            wrong = "Một tiêu chí trước được chọn hai lần. Hãy bỏ bớt một."
        elif text:
            chosen[int(text)] = bool(data.get(f"so-{line}-{number}"))
    return chosen, wrong
