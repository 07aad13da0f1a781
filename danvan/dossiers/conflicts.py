"""Who may not judge which dossier for its organiser: their own unit, what they wrote, what they declared a tie to.

Nothing is kept between requests, and any number of dossiers and persons costs the same few queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from danvan.accounts.access import GRANTS, Action, may
from danvan.accounts.models import Post, User
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import Voice
from danvan.dossiers.judging import Declaration, Tie
from danvan.dossiers.models import Campaign, Dossier
from danvan.ledger.models import Channel, Event
from danvan.units.enums import UnitKind

ANOTHER = "cần người thẩm định khác"
UNDECLARED = "Hãy khai quan hệ trước khi chấm đợt này."
# What makes a dossier one's own work: sending it or signing its card, and writing it in by hand.
_SENT = ("submit", "report", "sign_self")
_TYPED = ("register", "edit")
_JUDGES = tuple(str(role) for role, grants in GRANTS.items() if Action.REVIEW in grants)


class Numbered(Protocol):
    """A dossier, or a row of a list that carries its number."""

    @property
    def pk(self) -> int: ...


def why_barred(dossier: Numbered, user: User) -> str:
    """Why this person may not judge this dossier for the organiser, as a sentence to them; "" when they may."""
    return barred_dossiers(user, [dossier]).get(dossier.pk, "")


def barred_dossiers(user: User, dossiers: Iterable[Numbered]) -> dict[int, str]:
    """The same for many, by the number of the dossier; those one may judge are left out. Four queries at most."""
    found = grounds([user.pk], [dossier.pk for dossier in dossiers])
    return {dossier: f"Bạn {told}: {ANOTHER}." for (dossier, _), told in found.items()}


def undeclared(user: User, campaign: Campaign) -> str:
    """Why this person may not fill in a card of the organiser yet: the campaign asks for ties first. Or ""."""
    if not campaign.asks_ties:
        return ""
    told = Declaration.objects.filter(campaign=campaign, person=user).exists()
    return "" if told else UNDECLARED


def kept_from_judging(dossier: Dossier, user: User) -> str:
    """Why this person may not open, fill in or sign a card of the organiser on this dossier, or ""."""
    return undeclared(user, dossier.campaign) or why_barred(dossier, user)


def judges_in(user: User, campaign: Campaign) -> bool:
    """Does this person judge or approve for the organiser of a campaign?"""
    return may(user, Action.REVIEW, campaign.keeper) or may(user, Action.APPROVE, campaign.keeper)


def nobody_free(dossiers: Iterable[Numbered]) -> set[int]:
    """The dossiers for which the organiser has no reviewer who is free to judge, or where the campaign asks for two
    independent cards, not two. Six queries at most."""
    rows = _rows([dossier.pk for dossier in dossiers])
    judges = judges_of({row.keeper_of_campaign for row in rows.values()})
    everyone = {person for people in judges.values() for person in people}
    barred = _grounds(everyone, rows)
    return {
        row.pk for row in rows.values()
        if sum((row.pk, person) not in barred for person in judges[row.keeper_of_campaign]) < row.judges_needed
    }  # fmt: skip


def judges_of(units: Iterable[int]) -> Mapping[int, list[int]]:
    """Who judges for each of these organisers today, by the number of the unit, in the order of appointment."""
    found: dict[int, list[int]] = {unit: [] for unit in units}
    posts = Post.objects.filter(Post.held_on(timezone.localdate()), unit__in=found, role__in=_JUDGES)
    for unit, person in posts.filter(user__is_active=True).order_by("pk").values_list("unit_id", "user_id"):
        if person not in found[unit]:
            found[unit].append(person)
    return found


def grounds(users: Iterable[int], dossiers: Iterable[int]) -> dict[tuple[int, int], str]:
    """What keeps each of these persons from each of these dossiers, by (dossier, person), to be said after a name:
    "có phân công tại ..."."""
    return _grounds(set(users), _rows(list(dossiers)))


@dataclass(frozen=True)
class _Row:
    """What the grounds look at, of one dossier."""

    pk: int
    campaign_id: int
    unit_id: int
    keeper_id: int
    unit_path: str
    path_now: str
    keeper_path: str
    keeper_of_campaign: int
    host_kind: str
    first_year: int
    last_year: int
    asks_two: bool
    self_card: int | None

    @property
    def judges_needed(self) -> int:
        return 2 if self.asks_two else 1

    @property
    def subjects(self) -> list[str]:
        """The names under which the ledger tells of the dossier and of its own card; none where the organiser is a
        board that may write for its communes."""
        if self.host_kind != UnitKind.PROVINCE:
            return []
        card = [f"{Scorecard._meta.label_lower}:{self.self_card}"] if self.self_card else []
        return [f"{Dossier._meta.label_lower}:{self.pk}", *card]


def _rows(pks: list[int]) -> dict[int, _Row]:
    own = Scorecard.objects.filter(dossier=OuterRef("pk"), voice=Voice.SELF)
    found = Dossier.objects.filter(pk__in=pks).values(
        "pk", "campaign_id", "unit_id", "keeper_id", "unit_path", path_now=F("unit__path"),
        keeper_path=F("keeper__path"), keeper_of_campaign=F("campaign__keeper_id"),
        host_kind=F("campaign__organiser__kind"), first_year=F("campaign__first_year"),
        last_year=F("campaign__last_year"), asks_two=F("campaign__asks_two"), self_card=Subquery(own.values("pk")[:1]),
    )  # fmt: skip
    return {row["pk"]: _Row(**row) for row in found}


def _grounds(users: set[int], rows: Mapping[int, _Row]) -> dict[tuple[int, int], str]:
    """The first ground that holds, for every pair that has one."""
    found: dict[tuple[int, int], str] = {}
    if users and rows:
        for ground in (_posts, _written, _ties):
            for pair, told in ground(users, rows).items():
                found.setdefault(pair, told)
    return found


def _posts(users: set[int], rows: Mapping[int, _Row]) -> dict[tuple[int, int], str]:
    """A post in the unit, or in who keeps its dossier, now or within the years of the campaign."""
    units = {unit for row in rows.values() for unit in (row.unit_id, row.keeper_id)}
    held: dict[int, list[Post]] = defaultdict(list)
    for post in Post.objects.filter(user__in=users, unit__in=units).select_related("unit").order_by("-from_on"):
        held[post.unit_id].append(post)
    today = timezone.localdate()
    found: dict[tuple[int, int], str] = {}
    for row in rows.values():
        for post in [*held[row.unit_id], *held[row.keeper_id]]:
            if told := _held(post, row, today):
                found.setdefault((row.pk, post.user_id), told)
    return found


def _held(post: Post, row: _Row, today: date) -> str:
    """How a post keeps from judging: held in the years of the campaign, or now; or ""."""
    first, last = date(row.first_year, 1, 1), date(row.last_year, 12, 31)
    if post.from_on <= last and (post.to_on is None or post.to_on >= first):
        return f"có phân công tại {post.unit.name} trong thời gian của đợt"
    if post.from_on <= today and (post.to_on is None or post.to_on >= today):
        return f"đang có phân công tại {post.unit.name}"
    return ""


def _written(users: set[int], rows: Mapping[int, _Row]) -> dict[tuple[int, int], str]:
    """Who wrote the dossier by hand, sent it or signed its own card, as the ledger tells."""
    of = {subject: row.pk for row in rows.values() for subject in row.subjects}
    if not of:
        return {}
    by_hand = Q(verb__in=_SENT) | Q(verb__in=_TYPED, channel=Channel.FORM)
    events = Event.objects.filter(by_hand, subject__in=list(of), actor__in=users).values_list("subject", "actor_id")
    return {(of[subject], actor): "đã lập, gửi hoặc ký phiếu tự chấm của hồ sơ này" for subject, actor in events}


def _ties(users: set[int], rows: Mapping[int, _Row]) -> dict[tuple[int, int], str]:
    """A tie declared in the campaign of the dossier: with it, with its unit, or with a unit above."""
    campaigns = {row.campaign_id for row in rows.values()}
    ties = Tie.objects.filter(declaration__person__in=users, declaration__campaign__in=campaigns)
    found = {}
    of = ties.values_list("declaration__person", "declaration__campaign", "dossier", "unit__code", "unit__path")
    for person, campaign, dossier, code, path in of:
        for row in rows.values():
            if row.campaign_id == campaign and _touches(row, dossier, code, path):
                found[row.pk, person] = "đã khai có quan hệ với đơn vị hoặc hồ sơ này"
    return found


def _touches(row: _Row, dossier: int | None, code: str | None, path: str | None) -> bool:
    """Is this the dossier named, or did or does its unit stand under the unit named?"""
    if code is None or path is None:
        return row.pk == dossier
    return row.path_now.startswith(path) or row.keeper_path.startswith(path) or f"/{code}/" in row.unit_path
