"""Handing over what was in progress when units end: posts stop, dossiers and campaigns get another keeper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from danvan.accounts.models import Post
from danvan.dossiers.enums import State
from danvan.dossiers.models import Campaign, Dossier
from danvan.kit import dates
from danvan.ledger.record import Act
from danvan.units.heritage import Heirs
from danvan.units.models import Unit, UnitChange
from danvan.units.plans import CannotRearrange, Plan
from danvan.units.queries import Tree

ENDED = (State.DECLINED, State.WITHDRAWN, State.STOPPED)


def open_dossiers() -> QuerySet[Dossier]:
    """The dossiers on which there is still something to do."""
    return Dossier.objects.filter(recognised_on__isnull=True, campaign__is_archive=False).exclude(state__in=ENDED)


@dataclass
class Handed:
    """What was handed over, as it was before: (id, old end) of posts, (id, old keepers, moves) of dossiers."""

    posts: list[tuple[int, str | None]] = field(default_factory=list)
    dossiers: list[tuple[int, int, int | None, int]] = field(default_factory=list)
    campaigns: list[tuple[int, int]] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)


def candidates(plan: Plan, ending: Sequence[Unit]) -> list[Unit]:
    """The units that may take over the open work of those that end: their heirs, then the superiors above them.

    Only units that stand on the day of the change. The first is proposed unless there are several heirs.
    """
    tree = Tree(plan.on)
    heirs = Unit.objects.filter(code__in=[heir.code for heir in plan.heirs])
    codes = [heir.code for heir in plan.heirs]
    found = sorted(heirs, key=lambda unit: codes.index(unit.code))
    present = Heirs(plan.on)
    for unit in [*found, *ending]:
        above = unit.parent_id
        while above is not None:
            taker = present.unit(present.of(above).unit_id)
            found.append(taker)
            above = taker.parent_id
    ends = {unit.pk for unit in ending}
    return [unit for unit in dict.fromkeys(found) if unit.pk in tree and unit.pk not in ends]


def taker(plan: Plan, ending: Sequence[Unit]) -> Unit | None:
    """Who takes the open work: as chosen, else the only heir, else the nearest superior; None when nobody can."""
    able = candidates(plan, ending)
    if plan.hand_to:
        chosen = next((unit for unit in able if unit.code == plan.hand_to), None)
        if chosen is None:
            raise CannotRearrange(f"Không bàn giao việc đang dở cho đơn vị mã {plan.hand_to} được.")
        return chosen
    several = {heir.code for heir in plan.heirs} if len(plan.heirs) > 1 else set()
    return next((unit for unit in able if unit.code not in several), None)


def end_posts(change: UnitChange, ending: Iterable[Unit], plan: Plan, handed: Handed) -> None:
    """Every post in an ended unit ends with it; from then on it reads the archive of its time."""
    held = Post.objects.filter(unit__in=list(ending)).filter(Q(to_on__isnull=True) | Q(to_on__gte=plan.on))
    for post in held.select_related("user", "unit").order_by("pk"):
        if post.from_on >= plan.on:
            raise CannotRearrange(
                f"Phân công của {post.user} tại «{post.unit.name}» bắt đầu ngày {dates.short(post.from_on)}, "
                "khi đơn vị đã kết thúc. Hãy sửa phân công này trước."
            )
        handed.posts.append((post.pk, post.to_on.isoformat() if post.to_on else None))
        post.to_on, post.ended_by = plan.eve, change
        post.save(update_fields=["to_on", "ended_by"])
        told = {"to_on": ["", dates.short(plan.eve)]}
        handed.acts.append(Act(post, "end_post", "Kết thúc phân công do sắp xếp đơn vị", post.unit, details=told))


def hand_over(ending: Sequence[Unit], to: Unit | None, handed: Handed) -> None:
    """Give the open dossiers and running campaigns of ended units to their taker. Raises when there is none."""
    ids = [unit.pk for unit in ending]
    concerned = open_dossiers().filter(Q(keeper__in=ids) | Q(superior_keeper__in=ids)).select_related("unit")
    dossiers = list(concerned.order_by("pk"))
    campaigns = list(Campaign.objects.filter(keeper__in=ids, is_archive=False).order_by("pk"))
    if not dossiers and not campaigns:
        return
    if to is None:
        names = ", ".join(unit.name for unit in ending)
        raise CannotRearrange(f"{names} còn việc đang dở; hãy chọn đơn vị nhận bàn giao.")
    for dossier in dossiers:
        handed.dossiers.append((dossier.pk, dossier.keeper_id, dossier.superior_keeper_id, dossier.moves))
        _pass_on(dossier, ids, to)
        label = f"Bàn giao hồ sơ cho {to.name}"
        handed.acts.append(Act(dossier, "hand_over", label[:120], dossier.unit, details={"keeper": ["", to.code]}))
    Dossier.objects.bulk_update(dossiers, ["keeper", "superior_keeper"], batch_size=500)
    for campaign in campaigns:
        handed.campaigns.append((campaign.pk, campaign.keeper_id))
        campaign.keeper = to
        campaign.save(update_fields=["keeper"])
        label = f"Bàn giao đợt thi đua cho {to.name}"
        handed.acts.append(Act(campaign, "hand_over", label[:120], campaign.organiser))


def _pass_on(dossier: Dossier, ids: Sequence[int], to: Unit) -> None:
    if dossier.keeper_id in ids:
        dossier.keeper = to
    if dossier.superior_keeper_id in ids:
        dossier.superior_keeper = to


def recount(day: date) -> int:
    """Bring every dossier's unit of today up to date; gives how many changed.

    A recorded heir speaks before the line of the unit (a split is told dossier by dossier).
    """
    heirs, changed = Heirs(day), 0
    pairs = Dossier.objects.values_list("unit_id", "heir_id", "counts_in_id", "is_allocated").order_by().distinct()
    for unit, heir, counted, allocated in list(pairs):
        present = heirs.of(heir or unit)
        if (present.unit_id, present.sure) != (counted, allocated):
            rows = Dossier.objects.filter(unit=unit, heir_id=heir, counts_in=counted, is_allocated=allocated)
            changed += rows.update(counts_in=present.unit_id, is_allocated=present.sure)
    return changed


def uncount(units: QuerySet[Unit]) -> None:
    """Count dossiers in their own units again for a moment, so that these can be taken away; ``recount`` follows."""
    Dossier.objects.filter(counts_in__in=units).update(counts_in=F("unit"))


def put_back(kept: dict[str, Any]) -> None:
    """Undo a handing over: posts, dossiers and campaigns are as they were."""
    for pk, until in kept.get("posts", ()):
        Post.objects.filter(pk=pk).update(to_on=until, ended_by=None)
    for pk, keeper, superior, _ in kept.get("dossiers", ()):
        Dossier.objects.filter(pk=pk).update(keeper=keeper, superior_keeper=superior)
    for pk, keeper in kept.get("campaigns", ()):
        Campaign.objects.filter(pk=pk).update(keeper=keeper)


def went_on(kept: dict[str, Any]) -> Dossier | None:
    """A dossier on which the taker has worked since the handing over, if any."""
    rows = {pk: (keeper, moves) for pk, keeper, _, moves in kept.get("dossiers", ())}
    worked = Dossier.objects.filter(pk__in=rows).order_by("pk")
    return next((dossier for dossier in worked if dossier.moves != rows[dossier.pk][1]), None)
