"""Who may appoint whom where, what a new person is called, and the link by which they choose their own password."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.tokens import default_token_generator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from danvan.accounts.access import GRANTS, Action, may_somewhere, rows
from danvan.accounts.models import Post, Role, User
from danvan.kit import vi
from danvan.units.enums import REVIEWING, UnitKind
from danvan.units.models import Unit, UnitQuerySet

# What each role may appoint below its own unit, and in it; nobody appoints their like or those above.
_BELOW: dict[Role, frozenset[Role]] = {
    Role.DISTRICT_BOARD: frozenset({Role.UNIT_CLERK, Role.UNIT_HEAD}),
    Role.PROVINCE_BOARD: frozenset({Role.UNIT_CLERK, Role.UNIT_HEAD, Role.DISTRICT_BOARD}),
    Role.ADMINISTRATOR: frozenset(Role),
}
_OWN: dict[Role, frozenset[Role]] = {
    Role.DISTRICT_BOARD: frozenset({Role.UNIT_CLERK}), Role.PROVINCE_BOARD: frozenset({Role.UNIT_CLERK}),
    Role.ADMINISTRATOR: frozenset(Role),
}  # fmt: skip
# The kinds of unit in which a role has any work.
_HOMES = {
    Role.DISTRICT_BOARD: REVIEWING - {UnitKind.PROVINCE}, Role.PROVINCE_BOARD: frozenset({UnitKind.PROVINCE}),
    Role.PROVINCE_APPROVER: frozenset({UnitKind.PROVINCE}),
}  # fmt: skip


def appointable(by: User, unit: Unit) -> list[Role]:
    """The roles this person may appoint to in this unit, in the order of ``Role``."""
    allowed: set[Role] = set()
    for post in by.posts if by.is_active else []:
        reach = GRANTS[Role(post.role)].get(Action.APPOINT)
        if reach is not None and reach.covers(post.unit, unit):
            allowed |= (_OWN if unit.pk == post.unit_id else _BELOW)[Role(post.role)]
    return [role for role in Role if role in allowed and unit.kind in _HOMES.get(role, {unit.kind})]


def may_appoint(by: User, role: str, unit: Unit) -> bool:
    """May this person put someone into this role in this unit, or take them out of it?"""
    return Role(role) in appointable(by, unit)


def may_keep(by: User, user: User) -> bool:
    """May this person see to this account: every post held now, or held before by who holds none, is one they may
    appoint to; an account that never had a post belongs to who keeps all accounts."""
    posts = user.posts or list(user.all_posts.select_related("unit"))
    if not posts:
        return Role.ADMINISTRATOR in {Role(post.role) for post in by.posts}
    return all(may_appoint(by, post.role, post.unit) for post in posts)


def units_to_appoint(by: User, day: date) -> UnitQuerySet:
    """The units in which this person may appoint anyone."""
    return Unit.objects.filter(rows(by, Action.APPOINT, path="path")).as_of(day).order_by("path")


def people_kept(by: User) -> QuerySet[User]:
    """Those with a post, now or before, in a unit within reach; who keeps all accounts sees those without one too."""
    if not may_somewhere(by, Action.APPOINT):
        return User.objects.none()
    if any(post.role == Role.ADMINISTRATOR for post in by.posts):
        return User.objects.all()
    mine = Post.objects.filter(rows(by, Action.APPOINT))
    return User.objects.filter(pk__in=mine.values("user"))


def free_username(full_name: str) -> str:
    """The name folded into one word, with a number when it is taken: Nguyễn Văn An is nguyenvanan, nguyenvanan2."""
    stem = vi.slug(full_name, 60).replace("-", "")
    taken = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}{number}"
    return name


def password_link(user: User) -> str:
    """The address at which this person sets a password: once, and for ``PASSWORD_RESET_TIMEOUT``."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("password_set", kwargs={"uidb64": uid, "token": default_token_generator.make_token(user)})
