"""What the columns are called and how much they hold, for sentences that refuse."""

from __future__ import annotations

from django.db.models import Field, Model

from danvan.kit import vi


def label(model: type[Model], name: str) -> str:
    """The name of a column as a sentence begins with it."""
    return vi.capfirst_vi(str(_field(model, name).verbose_name))


def most(model: type[Model], name: str) -> int:
    """How many characters a column holds."""
    return _field(model, name).max_length or 0


def _field(model: type[Model], name: str) -> Field[object, object]:
    field = model._meta.get_field(name)
    assert isinstance(field, Field)
    return field
