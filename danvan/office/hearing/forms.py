"""What is typed on the office side of hearings: conditions of a list, what becomes of an opinion, a consultation."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django import forms

from danvan.hearings.actions import DEFAULT_DAYS, MOST_DAYS
from danvan.hearings.enums import Stance
from danvan.hearings.models import Consultation
from danvan.kit.fields import DateField, LineField, TextField
from danvan.office.forms_list import Asking

MOST_TEXT, MOST_REPLY, MOST_REASON, MOST_DIGEST, MOST_INTRO = 2_000, 2_000, 300, 3_000, 2_000
# Reasons an officer may choose; another can be written instead.
REASONS = {
    "khong-lien-quan": "Nội dung không liên quan đến mô hình này.",
    "ca-nhan": "Nội dung nêu đời tư, thông tin cá nhân của người khác.",
    "xuc-pham": "Lời lẽ xúc phạm tổ chức, cá nhân.",
    "quang-cao": "Nội dung quảng cáo, gửi hàng loạt.",
    "trung-lap": "Trùng với ý kiến đã gửi trước đó.",
    "khieu-nai": "Nội dung khiếu nại, tố cáo: cần gửi đúng nơi tiếp nhận theo luật; cổng không công khai.",
}
ANOTHER = "khac"
STANCES = {
    Stance.SUPPORT: "Ủng hộ: đồng tình với việc công nhận, với cách làm",
    Stance.SUGGEST: "Góp ý: đề nghị làm thêm, làm khác",
    Stance.REPORT: "Phản ánh: nêu việc chưa đúng, cần kiểm tra",
}


class ListForm(Asking):
    """The conditions of the list of opinions, by their names in addresses."""

    def __init__(
        self, *args: Any, tabs: Collection[str] = (), campaigns: Iterable[tuple[str, str]] = (),
        consultations: Iterable[tuple[str, str]] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["muc"] = forms.ChoiceField(required=False, choices=[(tab, tab) for tab in tabs])
        self.fields["q"] = LineField(required=False, max_length=200)
        self.fields["dot"] = forms.ChoiceField(required=False, choices=list(campaigns))
        self.fields["lay-y-kien"] = forms.ChoiceField(required=False, choices=list(consultations))
        self.fields["loai"] = forms.MultipleChoiceField(required=False, choices=Stance.choices)
        self.fields["page"] = forms.IntegerField(required=False, min_value=1, max_value=100_000)


class SeenForm(forms.Form):
    """How many steps the thing had taken when the page was shown."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput, error_messages={"required": "Hãy tải lại trang."})


class ShowForm(SeenForm):
    """What the public is to read of an opinion, and how the reader understands it."""

    stance = forms.ChoiceField(
        label="Loại ý kiến", choices=list(STANCES.items()), widget=forms.RadioSelect,
        error_messages={"required": "Chọn loại ý kiến trước khi đăng."},
    )  # fmt: skip
    shown_text = TextField(
        label="Bản đăng", max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Chỉ che thông tin cá nhân; không sửa ý của người viết.",
        error_messages={"required": "Bản đăng không được để trống."},
    )  # fmt: skip


