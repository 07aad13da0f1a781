"""Short marks of what a form showed: equal exactly when nothing was typed there, or nothing was stored meanwhile."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

SAID = "da"  # the field of a form that carries the mark of what it showed


def of_shown(form: forms.Form) -> str:
    """What a form shows that nothing was typed into."""
    return _mark(shown(form).values())


def of_sent(kind: type[forms.Form], prefix: str, data: QueryDict) -> str:
    """What came back from a form of this kind."""
    return _mark(sent(kind, prefix, data).values())


def of_order(order: Sequence[tuple[int, Sequence[int]]]) -> str:
    """In which order groups and criteria stand."""
    return _mark(f"{group}: {' '.join(map(str, lines))}" for group, lines in order)


def of_links(chosen: Mapping[int, bool]) -> str:
    """From which earlier criteria a line is said to come."""
    return _mark(f"{pk} {comparable}" for pk, comparable in sorted(chosen.items()))


def shown(form: forms.Form) -> dict[str, str]:
    """The text of every field of a form that nothing was typed into."""
    return {name: text_of(field, form.get_initial_for_field(field, name)) for name, field in form.fields.items()}


def sent(kind: type[forms.Form], prefix: str, data: QueryDict) -> dict[str, str]:
    """The text of every field as it came back."""
    fields = kind.base_fields.items()
    return {name: _plain(field.widget.value_from_datadict(data, {}, f"{prefix}-{name}")) for name, field in fields}


def text_of(field: forms.Field, value: Any) -> str:
    """A value as its field shows it; a tick is “True” or nothing."""
    if isinstance(field.widget, forms.CheckboxInput):
        return _plain(bool(value))
    prepared = field.prepare_value(value)
    return _plain(prepared if isinstance(field.widget, forms.Select) else field.widget.format_value(prepared))


def _plain(value: Any) -> str:
    if value is None or value is False:
        return ""
    return str(value).replace("\r\n", "\n").strip()


def _mark(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
