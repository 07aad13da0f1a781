"""Fields of the drafting screen, ready to be drawn: there are hundreds on a page, so each is drawn in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms

from danvan.office.criteria import stamps

WIDE = frozenset({"basis", "classes", "no_veto_fail", "rescale_not_applicable", "title", "requirement", "guidance",
                  "evidence_hints", "na_condition"})  # fmt: skip
_KINDS = ((forms.CheckboxInput, "tick"), (forms.Textarea, "area"), (forms.Select, "pick"))


@dataclass(frozen=True)
class Box:
    """One field: what it is called, what it shows, and what is wrong with it."""

    name: str
    id: str
    label: str
    kind: str  # line, area, tick or pick
    value: str
    choices: Sequence[tuple[str, str]]
    attrs: Sequence[tuple[str, object]]
    hint: str
    wrong: Sequence[str]
    is_wide: bool
    is_required: bool


def boxes_of(form: forms.Form, *, more: dict[str, list[str]] | None = None) -> list[Box]:
    """The fields of a form in their order; ``more`` is what else is wrong with one, by its name."""
    return [_box(form, name, (more or {}).get(name, [])) for name in form.fields]


def _box(form: forms.Form, name: str, more: Sequence[str]) -> Box:
    field, bound = form.fields[name], form[name]
    widget = field.widget
    kind = next((word for known, word in _KINDS if isinstance(widget, known)), "line")
    attrs = {"maxlength": getattr(field, "max_length", None), **widget.attrs}
    if isinstance(widget, forms.NumberInput):
        attrs = {"inputmode": "numeric"}
    errors = form.errors.get(name, ()) if form.is_bound else ()
    return Box(
        name=bound.html_name, id=f"id_{bound.html_name}", label=str(field.label), kind=kind,
        value=stamps.text_of(field, bound.value()), choices=getattr(field, "choices", None) or (),
        attrs=[(key, value) for key, value in attrs.items() if value is not None and key not in {"cols", "required"}],
        hint=str(field.help_text), wrong=[*map(str, errors), *more], is_wide=name in WIDE, is_required=field.required,
    )  # fmt: skip
