"""The screen of one theme scheme, to read or to draft on: the scheme, its themes, what stands in the way of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from danvan.accounts.models import User
from danvan.criteria.enums import CommonTheme
from danvan.criteria.models import Theme, ThemeScheme
from danvan.criteria.obstacles import Obstacle
from danvan.criteria.scheme_obstacles import scheme_obstacles
from danvan.office.themes.forms import EndForm, NewThemeForm, SchemeForm, ThemeForm
from danvan.office.themes.listing import SchemeRow, scheme_row

NEW = "moi"
WIDE = frozenset({"name", "source", "aliases"})
WHOLE = "tong"  # where on the page stands what belongs to no field


@dataclass(frozen=True)
class Shown:
    """A field of a form, whether it takes the whole width, and what stands in the way there."""

    field: BoundField
    wide: bool
    sentences: Sequence[str] = ()


@dataclass(frozen=True)
class Typed:
    """What was typed and not stored: the bound forms by their prefix, and the sentence that says why."""

    forms: Mapping[str, forms.Form] = field(default_factory=dict)
    sentence: str = ""


@dataclass(frozen=True)
class ThemeRow:
    """One theme on the screen."""

    theme: Theme
    common: str
    fields: Sequence[Shown]
    facts: Sequence[Mapping[str, str]]
    sentences: Sequence[str]
    is_first: bool
    is_last: bool
    is_open: bool


def context(
    scheme: ThemeScheme, by: User, today: date, *, typed: Typed | None = None, opened: str = "",
    end: EndForm | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Everything the screen shows; ``opened`` is the id of the theme that stands open."""
    typed = typed or Typed()
    themes = list(scheme.themes.order_by("order"))
    scheme.lines = len(themes)  # type: ignore[attr-defined]
    row = scheme_row(scheme, by, today)
    found = scheme_obstacles(scheme) if row.powers.write or row.powers.issue else []
    places: dict[str, list[str]] = defaultdict(list)
    for one in found:
        places[one.place].append(one.sentence)
    form = typed.forms.get("bo") or SchemeForm.of(scheme)
    writes = row.powers.write
    return {
        "scheme": scheme, "row": row, "typed": typed, "facts": facts_of(row),
        "fields": [Shown(one, one.name in WIDE, places[one.name]) for one in form] if writes else [],
        "themes": [_row(theme, themes, places, typed, opened, writes) for theme in themes],
        "obstacles": [(anchor(one), one.sentence) for one in found],
        "new": (typed.forms.get(NEW) or NewThemeForm(prefix=NEW)) if writes else None,
        "end": (end or EndForm()) if row.powers.end and row.state != "thôi áp dụng" else None,
        "broken": [one for one in [*typed.forms.values(), *([end] if end else [])] if one.errors],
    }  # fmt: skip


def anchor(one: Obstacle) -> str:
    """Where on the screen an obstacle is told."""
    kind, _, pk = one.place.partition("-")
    if kind == "theme" and pk:
        return f"linh-vuc-{pk}"
    return f"id_bo-{one.place}" if one.place in SchemeForm.base_fields else WHOLE


def facts_of(row: SchemeRow) -> list[dict[str, str]]:
    """What a scheme says of itself."""
    scheme = row.scheme
    told = [("Cơ quan ban hành", row.body), ("Mã bộ", scheme.code), ("Áp dụng", row.period),
            ("Nguồn", scheme.source)]  # fmt: skip
    return [{"label": label, "value": value} for label, value in told if value]


def theme_facts(theme: Theme) -> list[dict[str, str]]:
    """What a theme says."""
    told = [("Tên gọn", theme.short_name), ("Thuộc lĩnh vực chung", str(CommonTheme(theme.common).label)),
            ("Mã", theme.code), ("Cách viết khác", "; ".join(theme.aliases))]  # fmt: skip
    return [{"label": label, "value": value} for label, value in told if value]


def _row(
    theme: Theme, themes: Sequence[Theme], places: Mapping[str, list[str]], typed: Typed, opened: str, writes: bool
) -> ThemeRow:
    bound: forms.Form | None = typed.forms.get(f"lv-{theme.pk}")
    form = (bound or ThemeForm.of(theme)) if writes else None
    return ThemeRow(
        theme, str(CommonTheme(theme.common).label),
        fields=[Shown(one, one.name in WIDE) for one in form] if form else [],
        facts=[] if writes else theme_facts(theme), sentences=places.get(f"theme-{theme.pk}", []),
        is_first=theme.pk == themes[0].pk, is_last=theme.pk == themes[-1].pk,
        is_open=bound is not None or str(theme.pk) == opened,
    )  # fmt: skip
