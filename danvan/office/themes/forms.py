"""What is typed on the screens of theme schemes: a scheme, one theme, and the last day of an issued scheme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.models import User
from danvan.criteria.enums import CommonTheme
from danvan.criteria.models import Theme, ThemeScheme
from danvan.criteria.texts import SchemeWords, ThemeWords, scheme_words_of, theme_words_of
from danvan.kit.fields import DateField, LineField
from danvan.office.criteria.fields import LinesField
from danvan.office.criteria.reach import bodies
from danvan.office.forms_decisions import UnitChoice
from danvan.office.themes.listing import COMMON
from danvan.units.models import Unit

NOT_CHOSEN = "Cần chọn một trong bốn lĩnh vực chung."


def _line(label: str, length: int, *, required: bool = False, hint: str = "") -> LineField:
    missing = {"required": f"Cần ghi {label[0].lower()}{label[1:]}."}
    return LineField(label=label, max_length=length, required=required, help_text=hint, error_messages=missing)


def _common() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Thuộc lĩnh vực chung", choices=[("", "chưa chọn"), *CommonTheme.choices],
        help_text="Dùng khi cộng số liệu của các bộ khác nhau.",
        error_messages={"required": NOT_CHOSEN, "invalid_choice": NOT_CHOSEN},
    )  # fmt: skip


class SchemeForm(forms.Form):
    """What a scheme is called, where it comes from, and when it holds."""

    name = _line("Tên bộ lĩnh vực", 200, required=True)
    code = _line("Mã bộ", 20, required=True, hint="Ngắn, không trùng bộ khác, ví dụ BG-2027.")
    valid_from = DateField(label="Áp dụng từ", required=False)
    valid_to = DateField(label="Áp dụng đến hết", required=False, help_text="Để trống nếu áp dụng đến khi có bộ mới.")
    source = _line("Nguồn", 300, hint="Văn bản quy định các lĩnh vực này.")

    @classmethod
    def of(cls, scheme: ThemeScheme, data: Any = None, *, prefix: str = "bo") -> SchemeForm:
        """The form of a draft, filled in with what it says."""
        return cls(data, prefix=prefix, initial=vars(scheme_words_of(scheme)))

    def words(self) -> SchemeWords:
        """The scheme as typed."""
        return SchemeWords(**{name: self.cleaned_data[name] for name in SchemeForm.base_fields})


class NewSchemeForm(SchemeForm):
    """The same, with the body whose scheme it is; administrators may also begin one that is common to all."""

    def __init__(self, user: User, data: Any = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        may_be_common = may_somewhere(user, Action.MANAGE)
        self.fields["unit"] = UnitChoice(
            queryset=bodies(user), label="Cơ quan ban hành", required=not may_be_common,
            empty_label=COMMON if may_be_common else None,
        )  # fmt: skip
        self.order_fields(["unit"])

    @property
    def unit(self) -> Unit | None:
        """The body that was chosen."""
        return self.cleaned_data["unit"]  # type: ignore[no-any-return]


class NewThemeForm(forms.Form):
    """A new theme; everything else about it is written afterwards."""

    name = _line("Tên lĩnh vực", 200, required=True)
    common = _common()

    def words(self) -> ThemeWords:
        """The new theme as typed."""
        return ThemeWords(**self.cleaned_data)


class ThemeForm(forms.Form):
    """Everything one theme says."""

    name = _line("Tên lĩnh vực", 200, required=True)
    common = _common()
    short_name = _line("Tên gọn", 80, hint="Dùng ở biểu đồ và nơi hẹp. Để trống thì dùng cả tên.")
    code = _line("Mã", 30, required=True, hint="Phần sau dấu gạch đầu tiên nối với lĩnh vực ấy ở bộ trước.")
    aliases = LinesField(
        label="Cách viết khác", required=False, max_length=20_000,
        help_text="Mỗi cách một dòng. Tệp Excel ghi theo cách nào ở đây đều được nhận ra.",
    )  # fmt: skip

    @classmethod
    def of(cls, theme: Theme, data: Any = None) -> ThemeForm:
        """The form of a theme of a draft, filled in with what it says."""
        return cls(data, prefix=f"lv-{theme.pk}", initial=vars(theme_words_of(theme)))

    def words(self) -> ThemeWords:
        """The theme as typed."""
        return ThemeWords(**self.cleaned_data)


class EndForm(forms.Form):
    """The last day on which an issued scheme holds."""

    on = DateField(label="Áp dụng đến hết ngày", error_messages={"required": "Cần ghi ngày cuối cùng áp dụng."})
