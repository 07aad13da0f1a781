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
    DRAFT_CRITERIA = "soạn bộ tiêu chí"
    ISSUE_CRITERIA = "ban hành bộ tiêu chí"
    REARRANGE = "sắp xếp đơn vị"
    CONFIRM = "duyệt nội dung trước khi gửi"
    RUN = "lập, mở đợt thi đua, gia hạn"
    VISIT = "kiểm tra, khảo sát"
    APPOINT = "quản lý người dùng"
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
    Role.UNIT_HEAD: {Action.VIEW: Reach.OWN, Action.EDIT: Reach.OWN, Action.CONFIRM: Reach.OWN},
    Role.DISTRICT_BOARD: {Action.VIEW: Reach.BELOW, Action.EDIT: Reach.BELOW, Action.REVIEW: Reach.OWN,
                          Action.RUN: Reach.BELOW, Action.VISIT: Reach.BELOW, Action.APPOINT: Reach.BELOW},
    Role.PROVINCE_BOARD: {Action.VIEW: Reach.BELOW, Action.REVIEW: Reach.OWN, Action.DRAFT_DECISION: Reach.BELOW,
                          Action.DRAFT_CRITERIA: Reach.BELOW, Action.REARRANGE: Reach.BELOW,
                          Action.RUN: Reach.BELOW, Action.VISIT: Reach.BELOW, Action.APPOINT: Reach.BELOW},
    Role.PROVINCE_APPROVER: {Action.VIEW: Reach.BELOW, Action.APPROVE: Reach.BELOW,
                             Action.DRAFT_DECISION: Reach.BELOW, Action.ISSUE: Reach.BELOW,
                             Action.DRAFT_CRITERIA: Reach.BELOW, Action.ISSUE_CRITERIA: Reach.BELOW,
                             Action.RUN: Reach.BELOW},
    Role.AUDITOR: {Action.VIEW: Reach.BELOW},
    Role.ADMINISTRATOR: {Action.VIEW: Reach.ALL, Action.RECORD: Reach.ALL, Action.MANAGE: Reach.ALL,
                         Action.REARRANGE: Reach.ALL, Action.DRAFT_CRITERIA: Reach.ALL,
                         Action.ISSUE_CRITERIA: Reach.ALL, Action.RUN: Reach.ALL, Action.APPOINT: Reach.ALL},
}
# fmt: on


def _grants(user: User | AnonymousUser, action: Action) -> Iterator[tuple[Unit, Reach]]:
    """What each post grants on its unit; to view, also on the units that one came from (domain.md §4)."""
    posts: list[Post] = user.posts if isinstance(user, User) and user.is_active else []
    for post in posts:
        if reach := GRANTS[Role(post.role)].get(action):
            yield post.unit, reach
            if action is Action.VIEW and reach is not Reach.ALL and isinstance(user, User):
                yield from ((origin, reach) for origin in user.heritage.get(post.unit_id, ()))


def _archives(user: User | AnonymousUser) -> Iterator[tuple[Post, Reach]]:
    """The posts that ended with their unit: their archive may be read, and nothing changed."""
    for post in user.closed_posts if isinstance(user, User) and user.is_active else []:
        if reach := GRANTS[Role(post.role)].get(Action.VIEW):
            yield post, reach


def reads_an_archive(user: User) -> list[Post]:
    """The ended posts whose archive this person may still read, oldest first."""
    return [post for post, _ in _archives(user)]


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
    acting_path = ""  # who acts for the owner now, where work can be handed over
    frozen_path = ""  # the codes of the unit and all above it as they stood then: "/TU-BG/BG-TY/TY-CX/"
    frozen_year = ""  # of which year a row is; without one, an ended post reads none of them

    def for_user(self, user: User | AnonymousUser, action: Action = Action.VIEW, *, path: str = "") -> Self:
        """The rows this user may do this action on; every signed-in list and lookup begins here."""
        if action is not Action.VIEW:
            return self.filter(rows(user, action, path=path or self.acting_path or self.unit_path))
        return self.filter(rows(user, action, path=path or self.unit_path) | self._archived(user))

    def _archived(self, user: User | AnonymousUser) -> Q:
        """The rows of the time of an ended post, as the unit stood over them then."""
        allowed = Q(pk__in=[])
        for post, reach in _archives(user) if self.frozen_year else ():
            assert post.to_on is not None
            ending = "endswith" if reach is Reach.OWN else "contains"
            mine = Q(**{self.unit_path: post.unit.path})
            if self.frozen_path:
                mine = Q(**{f"{self.frozen_path}__{ending}": f"/{post.unit.code}/"})
            allowed |= mine & Q(**{f"{self.frozen_year}__lte": post.to_on.year})
        return allowed
