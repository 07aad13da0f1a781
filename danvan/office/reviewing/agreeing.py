"""The list read before many dossiers are confirmed at once: what changes on each, which are left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse

from danvan.accounts.models import User
from danvan.dossiers.agreeing import MOST, STEP, Standing, name_of, standings
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import CardState, State
from danvan.dossiers.models import PARTIES, Dossier, DossierQuerySet
from danvan.dossiers.results import COUNTING, Measure, measures
from danvan.dossiers.voices import label, last_voice
from danvan.dossiers.workflow import LIFE
from danvan.kit import numbers
from danvan.office.sheet import TONES

PASSES, FAILS = "Đạt ngưỡng", "Chưa đạt ngưỡng"


@dataclass(frozen=True)
class Change:
    """One dossier that will be confirmed."""

    pk: int
    moves: int
    url: str
    name: str
    by: str
    marks: str
    sizes: Sequence[int]
    tone: str
    points: str
    result: str
    card: str
    step: str


@dataclass(frozen=True)
class Left:
    """One dossier that was ticked and will not be."""

    url: str
    name: str
    why: str


@dataclass(frozen=True)
class Preview:
    """Everything on the page."""

    changes: Sequence[Change]
    left: Sequence[Left]
    button: str
    title: str
    cut: str


def chosen(data: QueryDict) -> list[int]:
    """The numbers that were ticked."""
    return list(dict.fromkeys(int(one) for one in data.getlist("chon") if one.isdecimal() and len(one) < 19))


def seen(data: QueryDict) -> dict[int, int]:
    """By dossier, how far it was as the list was shown."""
    found = {}
    for one in chosen(data):
        told = data.get(f"seen-{one}", "")
        found[one] = int(told) if told.isdecimal() and len(told) < 10 else -1
    return found


def preview(scoped: DossierQuerySet, wanted: Sequence[int], user: User, at: datetime) -> Preview:
    """Read what is ticked, in the order of the ticks."""
    rows = scoped.select_related(*PARTIES).filter(pk__in=wanted[:MOST])
    by_pk = {dossier.pk: dossier for dossier in rows}
    found = standings([by_pk[pk] for pk in wanted if pk in by_pk], user, at)
    ready = [one for one in found if not one.why]
    known = measures(one.source.version_id for one in ready if one.source)
    count = numbers.grouped(len(ready))
    return Preview(
        changes=[_change(one, known) for one in ready],
        left=[Left(_url(one.dossier), name_of(one.dossier), one.why) for one in found if one.why],
        button=f"Ký phiếu và xác nhận {count} hồ sơ", title=_title(len(ready)),
        cut=f"Mỗi lần xác nhận nhiều nhất {MOST} hồ sơ." if len(wanted) > MOST else "",
    )  # fmt: skip


def _title(count: int) -> str:
    return f"Xác nhận thẩm định {numbers.grouped(count)} hồ sơ" if count else "Chưa có hồ sơ nào xác nhận cùng lúc được"


def _url(dossier: Dossier) -> str:
    return reverse("office:review-dossier", args=[dossier.pk])


def _change(one: Standing, known: Mapping[int, Measure]) -> Change:
    dossier, source = one.dossier, one.source
    assert source is not None
    measure = known.get(source.version_id, COUNTING)
    place = dossier.unit_name if dossier.is_model else dossier.superior_name
    return Change(
        pk=dossier.pk, moves=dossier.moves, url=_url(dossier), name=name_of(dossier), by=place,
        marks=source.marks, sizes=measure.sizes, tone=TONES[last_voice(dossier)],
        points=measure.total(source.marks, source.points),
        result=f"{measure.words(source.marks, source.points, source.grade)}. {PASSES if source.is_pass else FAILS}.",
        card=_card(one, source),
        step=f"{State(dossier.state).label} → {State(LIFE.steps[STEP].target).label}",
    )  # fmt: skip


def _card(one: Standing, source: Scorecard) -> str:
    """What happens to the card of the organiser."""
    own = label(one.dossier, last_voice(one.dossier))
    if one.own is not None and one.own.state == CardState.SIGNED:
        return f"Phiếu “{own}” đã ký, giữ nguyên."
    theirs = label(one.dossier, source.voice)
    if not one.filled:
        return f"Ký phiếu “{own}” như đã chấm."
    return f"Ký phiếu “{own}”: {one.filled} tiêu chí lấy theo phiếu “{theirs}”."


def names(dossiers: Iterable[Dossier]) -> str:
    """The dossiers by name, the first few of them."""
    every = [name_of(dossier) for dossier in dossiers]
    more = f" và {numbers.grouped(len(every) - 3)} hồ sơ khác" if len(every) > 3 else ""
    return f"{', '.join(every[:3])}{more}"
