"""The forms of refusing with reasons, of complaining about a refusal, and of answering a complaint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from danvan.dossiers.refusing import LEAST_NOTE, Ground
from danvan.kit.fields import LineField, TextField
from danvan.kit.vi import clean_text
from danvan.office.forms_list import Asking

MAX_NOTE = 2_000
MAX_APPEAL = 5_000
# Ready sentences, by their word in forms; one is put before what was typed.
READY = {
    "minh-chung": "Minh chứng chưa đủ để xác nhận.",
    "thoi-gian": "Văn bản, biên bản gửi kèm không thuộc thời gian đánh giá của năm.",
    "so-lieu": "Số liệu của đơn vị không khớp với kết quả thẩm định.",
    "chua-du-muc": "Kết quả thực hiện chưa đạt mức tiêu chí yêu cầu.",
    "giai-trinh": "Giải trình chưa làm rõ việc đã thực hiện tiêu chí.",
}
UNTICKED = "Đã ghi lý do cho tiêu chí {number} nhưng chưa chọn; hãy chọn, hoặc xóa phần đã ghi."
NO_REASON = "Ghi lý do của tiêu chí {number}, hoặc chọn một câu có sẵn."
TOO_LITTLE = f"Chọn và ghi lý do ít nhất một tiêu chí, hoặc ghi lý do chung từ {LEAST_NOTE} ký tự."
TOO_SHORT = f"Ghi lý do chung từ {LEAST_NOTE} ký tự để đơn vị hiểu vì sao."


@dataclass(frozen=True)
class Option:
    """One ready sentence in the list of a row."""

    code: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Row:
    """One criterion on the page, as it was filled in."""

    key: str
    number: int
    title: str
    says: str
    ticked: bool
    options: Sequence[Option]
    reason: str
    errors: Sequence[str]


class RefuseForm(forms.Form):
    """The reason in general, and one for each criterion that is chosen."""

    note = TextField(
        label="Lý do chung", required=False, max_length=MAX_NOTE, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Đứng đầu giấy báo kết quả; đơn vị đọc được toàn bộ nội dung này.",
    )  # fmt: skip
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any, grounds: Sequence[Ground], **more: Any) -> None:
        super().__init__(data, **more)
        self.grounds = {f"tc-{ground.criterion.order}": ground for ground in grounds}
        choices = [("", "Tự ghi"), *READY.items()]
        for key, ground in self.grounds.items():
            label = f"Tiêu chí {ground.criterion.order}"
            self.fields[f"chon-{key}"] = forms.BooleanField(required=False, label=label, initial=_proposed(ground))
            self.fields[f"mau-{key}"] = forms.ChoiceField(choices=choices, required=False, label="Câu có sẵn")
            said = ground.note if ground.lacks else ""
            self.fields[f"ly-do-{key}"] = TextField(required=False, max_length=MAX_NOTE, label=label, initial=said)

    def clean(self) -> dict[str, Any]:
        """Every chosen criterion has its reason, nothing is written where nothing is chosen, and something is said."""
        for key, ground in self.grounds.items():
            number, reason = ground.criterion.order, self._reason(key)
            if self.cleaned_data.get(f"chon-{key}") and not reason and f"ly-do-{key}" not in self.errors:
                self.add_error(f"ly-do-{key}", NO_REASON.format(number=number))
            elif self._written(key) and not self.cleaned_data.get(f"chon-{key}"):
                self.add_error(f"chon-{key}", UNTICKED.format(number=number))
        if not self.errors and not self.points() and len(self.cleaned_data["note"]) < LEAST_NOTE:
            self.add_error("note", TOO_LITTLE if self.grounds else TOO_SHORT)
        return self.cleaned_data

    def _written(self, key: str) -> bool:
        """Was something typed there? The proposed words do not count."""
        typed = self.cleaned_data.get(f"ly-do-{key}", "")
        return bool(self.cleaned_data.get(f"mau-{key}")) or (bool(typed) and typed != self._proposed(key))

    def _proposed(self, key: str) -> str:
        ground = self.grounds[key]
        return clean_text(ground.note) if ground.lacks else ""

    def _reason(self, key: str) -> str:
        ready = READY.get(self.cleaned_data.get(f"mau-{key}", ""), "")
        return " ".join(filter(None, [ready, self.cleaned_data.get(f"ly-do-{key}", "")]))

    def points(self) -> dict[int, str]:
        """The reasons by criterion. Only on a cleaned form."""
        chosen = (key for key in self.grounds if self.cleaned_data.get(f"chon-{key}"))
        return {self.grounds[key].criterion.pk: self._reason(key) for key in chosen}

    def rows(self, says: Mapping[int, str]) -> list[Row]:
        """The criteria as they were filled in, right or wrong, with what the cards say on them."""
        return [self._row(key, ground, says) for key, ground in self.grounds.items()]

    def _row(self, key: str, ground: Ground, says: Mapping[int, str]) -> Row:
        chosen = str(self[f"mau-{key}"].value() or "")
        names = [f"{name}-{key}" for name in ("chon", "mau", "ly-do")]
        return Row(
            key=key, number=ground.criterion.order, title=ground.criterion.title,
            says=says.get(ground.criterion.pk, ""), ticked=bool(self[f"chon-{key}"].value()),
            options=[Option(code, label, code == chosen) for code, label in READY.items()],
            reason=str(self[f"ly-do-{key}"].value() or ""),
            errors=[str(text) for name in names for text in self.errors.get(name, [])] if self.is_bound else [],
        )  # fmt: skip


def _proposed(ground: Ground) -> bool:
    """What was not met is proposed; by points, where hardly a line has all of them, only what was remarked on."""
    return ground.lacks and (ground.score is None or ground.score.points is None or bool(ground.note))


class AppealForm(forms.Form):
    """What a unit asks to be judged again, and why."""

    text = TextField(
        label="Nội dung kiến nghị", max_length=MAX_APPEAL, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Nêu điểm nào trong kết luận cần xem lại và căn cứ; nhắc đến minh chứng đã gửi trong hồ sơ.",
    )  # fmt: skip
    request_key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """The words of an answer, the button that was pressed, and the page it was pressed on."""

    text = TextField(
        label="Nội dung trả lời", required=False, max_length=MAX_APPEAL, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Trả lời từng điểm đơn vị nêu; đơn vị đọc được toàn bộ nội dung này.",
    )  # fmt: skip
    step = forms.ChoiceField(choices=[(name, name) for name in ("uphold", "keep", "take_back")])
    seen = forms.IntegerField(required=False, min_value=0)


MINE = "toi-tra-loi"
TABS = {"cho": "Chờ trả lời", MINE: "Tôi trả lời được", "da": "Đã trả lời, đã rút", "tat-ca": "Tất cả"}


class ListForm(Asking):
    """The conditions of the list of complaints, by their names in addresses."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["muc"] = forms.ChoiceField(required=False, choices=list(TABS.items()))
        self.fields["dot"] = LineField(required=False, max_length=40)
        self.fields["page"] = forms.IntegerField(required=False, min_value=1, max_value=100_000)
