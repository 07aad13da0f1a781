"""Forms of stories: the story itself, a photograph, the consent of those in it, a reason, and a public contact."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField

from danvan.kit.fields import DateField, LineField, TextField
from danvan.kit.numbers import grouped
from danvan.office.forms_list import Asking
from danvan.stories.actions import MOST_STEPS, MOST_TEXT, Contact, Told, Words
from danvan.stories.models import MOST_FIGURES, ContactPoint, Story

TABS = ("chua-co", "cho-dang", "thieu-dong-y", "da-dang")
PLACES = range(1, MOST_FIGURES + 1)
_TEXTS = ("lead", "quote", "quote_by", "contact", *MOST_TEXT)


class ListForm(Asking):
    """Which tab of the list of stories, and which page of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["muc"] = forms.ChoiceField(required=False, choices=[(tab, tab) for tab in TABS])
        self.fields["page"] = forms.IntegerField(required=False, min_value=1, max_value=100_000)


def _line(label: str, most: int, hint: str = "", *, rows: int = 0, required: bool = False) -> LineField:
    widget: forms.Widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return LineField(label=label, max_length=most, help_text=hint, widget=widget, required=required)


def _text(label: str, name: str, rows: int, hint: str = "") -> TextField:
    widget = forms.Textarea(attrs={"rows": rows})
    return TextField(label=label, max_length=MOST_TEXT[name], help_text=hint, widget=widget, required=False)


class StoryForm(forms.Form):
    """The whole story on one page. Nothing is compulsory before it is shown."""

    lead = _line("Câu mở đầu", 300, "Một, hai câu: ở đâu, làm gì, được gì. Bắt buộc khi đăng.", rows=3)
    lesson = _text("Bài học", "lesson", 5, "Điều gì làm nên kết quả, điều gì nếu làm lại sẽ tránh.")
    quote = _line("Lời kể", 300, "Một câu của người trong cuộc, không cần dấu ngoặc kép.", rows=2)
    quote_by = _line("Lời của", 120, "Ghi vai trò và nơi ở, không ghi họ tên. Ví dụ: Trưởng thôn Nà Tải.")
    steps = _text(
        "Các bước làm theo", "steps", 8, f"Mỗi bước một dòng, nhiều nhất {MOST_STEPS} bước. Bắt buộc khi đăng."
    )
    cost = _text("Kinh phí, vật liệu, công", "cost", 3)
    people = _text("Cần những ai", "people", 3)
    contact = _line("Nơi hướng dẫn", 200, "Tên ban, bộ phận và điện thoại cơ quan, không ghi tên người.")
    edition = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, story: Story | None, data: Any = None) -> None:
        super().__init__(data, initial=_initial(story))
        for place in PLACES:
            self.fields[f"so-{place}"] = _line(f"Con số {place}", 40)
            self.fields[f"la-{place}"] = _line(f"Con số {place} là gì", 120)
        for name in _TEXTS:
            self._count(name)

    def _count(self, name: str) -> None:
        """Say beside the field how much it holds and how much is written."""
        field = self.fields[name]
        assert isinstance(field, forms.CharField)
        written = len(str((self.data if self.is_bound else self.initial).get(name) or ""))
        told = f"Nhiều nhất {grouped(field.max_length or 0)} ký tự"
        told += f", đang có {grouped(written)}." if written else "."
        field.help_text = f"{field.help_text} {told}".strip()

    def figures(self) -> list[tuple[BoundField, BoundField]]:
        """The four places for figures."""
        return [(self[f"so-{place}"], self[f"la-{place}"]) for place in PLACES]

    def told(self) -> Told:
        """What was written. Only on a valid form."""
        said = self.cleaned_data
        pairs = [(said[f"so-{place}"], said[f"la-{place}"]) for place in PLACES]
        return Told(**{name: said[name] for name in _TEXTS}, figures=pairs)


def _initial(story: Story | None) -> dict[str, Any]:
    if story is None:
        return {"edition": 0}
    found: dict[str, Any] = {name: getattr(story, name) for name in (*_TEXTS, "edition")}
    for figure in story.figures.all():
        found |= {f"so-{figure.order}": figure.value, f"la-{figure.order}": figure.label}
    return found


_WHO = "Ví dụ: Ba người trong ảnh, giấy đồng ý lưu tại Đảng ủy xã. Phần này không hiện công khai."


class PhotoForm(forms.Form):
    """One photograph with what is said of it."""

    upload = forms.FileField(
        label="Ảnh", widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="JPEG, PNG hoặc WEBP, rộng từ 600 điểm ảnh, nhẹ hơn 20 MB. Vị trí, giờ chụp ghi trong ảnh sẽ bị xóa.",
        error_messages={"required": "Chọn một ảnh.", "empty": "Tệp rỗng, không có nội dung. Hãy chọn lại tệp."},
    )  # fmt: skip
    alt = _line(
        "Ảnh có gì", 200, "Đọc cho người không nhìn được ảnh. Ví dụ: Bà con đổ bê tông đường thôn.", required=True
    )
    caption = _line("Chú thích", 200, "Hiện dưới ảnh.")
    credit = _line("Người chụp, nguồn ảnh", 120, required=True)
    shows_people = forms.BooleanField(label="Nhận ra được người trong ảnh", required=False, initial=True)
    consent_on = DateField(label="Ngày người trong ảnh đồng ý", required=False)
    consent_note = _line("Ai đồng ý, ghi ở đâu", 200, _WHO)

    def words(self) -> Words:
        """What was said. Only on a valid form."""
        return Words(**{name: value for name, value in self.cleaned_data.items() if name != "upload"})


class ConsentForm(forms.Form):
    """When and by whom it was agreed that the photograph may be shown."""

    consent_on = DateField(label="Ngày đồng ý")
    consent_note = _line("Ai đồng ý, ghi ở đâu", 200, _WHO, required=True)


class WhyForm(forms.Form):
    """The reason for taking something down."""

    why = _line("Lý do", 200, required=True)


class PlaceForm(forms.Form):
    """Which place among the photographs."""

    place = forms.IntegerField(min_value=1, max_value=100)


class ContactForm(forms.Form):
    """How the public reaches the office of a unit."""

    name = _line("Tên ban, bộ phận", 200, "Ví dụ: Ban Dân vận Huyện ủy. Không ghi tên người.", required=True)
    address = _line("Địa chỉ", 300)
    telephone = _line("Điện thoại cơ quan", 60)
    email = forms.EmailField(
        label="Thư điện tử cơ quan", required=False, max_length=254,
        error_messages={"invalid": "Thư điện tử cần có dạng ten@coquan.gov.vn."},
    )  # fmt: skip
    edition = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, point: ContactPoint | None, data: Any = None) -> None:
        names = ("name", "address", "telephone", "email", "edition")
        stored = {name: getattr(point, name) for name in names} if point else {"edition": 0}
        super().__init__(data, initial=stored)

    def contact(self) -> Contact:
        """What was written. Only on a valid form."""
        return Contact(**{name: value for name, value in self.cleaned_data.items() if name != "edition"})
