"""The rows of the list of people, and what one person's page shows and offers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from danvan.accounts.models import Post, User
from danvan.accounts.people import may_appoint, people_kept
from danvan.kit import vi
from danvan.ledger.models import Event


@dataclass(frozen=True)
class PersonLine:
    """One person: the posts held now, and when they last signed in."""

    pk: int
    name: str
    username: str
    posts: Sequence[Post]
    seen: datetime | None
    waits: bool  # invited, and no password yet


@dataclass(frozen=True)
class PostLine:
    """One post on a person's page, with whether the reader may end it."""

    post: Post
    is_over: bool
    may_end: bool


def found(by: User, asked: str) -> QuerySet[User]:
    """The people in care, by unit then name; those whose name, username or unit holds the words asked for."""
    people = people_kept(by)
    if asked:
        folded = vi.fold(asked)
        here = Q(username__icontains=folded.replace(" ", "")) | Q(full_name__icontains=asked)
        people = people.filter(here | Q(all_posts__unit__name_fold__contains=folded)).distinct()
    return people.order_by("username")


def lines(people: Iterable[User], today: date) -> list[PersonLine]:
    """These people as the list shows them."""
    return [
        PersonLine(
            one.pk, str(one), one.username, [post for post in one.shown_posts if _held(post, today)],  # type: ignore[attr-defined]
            one.last_login, not one.has_usable_password(),
        )
        for one in people
    ]  # fmt: skip


def with_posts(people: QuerySet[User]) -> QuerySet[User]:
    """The same people with their posts; one more query, whatever their number."""
    posts = Post.objects.select_related("unit").order_by("pk")
    return people.prefetch_related(Prefetch("all_posts", posts, to_attr="shown_posts"))


def _held(post: Post, today: date) -> bool:
    return post.from_on <= today and (post.to_on is None or post.to_on >= today)


def posts_of(user: User, by: User, today: date) -> list[PostLine]:
    """Every post of a person, the newest first."""
    rows = user.all_posts.select_related("unit", "user").order_by("-from_on", "-pk")
    return [_line(post, by, today) for post in rows]


def _line(post: Post, by: User, today: date) -> PostLine:
    over = post.to_on is not None and post.to_on < today
    return PostLine(post, over, not over and may_appoint(by, post.role, post.unit))


def history(user: User) -> QuerySet[Event]:
    """What was done about this person's posts and account, newest first."""
    subjects = [Event.subject_of(user), *(Event.subject_of(post) for post in user.all_posts.all())]
    return Event.objects.filter(subject__in=subjects).select_related("actor").order_by("-pk")
