"""What the page that shares out the criteria of a card reads from a sending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from danvan.accounts.models import User
from danvan.criteria.models import Criterion
from danvan.dossiers.cards import Assignment
from danvan.dossiers.owning import Holder
from danvan.kit.fields import DateField, LineField
from danvan.office.owners import Sent, stamp, told

# Names on the page: nguoi (người), bp (bộ phận), han (hạn), da (what the line said when it was shown).
NOBODY = "Đã ghi hạn thì chọn người hoặc ghi bộ phận phụ trách."
GONE = "Người này không còn giữ việc ở đơn vị. Hãy chọn người khác."


@dataclass(frozen=True)
class Line:
    """One criterion with its fields, its mistakes, and who holds it now."""

    criterion: Criterion
    person: forms.BoundField
    office: forms.BoundField
    due: forms.BoundField
    was: str
    held: str
    errors: Sequence[str]
    theirs: str = ""


class OwnersForm(forms.Form):
    """A person, an office and a day for each criterion of a card."""

    def __init__(
        self, data: Any, criteria: Sequence[Criterion], people: Sequence[User], held: Mapping[int, Assignment]
    ) -> None:
        super().__init__(data, initial=_initial(held))
        self.criteria, self.people, self.held = criteria, {str(one.pk): one for one in people}, held
        for one in criteria:
            given: dict[str, Any] = {"required": False}
            box = {"class": "field-input"}
            self.fields[f"nguoi-{one.pk}"] = forms.ChoiceField(
                choices=self._choices(one),
                label=f"Người phụ trách tiêu chí {one.order}",
                error_messages={"invalid_choice": GONE},
                widget=forms.Select(attrs=box),
                **given,
            )
            self.fields[f"bp-{one.pk}"] = LineField(
                max_length=200,
                label=f"Bộ phận phụ trách tiêu chí {one.order}",
                widget=forms.TextInput(attrs=box),
                error_messages={"max_length": "Tên bộ phận dài quá 200 ký tự."},
                **given,
            )
            self.fields[f"han-{one.pk}"] = DateField(label=f"Hạn của tiêu chí {one.order}", **given)
            self.fields[f"han-{one.pk}"].widget.attrs |= box
            self.fields[f"da-{one.pk}"] = forms.CharField(max_length=12, **given)  # fmt: skip

    def _choices(self, criterion: Criterion) -> list[tuple[str, str]]:
        """Those of the unit, and whoever holds the line already though they have left."""
        choices = [("", "Chưa giao"), *((pk, str(one)) for pk, one in self.people.items())]
        held = self.held.get(criterion.pk)
        if held and held.person and str(held.person.pk) not in self.people:
            choices.append((str(held.person.pk), f"{held.person} (đã thôi việc ở đơn vị)"))
        return choices

    def clean(self) -> dict[str, Any]:
        """A day without anyone to keep it is told, never dropped."""
        for pk in self._sent_pks():
            holder = self._holder(pk)
            if holder.is_blank and holder.due_on and f"nguoi-{pk}" not in self.errors:
                self.add_error(f"nguoi-{pk}", NOBODY)
        return self.cleaned_data

    def _sent_pks(self) -> list[int]:
        return [one.pk for one in self.criteria if f"da-{one.pk}" in self.data]

    def _holder(self, pk: int) -> Holder:
        read = self.cleaned_data
        chosen, held = read.get(f"nguoi-{pk}", ""), self.held.get(pk)
        person = self.people.get(chosen) or (held.person if chosen and held else None)
        return Holder(person, read.get(f"bp-{pk}", ""), read.get(f"han-{pk}"))

    def sent(self) -> dict[int, Sent]:
        """The lines that were sent, by criterion id. Only on a valid form."""
        return {pk: Sent(self._holder(pk), self.cleaned_data[f"da-{pk}"]) for pk in self._sent_pks()}

    def lines(self, clashing: Mapping[int, Assignment | None] | None = None) -> list[Line]:
        """Every criterion as the page shows it; ``clashing`` is what someone else has stored meanwhile."""
        return [self._line(one, clashing or {}) for one in self.criteria]

    def _line(self, one: Criterion, clashing: Mapping[int, Assignment | None]) -> Line:
        parts = [self[f"{name}-{one.pk}"] for name in ("nguoi", "bp", "han")]
        errors = [str(text) for part in parts for text in part.errors]
        now, was = self.held.get(one.pk), str(self.data.get(f"da-{one.pk}", "")) if self.is_bound else ""
        theirs = ""
        if one.pk in clashing:
            now = clashing[one.pk]
            theirs = f"Vừa được sửa: {told(now) or 'đã bỏ giao'}. Lưu lần nữa là thay bằng nội dung đang nhập."
        stamped = stamp(now) if theirs or not was else was
        person, office, due = parts
        return Line(one, person, office, due, stamped, told(now), errors, theirs)


def _initial(held: Mapping[int, Assignment]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for pk, one in held.items():
        found |= {f"nguoi-{pk}": one.person_id or "", f"bp-{pk}": one.office, f"han-{pk}": one.due_on}
    return found
