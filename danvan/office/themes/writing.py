"""What the buttons of the drafting screen of a theme scheme do, each by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import QueryDict

from danvan.accounts.models import User
from danvan.criteria import schemes
from danvan.criteria.drafting import CannotDraft, StaleDraft
from danvan.criteria.models import Theme, ThemeScheme
from danvan.office.themes.editor import NEW
from danvan.office.themes.forms import NewThemeForm, SchemeForm, ThemeForm


class NotTyped(Exception):
    """What was typed cannot be stored; ``forms`` are the bound forms by their prefix."""

    def __init__(self, forms: Mapping[str, forms.Form]) -> None:
        super().__init__("Chưa lưu được.")
        self.forms = forms


class Gone(StaleDraft):
    """The theme is not there any more."""

    def __init__(self) -> None:
        CannotDraft.__init__(self, "Lĩnh vực này vừa được người khác bỏ. Hãy xem lại bản mới.")


@dataclass(frozen=True)
class Done:
    """What was done, and where on the screen its reader goes on; ``opened`` is the theme to stand open."""

    sentence: str
    anchor: str
    opened: int = 0


def number(text: str) -> int:
    """The number that was sent, or 0."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


@dataclass(frozen=True)
class Sent:
    """A button pressed on the screen of a draft."""

    scheme: ThemeScheme
    data: QueryDict
    by: User
    at: datetime

    @property
    def edition(self) -> int:
        """The edition that was on the screen."""
        return number(self.data.get("edition", ""))

    def theme(self) -> Theme:
        """The theme that was meant. Raises ``Gone``."""
        found = self.scheme.themes.select_related("scheme").filter(pk=number(self.data.get("linh-vuc", ""))).first()
        if found is None:
            raise Gone
        return found


def typed_forms(sent: Sent) -> dict[str, forms.Form]:
    """What was typed on the button's form, bound, to be shown again when it is not stored."""
    button = sent.data.get("viec", "")
    if button == "bo":
        return {"bo": SchemeForm.of(sent.scheme, sent.data)}
    if button == "them":
        return {NEW: NewThemeForm(sent.data, prefix=NEW)}
    if button == "ghi":
        theme = sent.scheme.themes.filter(pk=number(sent.data.get("linh-vuc", ""))).first()
        return {f"lv-{theme.pk}": ThemeForm.of(theme, sent.data)} if theme else {}
    return {}


def do(sent: Sent) -> Done:
    """Do what the button says. Raises ``NotTyped`` or ``CannotDraft``."""
    work = _WORKS.get(sent.data.get("viec", ""))
    if work is None:
        raise CannotDraft("Không rõ việc cần làm. Hãy tải lại trang rồi thử lại.")
    bound = typed_forms(sent)
    if not all(form.is_valid() for form in bound.values()):
        raise NotTyped(bound)
    form = next(iter(bound.values()), forms.Form())
    try:
        return work(sent, form)
    except schemes.FieldRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        raise NotTyped(bound) from refusal


def _scheme(sent: Sent, form: forms.Form) -> Done:
    assert isinstance(form, SchemeForm)
    schemes.write_scheme(scheme=sent.scheme, edition=sent.edition, words=form.words(), by=sent.by, at=sent.at)
    return Done("Đã lưu tên, nguồn và thời gian áp dụng.", "bo")


def _add(sent: Sent, form: forms.Form) -> Done:
    assert isinstance(form, NewThemeForm)
    made = schemes.add_theme(scheme=sent.scheme, edition=sent.edition, words=form.words(), by=sent.by, at=sent.at)
    return Done(f"Đã thêm lĩnh vực “{made.name}”. Hãy ghi tiếp tên gọn và cách viết khác.", _at(made), made.pk)


def _write(sent: Sent, form: forms.Form) -> Done:
    theme = sent.theme()
    assert isinstance(form, ThemeForm)
    schemes.write_theme(theme=theme, edition=sent.edition, words=form.words(), by=sent.by, at=sent.at)
    return Done(f"Đã lưu lĩnh vực “{theme.name}”.", _at(theme))


def _remove(sent: Sent, form: forms.Form) -> Done:
    theme = sent.theme()
    name = theme.name
    schemes.remove_theme(theme=theme, edition=sent.edition, by=sent.by, at=sent.at)
    return Done(f"Đã bỏ lĩnh vực “{name}”.", "cac-linh-vuc")


def _shift(step: int) -> Callable[[Sent, forms.Form], Done]:
    """One place up or down."""

    def shift(sent: Sent, form: forms.Form) -> Done:
        theme = sent.theme()
        order = list(sent.scheme.themes.order_by("order").values_list("pk", flat=True))
        place = order.index(theme.pk)
        if 0 <= place + step < len(order):
            order[place], order[place + step] = order[place + step], order[place]
        schemes.arrange_themes(scheme=sent.scheme, edition=sent.edition, order=order, by=sent.by, at=sent.at)
        return Done(f"Đã chuyển lĩnh vực “{theme.name}”.", _at(theme))

    return shift


def _at(theme: Theme) -> str:
    return f"linh-vuc-{theme.pk}"


_WORKS: dict[str, Callable[[Sent, forms.Form], Done]] = {
    "bo": _scheme, "them": _add, "ghi": _write, "bo-linh-vuc": _remove, "len": _shift(-1), "xuong": _shift(1),
}  # fmt: skip
