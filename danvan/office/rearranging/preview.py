"""What plans would do, in words, and the mark by which a change of it between preview and confirming is noticed."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from danvan.accounts.models import Post
from danvan.decisions.enums import CertificateState, DecisionState
from danvan.decisions.models import Certificate, DecisionItem
from danvan.dossiers.models import Campaign, Dossier
from danvan.kit import dates, vi
from danvan.succession.actions import Done, Refusal
from danvan.succession.handover import open_dossiers
from danvan.succession.table import Fault
from danvan.units.models import Unit, UnitSpan
from danvan.units.plans import Plan

TAKER = "giao-"  # the name of the choice of a taker, before the place of its plan
_FEW = 6  # names told before "và n … khác"


@dataclass(frozen=True)
class Shown:
    """One plan as the preview tells it."""

    rows: str
    kind: str
    day: str
    is_planned: bool
    before: str
    after: str
    basis: str
    effects: list[str]
    choice: str = ""
    takers: list[dict[str, Any]] = field(default_factory=list)


def with_takers(plans: Sequence[Plan], chosen: Mapping[str, str]) -> list[Plan]:
    """The plans with the takers chosen in the preview."""
    return [
        replace(plan, hand_to=taker) if (taker := chosen.get(f"{TAKER}{place}", "")[:30]) else plan
        for place, plan in enumerate(plans)
    ]


def digest(done: Sequence[Done]) -> str:
    """A mark of everything that would happen, whoever takes over the work."""
    told = [
        [
            one.change.kind, one.plan.on.isoformat(), one.plan.before, [heir.__dict__ for heir in one.plan.heirs],
            one.plan.children_to, one.plan.basis, one.plan.gap_reason, len(one.effects.closed),
            len(one.effects.opened), len(one.effects.created), [unit.code for unit in one.ending],
            [unit.code for unit in one.able], one.handed.posts, one.handed.dossiers, one.handed.campaigns,
        ]
        for one in done
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


class Touched:
    """What the ended units of all plans have in hand, asked once for all of them."""

    def __init__(self, done: Sequence[Done]) -> None:
        ids = {unit.pk for one in done for unit in one.ending}
        self.dossiers = _counted(open_dossiers().filter(keeper__in=ids), "keeper")
        self.judged = _counted(open_dossiers().filter(superior_keeper__in=ids), "superior_keeper")
        self.campaigns = _counted(Campaign.objects.filter(keeper__in=ids, is_archive=False), "keeper")
        self.records = _counted(Dossier.objects.filter(unit__in=ids), "unit")
        valid = Certificate.objects.filter(item__dossier__unit__in=ids, state=CertificateState.VALID)
        self.certificates = _counted(valid, "item__dossier__unit")
        drafts = DecisionItem.objects.filter(decision__state=DecisionState.DRAFT, dossier__unit__in=ids)
        self.drafts = _counted(drafts, "dossier__unit", "decision")
        self.posts: dict[int, list[Post]] = defaultdict(list)
        held = [pk for one in done for pk, _ in one.handed.posts]
        for post in Post.objects.filter(pk__in=held).select_related("user").order_by("pk"):
            self.posts[post.unit_id].append(post)
        closed = [pk for one in done for pk, _ in one.effects.closed]
        self.spans = UnitSpan.objects.select_related("unit").in_bulk(closed)
        codes = {code for one in done for code in (*one.plan.before, *(heir.code for heir in one.plan.heirs))}
        self.names = {heir.code: heir.name for one in done for heir in one.plan.heirs}
        self.names |= dict(Unit.objects.filter(code__in=codes).values_list("code", "name"))

    def has_work(self, done: Done) -> bool:
        """Is anything in progress to be handed over?"""
        return any(
            counts.get(unit.pk) for unit in done.ending for counts in (self.dossiers, self.judged, self.campaigns)
        )


def _counted(found: QuerySet[Any], unit: str, what: str = "pk") -> dict[int, int]:
    return dict(found.values_list(unit).order_by().annotate(Count(what, distinct=True)))


def shown(done: Sequence[Done], today: date) -> list[Shown]:
    """Every plan with all that it touches."""
    touched = Touched(done)
    return [_shown(place, one, touched, today) for place, one in enumerate(done)]


def _shown(place: int, done: Done, touched: Touched, today: date) -> Shown:
    plan, chosen = done.plan, done.taker
    takers = [
        {"code": unit.code, "name": unit.name, "chosen": chosen is not None and unit.pk == chosen.pk}
        for unit in done.able
    ]
    has_work = touched.has_work(done)
    return Shown(
        rows=rows_said(plan.rows), kind=vi.capfirst_vi(done.change.get_kind_display()), day=dates.short(plan.on),
        is_planned=plan.on > today, before=", ".join(_unit(code, touched.names) for code in plan.before),
        after=", ".join(_heir(heir.code, heir.name, touched.names) for heir in plan.heirs) or "không có đơn vị mới",
        basis=plan.basis, effects=_effects(done, touched), choice=f"{TAKER}{place}" if has_work else "",
        takers=takers if has_work else [],
    )  # fmt: skip


def rows_said(rows: Sequence[int]) -> str:
    """The lines of the table that a plan comes from: "3, 4"."""
    most = ", ".join(str(row) for row in rows[:_FEW])
    return most + (f" và {len(rows) - _FEW} dòng khác" if len(rows) > _FEW else "")


def _unit(code: str, names: Mapping[str, str]) -> str:
    return f"{names.get(code) or code} ({code})"


def _heir(code: str, name: str, names: Mapping[str, str]) -> str:
    return f"{name or names.get(code) or code} ({code})"


def _effects(done: Done, touched: Touched) -> list[str]:
    ids = [unit.pk for unit in done.ending]
    people = [f"{post.user} ({post.get_role_display()})" for pk in ids for post in touched.posts.get(pk, ())]
    own = {*done.plan.before, *(heir.code for heir in done.plan.heirs)}
    spans = [touched.spans[pk] for pk, _ in done.effects.closed if pk in touched.spans]
    moving = [span.name for span in spans if span.unit.code not in own]
    counted = [
        (touched.dossiers, "hồ sơ đang làm dở, bàn giao"), (touched.judged, "hồ sơ đang chờ chấm, bàn giao"),
        (touched.campaigns, "đợt thi đua đang mở, bàn giao"), (touched.certificates, "giấy còn hiệu lực, giữ nguyên"),
        (touched.drafts, "dự thảo quyết định có hồ sơ của đơn vị, giữ nguyên"),
    ]  # fmt: skip
    counted += [(touched.records, "hồ sơ cần ghi đơn vị kế thừa sau khi chia")] if len(done.plan.heirs) > 1 else []
    told = [f"{total} {words}" for counts, words in counted if (total := sum(counts.get(pk, 0) for pk in ids))]
    told += [f"{len(people)} phân công kết thúc: {_list(people, 'người')}"] if people else []
    told += [f"{len(moving)} đơn vị trực thuộc chuyển theo: {_list(moving, 'đơn vị')}"] if moving else []
    return told


def _list(names: Sequence[str], word: str) -> str:
    rest = len(names) - _FEW
    return ", ".join(names[:_FEW]) + (f" và {rest} {word} khác" if rest > 0 else "")


def refused(refusals: Sequence[Refusal], plans: Sequence[Plan]) -> list[Fault]:
    """Refusals at the first rows of their plans; row 0 is everything together."""
    return [
        Fault(min(plans[refusal.plan].rows, default=0) if refusal.plan >= 0 else 0, refusal.sentence)
        for refusal in refusals
    ]