class WithholdForm(SeenForm):
    """Why an opinion is kept from the page: a ready sentence, or one's own words."""

    reason = forms.ChoiceField(
        label="Lý do", choices=[*REASONS.items(), (ANOTHER, "Lý do khác, ghi ở dưới")], widget=forms.RadioSelect,
        error_messages={"required": "Chọn lý do không đăng."},
    )  # fmt: skip
    words = LineField(
        label="Ghi rõ lý do", required=False, max_length=MOST_REASON,
        help_text="Người gửi đọc được lý do này bằng mã theo dõi.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Another reason must be written out."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("reason") == ANOTHER and not said.get("words"):
            self.add_error("words", "Ghi rõ lý do không đăng.")
        return said

    def said(self) -> str:
        """The reason as it is kept."""
        chosen, words = self.cleaned_data["reason"], self.cleaned_data["words"]
        return str(words if chosen == ANOTHER else f"{REASONS[chosen]} {words}".strip())


class ReplyForm(forms.Form):
    """A reply to an opinion, in the name of a unit; ``before`` is the reply that the page showed."""

    before = TextField(required=False, widget=forms.HiddenInput)

    reply = TextField(
        label="Trả lời", max_length=MOST_REPLY, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Ghi nội dung trả lời."},
    )  # fmt: skip


class BulkForm(forms.Form):
    """Several opinions to be shown as they are, all understood the same way."""

    stance = forms.ChoiceField(choices=Stance.choices, error_messages={"required": "Chọn loại ý kiến trước khi đăng."})

    def __init__(self, choices: Collection[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chon"] = forms.TypedMultipleChoiceField(
            coerce=int, choices=[(pk, pk) for pk in choices],
            error_messages={
                "required": "Đánh dấu ý kiến cần đăng.",
                "invalid_choice": "Có ý kiến vừa được người khác xử lý, hoặc cần mở ra để đọc riêng.",
            },
        )  # fmt: skip

    def seen(self) -> dict[int, int]:
        """How many steps each had taken when the page was shown."""
        told = {pk: self.data.get(f"seen-{pk}", "") for pk in self.cleaned_data["chon"]}
        return {pk: int(seen) for pk, seen in told.items() if seen.isdecimal() and len(seen) < 9}


class ConsultationForm(forms.Form):
    """A consultation as it is prepared; the candidates are ticked in a table of their own."""

    title = LineField(
        label="Tên đợt lấy ý kiến", max_length=200, error_messages={"required": "Ghi tên đợt lấy ý kiến."}
    )
    opens_on = DateField(label="Mở từ ngày", error_messages={"required": "Ghi ngày bắt đầu lấy ý kiến."})
    days = forms.IntegerField(
        label="Số ngày lấy ý kiến", min_value=1, max_value=MOST_DAYS, initial=DEFAULT_DAYS,
        help_text="Kể cả ngày mở và ngày cuối.",
        error_messages={
            "required": "Ghi số ngày lấy ý kiến.", "invalid": "Ghi số ngày bằng số, ví dụ 15.",
            "min_value": f"Ghi số ngày từ 1 đến {MOST_DAYS}.", "max_value": f"Ghi số ngày từ 1 đến {MOST_DAYS}.",
        },
    )  # fmt: skip
    intro = TextField(
        label="Lời mời góp ý", required=False, max_length=MOST_INTRO, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Đứng đầu trang lấy ý kiến: hỏi Nhân dân điều gì, ý kiến dùng vào việc gì.",
    )  # fmt: skip
    edition = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, choices: Collection[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("mo-hinh", "dong-y"):
            self.fields[name] = forms.TypedMultipleChoiceField(
                required=False, coerce=int, choices=[(pk, pk) for pk in choices],
                error_messages={"invalid_choice": "Có mô hình vừa đổi trạng thái; hãy xem lại danh sách."},
            )  # fmt: skip


def days_of(consultation: Consultation) -> int:
    """How many days it is to be open, the first and the last counted."""
    return (consultation.closes_on - consultation.opens_on).days + 1


def stored(consultation: Consultation) -> dict[str, Any]:
    """What the form of a draft begins with."""
    rows = list(consultation.candidates.values_list("dossier_id", "name_agreed"))
    return {
        "title": consultation.title, "opens_on": consultation.opens_on, "days": days_of(consultation),
        "intro": consultation.intro, "edition": consultation.edition, "mo-hinh": [pk for pk, _ in rows],
        "dong-y": [pk for pk, agreed in rows if agreed],
    }  # fmt: skip


class ExtendForm(forms.Form):
    """Until when an open consultation stays open."""

    edition = forms.IntegerField(
        min_value=1, widget=forms.HiddenInput, error_messages={"required": "Hãy tải lại trang."}
    )
    until = DateField(label="Kéo dài đến hết ngày", error_messages={"required": "Ghi ngày kết thúc mới."})


class ReasonForm(SeenForm):
    """Why a consultation is given up, or closed before its last day."""

    reason = LineField(label="Lý do", max_length=MOST_REASON, error_messages={"required": "Cần ghi rõ lý do."})


class DigestForm(forms.Form):
    """What the officers make of the opinions on one candidate."""

    digest = TextField(
        label="Tổng hợp ý kiến", max_length=MOST_DIGEST, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Ghi phần tổng hợp ý kiến."},
    )  # fmt: skip


class AnswerForm(SeenForm):
    """The answer to a request to take personal data down, and what is done about it."""

    answer = TextField(
        label="Trả lời người gửi", max_length=MOST_REPLY, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Người gửi đọc bằng mã theo dõi. Không ghi lại thông tin cá nhân vào đây.",
        error_messages={"required": "Ghi trả lời người gửi, nêu rõ đã làm gì hoặc vì sao không gỡ."},
    )  # fmt: skip


class FindForm(Asking):
    """Words by which a model is looked for."""

    q = LineField(required=False, max_length=200)


class AboutForm(SeenForm):
    """Which model a request is about."""

    dossier = forms.IntegerField(min_value=1, error_messages={"required": "Chọn mô hình mà yêu cầu nói đến."})
