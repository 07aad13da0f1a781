"""Who may do what, and on whose rows. The only module that decides either."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Self, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from danvan.accounts.models import Post, Role, User
from danvan.units.models import Unit


class Action(Enum):
    """What can be done; a step names the action and the unit it is judged on (see ``ledger.machine``)."""

    VIEW = "xem"
    EDIT = "đăng ký, sửa, tự chấm"
    REVIEW = "chấm, thẩm định"  # judged on the superior or the organiser: one's own board exactly
    APPROVE = "duyệt"
    DRAFT_DECISION = "soạn quyết định"
    ISSUE = "ban hành quyết định"
    RECORD = "ghi hồ sơ lưu trữ"
    MANAGE = "quản trị danh mục"


class Reach(Enum):
    """How far a grant goes from the unit in which the post is held."""

    OWN = "đúng đơn vị mình"
    BELOW = "đơn vị mình và cấp dưới"
    ALL = "mọi đơn vị"

    def covers(self, home: Unit, unit: Unit) -> bool:
        if self is Reach.ALL:
            return True
        return unit.path == home.path if self is Reach.OWN else unit.path.startswith(home.path)

    def rows(self, home: Unit, path: str) -> Q:
        if self is Reach.ALL:
            return ~Q(pk__in=[])
        return Q(**{path: home.path}) if self is Reach.OWN else Q(**{f"{path}__startswith": home.path})


# fmt: off
GRANTS: dict[Role, dict[Action, Reach]] = {
    Role.UNIT_CLERK: {Action.VIEW: Reach.OWN, Action.EDIT: Reach.OWN},
    Role.DISTRICT_BOARD: {Action.VIEW: Reach.BELOW, Action.EDIT: Reach.BELOW, Action.REVIEW: Reach.OWN},
    Role.PROVINCE_BOARD: {Action.VIEW: Reach.BELOW, Action.REVIEW: Reach.OWN, Action.DRAFT_DECISION: Reach.BELOW},
    Role.PROVINCE_APPROVER: {Action.VIEW: Reach.BELOW, Action.APPROVE: Reach.BELOW,
                             Action.DRAFT_DECISION: Reach.BELOW, Action.ISSUE: Reach.BELOW},
    Role.AUDITOR: {Action.VIEW: Reach.BELOW},
    Role.ADMINISTRATOR: {Action.VIEW: Reach.ALL, Action.RECORD: Reach.ALL, Action.MANAGE: Reach.ALL},
}
# fmt: on


def _grants(user: User | AnonymousUser, action: Action) -> Iterator[tuple[Unit, Reach]]:
    posts: list[Post] = user.posts if isinstance(user, User) and user.is_active else []
    for post in posts:
        if reach := GRANTS[Role(post.role)].get(action):
            yield post.unit, reach


def may(user: User | AnonymousUser, action: Action, unit: Unit) -> bool:
    """May this user do this action on what this unit owns?"""
    return any(reach.covers(home, unit) for home, reach in _grants(user, action))


def may_somewhere(user: User | AnonymousUser, action: Action) -> bool:
    """Does any post of this user grant this action at all? For menus; never instead of ``may``."""
    return next(_grants(user, action), None) is not None


def rows(user: User | AnonymousUser, action: Action, *, path: str = "unit__path") -> Q:
    """The rows ``may`` would say yes to, as a filter. No grant means no rows."""
    allowed = Q(pk__in=[])
    for home, reach in _grants(user, action):
        allowed |= reach.rows(home, path)
    return allowed


def units_for(user: User | AnonymousUser, action: Action = Action.VIEW) -> QuerySet[Unit]:
    """The units on whose rows this user may do this action."""
    return Unit.objects.filter(rows(user, action, path="path"))


def homes(user: User) -> list[Unit]:
    """The units in which this user holds a post today, in the order of appointment."""
    return [post.unit for post in user.posts]


M = TypeVar("M", bound=Model)


class ScopedQuerySet(QuerySet[M]):
    """A queryset that knows which lookup leads to the path of the owning unit."""

    unit_path = "unit__path"

    def for_user(self, user: User | AnonymousUser, action: Action = Action.VIEW, *, path: str = "") -> Self:
        """The rows this user may do this action on; every signed-in list and lookup begins here."""
        return self.filter(rows(user, action, path=path or self.unit_path))
