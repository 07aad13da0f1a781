"""The views of a list that a person keeps under a name: their own alone, and no part of any record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from danvan.accounts.models import User
from danvan.dossiers.judging import SavedView
from danvan.kit import vi

MOST = 30
LONGEST = 80


class CannotKeep(Exception):
    """The view cannot be kept; the message says why."""


def views_of(owner: User, screen: str) -> list[SavedView]:
    """What a person keeps of a screen, by name."""
    return sorted(SavedView.objects.filter(owner=owner, screen=screen), key=lambda view: vi.sort_key(view.name))


@transaction.atomic
def keep_view(*, owner: User, screen: str, name: str, query: str, at: datetime) -> SavedView:
    """Keep a view under a name; a name that is taken already then means this one. Raises ``CannotKeep``."""
    named = _named(name)
    if not query or len(query) > 500:
        raise CannotKeep("Chưa chọn điều kiện nào để lưu." if not query else "Điều kiện dài quá, chưa lưu được.")
    others = SavedView.objects.select_for_update().filter(owner=owner, screen=screen)
    if not others.filter(name=named).exists() and others.count() >= MOST:
        raise CannotKeep(f"Mỗi người lưu nhiều nhất {MOST} bộ lọc. Hãy xóa bớt rồi lưu.")
    kept = {"query": query, "saved_at": at}
    return SavedView.objects.update_or_create(owner=owner, screen=screen, name=named, defaults=kept)[0]


@transaction.atomic
def rename_view(*, view: SavedView, name: str) -> SavedView:
    """Give a view another name. Raises ``CannotKeep``."""
    named = _named(name)
    same = SavedView.objects.filter(owner=view.owner_id, screen=view.screen, name=named)
    if same.exclude(pk=view.pk).exists():
        raise CannotKeep(f"Đã có bộ lọc tên “{named}”. Hãy chọn tên khác.")
    view.name = named
    view.save(update_fields=["name"])
    return view


def drop_view(*, view: SavedView) -> None:
    """Forget a view."""
    view.delete()


def _named(name: str) -> str:
    """A name as it is stored."""
    named = vi.clean_line(name)
    if not named or len(named) > LONGEST:
        raise CannotKeep("Ghi tên cho bộ lọc." if not named else f"Tên bộ lọc dài nhất {LONGEST} ký tự.")
    return named
