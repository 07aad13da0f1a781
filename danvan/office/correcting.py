"""Step 2 of a decision that corrects or takes back lines of another: what each line is to say, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.http import QueryDict

from danvan.accounts.models import User
from danvan.criteria.models import Theme
from danvan.decisions.actions import CannotDecide
from danvan.decisions.enums import DecisionKind
from danvan.decisions.following import Correction, correct
from danvan.decisions.kinds import commends
from danvan.decisions.models import Decision, DecisionItem
from danvan.decisions.naming import CORRECTED
from danvan.kit.fields import LineField
from danvan.office.drafting import Unsaved, save_words
from danvan.office.forms_decisions import WordsForm

_MOST = 2_000_000_000  # đồng: what a column of whole numbers holds on every database


class LineForm(forms.Form):
    """One line of the original: what is printed now, and what it is to say instead."""

    title = LineField(label="Tên mô hình, danh hiệu", max_length=300)
    holder_name = LineField(label="Tập thể, cá nhân", max_length=300)
    unit_name = LineField(label="Đơn vị", max_length=200)
    theme_name = forms.ChoiceField(label="Lĩnh vực", required=False)
    award = LineField(label="Hình thức", max_length=80, required=False)
    prize = forms.IntegerField(label="Tiền thưởng, đồng", min_value=0, max_value=_MOST, required=False)
    reason = LineField(label="Lý do của dòng này", max_length=300, required=False)

    def __init__(self, item: DecisionItem, themes: Sequence[str], data: QueryDict | None = None) -> None:
        self.item, prefix = item, f"dong-{item.about_id}"
        sent = data if data is not None and f"{prefix}-reason" in data else None
        stored = {name: getattr(item, name) for name in (*CORRECTED, "reason")}
        super().__init__(sent, prefix=prefix, initial=stored)
        for name in set(self.fields) - _asked(item):
            del self.fields[name]
        if "theme_name" in self.fields:
            names = dict.fromkeys([item.theme_name, *themes])
            self.fields["theme_name"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]

    def correction(self) -> Correction:
        """What was typed, over what is stored where the form does not ask."""
        stored = {name: getattr(self.item, name) for name in (*CORRECTED, "reason")}
        return Correction(**{**stored, **{name: self.cleaned_data[name] for name in self.fields}})


def _asked(item: DecisionItem) -> set[str]:
    """What is asked on a line: of one taken back only the reason, money and form only where something is given."""
    if item.decision.kind == DecisionKind.REVOKE:
        return {"reason"}
    theme = {"theme_name"} if item.dossier.is_model else set()
    award = {"award", "prize"} if commends(item.decision) else set()
    return {"title", "holder_name", "unit_name", "reason"} | theme | award


def line_forms(decision: Decision, items: Iterable[DecisionItem], data: QueryDict | None = None) -> list[LineForm]:
    """The lines in their order, with what was typed or what is stored."""
    lines = list(items)
    themes = _themes(decision, lines)
    for item in lines:
        item.decision = decision
    return [LineForm(item, themes.get(item.dossier.campaign_id, ()), data) for item in lines]


def _themes(decision: Decision, items: Sequence[DecisionItem]) -> Mapping[int, list[str]]:
    """The names of themes by campaign, asked for only where a theme can be corrected."""
    if decision.kind == DecisionKind.REVOKE or not any(item.dossier.is_model for item in items):
        return {}
    wanted = {item.dossier.campaign_id for item in items}
    found: dict[int, list[str]] = {}
    rows = Theme.objects.filter(scheme__campaigns__in=wanted).order_by("order", "pk")
    for campaign, name in rows.values_list("scheme__campaigns", "name"):
        found.setdefault(campaign, []).append(name)
    return found


def save_corrections(decision: Decision, data: QueryDict, *, by: User, at: datetime, with_list: bool = False) -> bool:
    """Store the words and the lines that were sent, both or neither; True when something changed.

    Raises ``Unsaved`` with everything that was typed.
    """
    form, lines = WordsForm(decision, data), line_forms(decision, decision.items.all(), data)
    sent = [line for line in lines if line.is_bound]
    if "edition" not in data:
        return False
    if not all([form.is_valid(), *[line.is_valid() for line in sent]]):
        raise Unsaved("Có chỗ chưa đúng.", form, lines=lines)
    try:
        with transaction.atomic():
            changed = save_words(decision, form, by, at)
            edition = form.cleaned_data["edition"] + changed
            typed = {line.item.about_id or 0: line.correction() for line in sent}
            return correct(decision=decision, typed=typed, edition=edition, by=by, at=at).edition != decision.edition
    except CannotDecide as refusal:
        form.add_error(None, str(refusal))
        raise Unsaved(str(refusal), form, lines=lines) from refusal


def rows(lines: Iterable[LineForm]) -> list[dict[str, Any]]:
    """Each line for the page: its number in the original, what is printed there, and its fields."""
    return [
        {"form": line, "fields": [line[name] for name in line.fields], "order": told.order, "title": told.title,
         "where": ", ".join(dict.fromkeys(part for part in (told.holder_name, told.unit_name) if part))}
        for line in lines
        if (told := line.item.about)
    ]  # fmt: skip
