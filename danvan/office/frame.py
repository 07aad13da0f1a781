"""The frame of every signed-in screen: its menu, the board's name, and the page itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.notices.queries import unread
from danvan.office.handbook.chapters import for_screen

# Menu entries: address name, label, and the actions any of which makes them worth showing (none: everyone).
_MENU: tuple[tuple[str, str, tuple[Action, ...]], ...] = (
    ("desk", "Việc cần làm", ()),
    ("dossiers", "Hồ sơ", ()),
    ("imports", "Nhập từ Excel", (Action.EDIT,)),
    ("review", "Chấm, thẩm định", (Action.REVIEW, Action.APPROVE)),
    ("visits", "Kiểm tra", ()),
    ("reports", "Báo cáo", ()),
    ("opinions", "Góp ý", ()),
    ("decisions", "Quyết định", ()),
)
# What is set up once a year rather than worked on each day, behind one word of the menu.
_SET_UP: tuple[tuple[str, str, tuple[Action, ...]], ...] = (
    ("campaigns", "Đợt thi đua", (Action.RUN,)),
    ("criteria", "Bộ tiêu chí, lĩnh vực", (Action.DRAFT_CRITERIA,)),
    ("library", "Văn bản", (Action.RUN,)),
    ("rearrange", "Sắp xếp đơn vị", (Action.REARRANGE,)),
    ("people", "Người dùng", (Action.APPOINT,)),
)


@dataclass(frozen=True)
class NavItem:
    """One entry of the menu."""

    url: str
    label: str
    current: bool


def board_name(request: SignedInRequest) -> str:
    """The name over the page: the unit of the first post, or of the last that ended; without any, one's own name."""
    posts = [*request.user.posts, *reversed(request.user.closed_posts)]
    return posts[0].unit.name if posts else str(request.user)


def _entries(
    request: SignedInRequest, menu: tuple[tuple[str, str, tuple[Action, ...]], ...], here: str
) -> list[NavItem]:
    return [
        NavItem(reverse(f"office:{name}"), label, name == here)
        for name, label, actions in menu
        if not actions or any(may_somewhere(request.user, action) for action in actions)
    ]


def page(
    request: SignedInRequest, template: str, context: dict[str, Any] | None = None, *, here: str = "", status: int = 200
) -> HttpResponse:
    """Render a signed-in page; ``here`` is the address name of the menu entry it belongs to."""
    match = request.resolver_match
    frame = {
        "nav": _entries(request, _MENU, here), "set_up": _entries(request, _SET_UP, here),
        "here": board_name(request), "person": str(request.user), "unread": unread(request.user),
        "how": for_screen((match.url_name if match else None) or "", here),
    }  # fmt: skip
    return render(request, template, {**frame, **(context or {})}, status=status)
