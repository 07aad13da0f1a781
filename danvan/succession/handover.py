"""Handing over what was in progress when units end: posts stop, dossiers and campaigns get another keeper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from danvan.accounts.models import Post
from danvan.dossiers.enums import State
from danvan.dossiers.models import Campaign, Dossier, Scorecard
from danvan.kit import dates
from danvan.ledger.models import Event
from danvan.ledger.record import Act
from danvan.units.heritage import Heirs
from danvan.units.models import Unit, UnitChange, UnitSpan
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


class Day:
    """Who stands on a day and what every unit has become by then, read once for many changes."""

    def __init__(self, day: date) -> None:
        self.tree, self.present = Tree(day), Heirs(day)

    def heirs(self, plan: Plan) -> list[int]:
        """The ids of what the heirs of a plan have become, in their order; only what stands."""
        units = (self.present.of(self.present.coded(heir.code).pk).unit_id for heir in plan.heirs)
        return [pk for pk in dict.fromkeys(units) if pk in self.tree]


def candidates(plan: Plan, ending: Sequence[Unit], day: Day) -> list[Unit]:
    """The units that may take over the open work of those that end: their heirs, then the superiors above them.

    Only units that stand on the day. The first is proposed unless there are several heirs.
    """
    tree, present, found = day.tree, day.present, day.heirs(plan)
    until = UnitSpan.objects.filter(unit__in=[unit.pk for unit in ending], valid_from__lt=plan.on)
    above = dict(until.order_by("valid_from").values_list("unit_id", "parent_id"))  # the last one speaks
    for pk in [*found, *(parent for parent in above.values() if parent)]:
        nearest = present.unit(present.of(pk).unit_id)
        if nearest.pk in tree:
            found += [nearest.pk, *(superior.unit_id for superior in tree.standing(nearest).superiors)]
    ends = {unit.pk for unit in ending}
    return [present.unit(pk) for pk in dict.fromkeys(found) if pk in tree and pk not in ends]


def taker(plan: Plan, able: Sequence[Unit], day: Day) -> Unit | None:
    """Who of those able takes the open work: as chosen, else the only heir, else the nearest superior; else None."""
    if plan.hand_to:
        chosen = next((unit for unit in able if unit.code == plan.hand_to), None)
        if chosen is None:
            names = ", ".join(f"«{unit.name}» ({unit.code})" for unit in able) or "không có đơn vị nào"
            raise CannotRearrange(f"Không bàn giao việc đang dở cho đơn vị mã {plan.hand_to} được. Nhận được: {names}.")
        return chosen
    heirs = day.heirs(plan)
    several = heirs if len(heirs) > 1 else []
    return next((unit for unit in able if unit.pk not in several), None)


def end_posts(
    change: UnitChange, ending: Iterable[Unit], plan: Plan, handed: Handed, *, only_before: bool = False
) -> None:
    """Every post in an ended unit ends with it; from then on it reads the archive of its time.

    A post that begins when the unit has ended already is refused, or left alone with ``only_before``.
    """
    held = Post.objects.filter(unit__in=list(ending)).filter(Q(to_on__isnull=True) | Q(to_on__gte=plan.on))
    for post in held.select_related("user", "unit").order_by("pk"):
        if post.from_on >= plan.on and only_before:
            continue
        if post.from_on >= plan.on:
            raise CannotRearrange(
                f"Phân công của {post.user} tại «{post.unit.name}» bắt đầu ngày {dates.short(post.from_on)}, "
                "khi đơn vị đã kết thúc. Hãy sửa phân công này trước."
            )
        handed.posts.append((post.pk, post.to_on.isoformat() if post.to_on else None))
        told = {"to_on": ["", dates.short(plan.eve)]}
        handed.acts.append(Act(post, "end_post", "Kết thúc phân công do sắp xếp đơn vị", post.unit, details=told))
    Post.objects.filter(pk__in=[pk for pk, _ in handed.posts]).update(to_on=plan.eve, ended_by=change)


class OpenWork:
    """The open dossiers and running campaigns of units that end, read and stored once for many changes."""

    def __init__(self, ending: Iterable[Unit]) -> None:
        ids = [unit.pk for unit in ending]
        concerned = open_dossiers().filter(Q(keeper__in=ids) | Q(superior_keeper__in=ids)).order_by("pk")
        lean = concerned.only("unit", "keeper_id", "superior_keeper_id", "moves")
        self._dossiers = list(lean.prefetch_related("unit"))
        running = Campaign.objects.filter(keeper__in=ids, is_archive=False).order_by("pk")
        self._campaigns = list(running.select_related("organiser"))

    def hand_over(self, ending: Sequence[Unit], to: Unit | None, handed: Handed) -> None:
        """Give what these units hold to their taker. Raises when there is none."""
        ids = [unit.pk for unit in ending]
        dossiers = [one for one in self._dossiers if one.keeper_id in ids or one.superior_keeper_id in ids]
        campaigns = [one for one in self._campaigns if one.keeper_id in ids]
        if not dossiers and not campaigns:
            return
        if to is None:
            names = ", ".join(unit.name for unit in ending)
            raise CannotRearrange(f"{names} còn việc đang dở; hãy chọn đơn vị nhận bàn giao.")
        label = f"Bàn giao hồ sơ cho {to.name}"[:120]
        for dossier in dossiers:
            handed.dossiers.append((dossier.pk, dossier.keeper_id, dossier.superior_keeper_id, dossier.moves))
            _pass_on(dossier, ids, to)
            handed.acts.append(Act(dossier, "hand_over", label, dossier.unit, details={"keeper": ["", to.code]}))
        for campaign in campaigns:
            handed.campaigns.append((campaign.pk, campaign.keeper_id))
            campaign.keeper = to
            label = f"Bàn giao đợt thi đua cho {to.name}"
            handed.acts.append(Act(campaign, "hand_over", label[:120], campaign.organiser))

    def store(self) -> None:
        """Write what was handed over."""
        Dossier.objects.bulk_update(self._dossiers, ["keeper", "superior_keeper"], batch_size=250)
        Campaign.objects.bulk_update(self._campaigns, ["keeper"], batch_size=250)


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


def went_on(change: UnitChange) -> Dossier | None:
    """A dossier on which somebody has worked since it was handed over, if any."""
    told = Event.objects.filter(subject=Event.subject_of(change)).order_by("-pk").first()
    handed = Dossier.objects.filter(pk__in=[row[0] for row in change.effects.get("dossiers", ())]).order_by("pk")
    if told is None or not handed:
        return None
    cards = Scorecard.objects.filter(dossier__in=handed)
    about = {Event.subject_of(thing): thing for thing in [*handed, *cards]}
    later = Event.objects.filter(subject__in=about, pk__gt=told.pk).exclude(verb="hand_over").order_by("pk").first()
    thing = about[later.subject] if later else None
    return thing.dossier if isinstance(thing, Scorecard) else thing
