"""Forms of contributions: what is asked of the ledger, and one thing that was given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from danvan.accounts.access import Action, units_for
from danvan.accounts.models import User
from danvan.dossiers.models import Dossier
from danvan.kit.fields import DateField, LineField
from danvan.office.forms_list import Asking
from danvan.office.progress.forms import NumberField, area
from danvan.progress.enums import RUNNING, GiftKind
from danvan.progress.giving import Gift
from danvan.progress.models import Contribution
from danvan.units.enums import COMMUNE_KINDS
from danvan.units.models import Unit, UnitQuerySet

TABS = ("cho", "da-xac-nhan", "khong-xac-nhan", "tat-ca")


class LedgerForm(Asking):
    """Which tab, year and receiver of the ledger, and which page of it."""

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["muc"] = forms.ChoiceField(required=False, choices=[(tab, tab) for tab in TABS])
        self.fields["nam"] = forms.TypedChoiceField(
            label="Năm", required=False, coerce=int, choices=[(year, str(year)) for year in years]
        )
        self.fields["noi-nhan"] = forms.IntegerField(required=False, min_value=1)
        self.fields["page"] = forms.IntegerField(required=False, min_value=1, max_value=100_000)


def givers(user: User, day: date) -> UnitQuerySet:
    """The units this person writes for, in Vietnamese order."""
    able = units_for(user, Action.EDIT)
    return Unit.objects.filter(pk__in=able.values("pk")).as_of(day).order_by("sort_key", "pk")


def receivers(user: User, day: date) -> UnitQuerySet:
    """The communes of the same province as the units this person writes for."""
    roots = {path.split("/", 1)[0] for path in units_for(user, Action.EDIT).values_list("path", flat=True)}
    within = Unit.objects.none()
    for root in sorted(roots):
        within = within | Unit.objects.filter(path__startswith=f"{root}/")
    return within.filter(kind__in=COMMUNE_KINDS).as_of(day).select_related("parent").order_by("sort_key", "pk")


class GiftForm(forms.Form):
    """One thing that was given; a new one also says by which unit."""

    receiver = forms.ModelChoiceField(Unit.objects.none(), label="Nơi nhận", empty_label="Chọn xã, phường, thị trấn")
    kind = forms.ChoiceField(label="Loại", choices=GiftKind.choices)
    quantity = NumberField(
        label="Số lượng", help_text="Tiền và giá trị vật tư tính bằng đồng, công lao động bằng công, đất bằng m²."
    )
    what = LineField(
        label="Nội dung", required=False, max_length=300, help_text="Ví dụ: 20 tấn xi măng làm đường thôn Đồng Điều."
    )
    given_on = DateField(label="Ngày giao nhận")
    dossier = forms.ModelChoiceField(
        Dossier.objects.none(), label="Thuộc mô hình, hồ sơ", required=False, empty_label="Không thuộc hồ sơ nào"
    )
    note = area("Ghi chú", 2)

    def __init__(self, user: User, day: date, data: Any = None, *, gift: Contribution | None = None) -> None:
        names = ("receiver", "kind", "quantity", "what", "given_on", "dossier", "note", "edition")
        start = {name: getattr(gift, name) for name in names} if gift else {}
        super().__init__(data, initial=start)
        self._choose("receiver", receivers(user, day), gift.receiver if gift else None)
        own = Dossier.objects.for_user(user, Action.EDIT).filter(state__in=RUNNING, year__gte=day.year - 1)
        own = own.filter(keeper=gift.unit) if gift else own
        self._choose("dossier", own.select_related("keeper").order_by("-year", "title"), gift.dossier if gift else None)
        self.fields["receiver"].label_from_instance = _commune  # type: ignore[attr-defined]
        self.fields["dossier"].label_from_instance = _dossier  # type: ignore[attr-defined]
        self._unit_or_edition(user, day, gift)

    def _choose(self, name: str, rows: Any, standing: Any) -> None:
        chooser = self.fields[name]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = rows if standing is None else rows | type(standing).objects.filter(pk=standing.pk)

    def _unit_or_edition(self, user: User, day: date, gift: Contribution | None) -> None:
        """A unit that is the only one is not asked for."""
        if gift is not None:
            self.fields["edition"] = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
            return
        units = givers(user, day)
        self.fields["unit"] = forms.ModelChoiceField(units, label="Đơn vị đóng góp", empty_label="Chọn đơn vị")
        self.fields["unit"].label_from_instance = _name  # type: ignore[attr-defined]
        if units.count() == 1:
            self.fields["unit"].initial = units.first()
            self.fields["unit"].widget = forms.HiddenInput()

    def gift(self) -> Gift:
        """What was given. Only on a valid form."""
        said = self.cleaned_data
        return Gift(
            receiver=said["receiver"], kind=GiftKind(said["kind"]), quantity=said["quantity"],
            given_on=said["given_on"], what=said["what"], dossier=said["dossier"], note=said["note"],
        )  # fmt: skip


def _commune(unit: Unit) -> str:
    return f"{unit.name}, {unit.parent.name}" if unit.parent else unit.name


def _dossier(dossier: Dossier) -> str:
    return f"{dossier.title} ({dossier.unit_name}, {dossier.year})"


def _name(unit: Unit) -> str:
    return unit.name
