"""What a person was typing on a form and never stored: put back into the form, and told where it stands.

Any form may use it: ``data-jot`` on the form, ``office/_jot.html`` inside it, ``office/_jot_kept.html`` over it, and
the script ``jot.js``; the view calls ``open_jot`` and ``put_back`` before it shows the form, and ``forget`` with the
moment once it is stored.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from danvan.accounts.models import User
from danvan.dossiers.jottings import Jotting, last

MAX_FIELDS, MAX_NAME, MAX_VALUE = 200, 100, 20_000


@dataclass(frozen=True)
class Jot:
    """One form as it is opened: where it is kept, for whom, since when, and what was left on it."""

    place: str
    who: int
    now: int  # milliseconds by the server's clock, from which the browser counts on
    settled: int  # what a browser holds from before this moment is known here
    fresh: bool  # opened, not sent back with its mistakes
    kept: Jotting | None
    back: str  # the address to come back to


def open_jot(request: HttpRequest, user: User, place: str, at: datetime) -> Jot:
    """The form at ``place`` as this person opens it."""
    word = last(user, place)
    fresh = request.method != "POST"
    kept = word if fresh and word and word.typed else None
    return Jot(place, user.pk, stamp(at), stamp(word.at) if word else 0, fresh, kept, request.get_full_path())


def put_back(form: forms.Form, jot: Jot) -> None:
    """Begin the form with what was left on it; fields that are not on it any more are passed over."""
    typed = jot.kept.typed if jot.kept else {}
    form.initial = {**form.initial, **{name: text for name, text in typed.items() if name in form.fields}}


def said(at: datetime) -> str:
    """The sentence under the form once the server has what was typed."""
    return f"Đã giữ bản đang viết lúc {timezone.localtime(at):%H:%M}"


def stored_since(at: datetime) -> str:
    """The sentence where the form was stored from elsewhere after this page was opened."""
    return f"Biểu mẫu này đã được lưu lúc {timezone.localtime(at):%H:%M}. Hãy tải lại trang; chữ vừa viết vẫn còn."


def moment(milliseconds: int) -> datetime:
    """The moment a browser means."""
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)


class JotForm(forms.Form):
    """What the script sends: the fields of a form by their names, and when it was opened."""

    opened = forms.IntegerField(min_value=0, max_value=10**13)
    typed = forms.CharField(strip=False)

    def clean_typed(self) -> dict[str, str]:
        """The texts without what a database cannot hold; too much of them is refused."""
        try:
            typed = json.loads(self.cleaned_data["typed"])
        except (ValueError, RecursionError):
            typed = None
        if not isinstance(typed, dict) or len(typed) > MAX_FIELDS:
            raise forms.ValidationError("Không đọc được nội dung đang viết.")
        texts = {_plain(name): _plain(text) for name, text in typed.items() if isinstance(text, str)}
        if any(len(name) > MAX_NAME or len(text) > MAX_VALUE for name, text in texts.items()):
            raise forms.ValidationError("Có ô dài quá 20.000 chữ nên chưa giữ được bản đang viết. Hãy rút gọn ô đó.")
        return texts


def _plain(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def stamp(at: datetime) -> int:
    """A moment as a browser counts: in milliseconds."""
    return int(at.timestamp() * 1000)
