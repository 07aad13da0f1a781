"""Forms take what people type and keep one clean spelling; a wrong date is explained."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils import formats

from danvan.kit.fields import DateField, LineField, TextField


class PaperForm(forms.Form):
    title = LineField(max_length=20)
    story = TextField(required=False)
    issued = DateField(required=False)


def test_text_is_stored_clean():
    form = PaperForm({"title": " \u0110a\u0309ng  bo\u0323\u0302\u200b ", "story": "Một\x00\r\n  hai  \r\n"})

    assert form.is_valid()
    assert form.cleaned_data == {"title": "Đảng bộ", "story": "Một\nhai", "issued": None}


def test_length_is_counted_after_composing():
    assert PaperForm({"title": "e\u0302\u0301" * 20}).is_valid()
    assert not PaperForm({"title": "ế" * 21}).is_valid()


@pytest.mark.parametrize("blank", ["", "   ", "\u00a0\u200b", "\x00"])
def test_invisible_text_is_no_text(blank):
    assert PaperForm({"title": blank}).errors == {"title": ["Hãy điền mục này."]}


@pytest.mark.parametrize("typed", ["05/02/2026", "5-2-2026", "5.2.2026", "2026-02-05"])
def test_a_date_is_read_day_first(typed):
    form = PaperForm({"title": "a", "issued": typed})

    assert form.is_valid()
    assert form.cleaned_data["issued"] == date(2026, 2, 5)


def test_a_wrong_date_says_how_to_write_one():
    form = PaperForm({"title": "a", "issued": "31/02/2026"})

    assert form.errors["issued"] == ["“31/02/2026” không phải là ngày. Hãy ghi dạng ngày/tháng/năm, ví dụ 05/02/2026."]


def test_a_date_is_shown_as_it_is_typed():
    form = PaperForm(initial={"issued": date(2026, 2, 5)})

    assert 'value="05/02/2026"' in str(form["issued"])
    assert 'placeholder="dd/mm/yyyy"' in str(form["issued"])
    assert 'type="text"' in str(form["issued"])
    assert DateField().has_changed(date(2026, 2, 5), "05/02/2026") is False
    assert DateField().has_changed(date(2026, 2, 5), "06/02/2026") is True


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("05/02/2026", date(2026, 2, 5)),  # Django alone reads 2 May
        ("25/12/2026", date(2026, 12, 25)),  # and refuses this
        ("5-2-2026", date(2026, 2, 5)),
        ("2026-02-05", date(2026, 2, 5)),
    ],
)
def test_the_date_field_of_django_reads_day_first_too(typed, read):
    assert forms.DateField().clean(typed) == read


def test_django_prints_dates_and_numbers_our_way():
    assert formats.date_format(date(2026, 2, 5)) == "05/02/2026"
    assert formats.date_format(date(2026, 2, 5), "SHORT_DATE_FORMAT") == "05/02/2026"
    assert formats.date_format(date(2026, 2, 5), "YEAR_MONTH_FORMAT") == "tháng 02/2026"
    assert formats.number_format(Decimal("1234567.5"), force_grouping=True) == "1.234.567,5"
    assert formats.number_format(2026) == "2026"
    assert forms.DecimalField(localize=True).clean("22,5") == Decimal("22.5")
