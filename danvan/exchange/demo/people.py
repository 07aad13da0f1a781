"""The people of the demonstration, their posts, and the one password they share."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password

from danvan.accounts.models import Post, User
from danvan.exchange.demo.files import rows
from danvan.units.models import Unit, UnitChange

WORDS = (
    "bang", "cau", "dong", "gio", "hoa", "keo", "lua", "mai", "nang", "ong", "que", "ruong", "suoi", "tre", "vai",
    "xuan",
)  # fmt: skip


def password_file() -> Path:
    """Where the password of the demonstration is kept, readable by its owner only."""
    folder: Path = settings.VAR_DIR
    return folder / "demo_password"


def choose_password() -> str:
    """The one given in DEMO_PASSWORD, else the one kept from an earlier load, else a new one; kept either way."""
    kept = password_file()
    password = os.environ.get("DEMO_PASSWORD", "").strip() or (
        kept.read_text(encoding="utf-8").strip() if kept.exists() else ""
    )
    password = password or "-".join([*(secrets.choice(WORDS) for _ in range(4)), str(secrets.randbelow(9000) + 1000)])
    kept.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(password + "\n")
    return password


def _drawn() -> str:
    """Four short words and a number: easy to type, hard to guess within the sign-in limits."""
    return "-".join([*(secrets.choice(WORDS) for _ in range(4)), str(secrets.randbelow(9000) + 1000)])


def add_people(password: str) -> dict[str, User]:
    """The users with their posts; those that are there already keep their password and posts."""
    hashed = make_password(password)
    people = {}
    for row in rows("people.json"):
        user, is_new = User.objects.get_or_create(
            username=row["username"],
            defaults={
                "full_name": row["full_name"], "password": hashed, "is_illustrative": True,
                "is_staff": row.get("is_administrator", False), "is_superuser": row.get("is_administrator", False),
            },
        )  # fmt: skip
        people[user.username] = user
        for post in row["posts"] if is_new else []:
            unit = Unit.objects.get(code=post["unit"])
            Post.objects.create(user=user, unit=unit, role=post["role"], from_on=date.fromisoformat(post["from"]))
    return people


def sign_ins() -> str:
    """The names to sign in with, as a sentence lists them."""
    return ", ".join(row["username"] for row in rows("people.json"))


def close_posts(people: Mapping[str, User]) -> dict[str, User]:
    """End the posts that have a last day with the rearrangement of the day after; gives the people read anew."""
    for row in rows("people.json"):
        for post in row["posts"]:
            if last := post.get("until"):
                held = Post.objects.select_related("unit").get(user__username=row["username"], unit__code=post["unit"])
                _close(held, date.fromisoformat(last))
    return {user.username: user for user in User.objects.filter(username__in=people)}


def _close(post: Post, last: date) -> None:
    post.to_on = last
    post.ended_by = UnitChange.objects.get(on=last + timedelta(days=1), predecessors=post.unit)
    post.save(update_fields=["to_on", "ended_by"])
