"""Working days, personal data covered, and codes: tables typed by hand."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.hearings.codes import code_for, fingerprint, key_mark
from danvan.hearings.days import after_working_days
from danvan.hearings.masking import masked, only_covers
from danvan.kit import codes


@pytest.mark.parametrize(("day", "count", "then"), [
    (date(2026, 3, 9), 2, date(2026, 3, 11)),  # Monday to Wednesday
    (date(2026, 3, 12), 2, date(2026, 3, 16)),  # Thursday over the weekend to Monday
    (date(2026, 3, 13), 2, date(2026, 3, 17)),  # Friday to Tuesday
    (date(2026, 3, 14), 2, date(2026, 3, 17)),  # Saturday counts from Monday
    (date(2026, 3, 15), 2, date(2026, 3, 17)),
    (date(2026, 3, 13), 0, date(2026, 3, 13)),
])  # fmt: skip
def test_weekends_are_no_working_days(day, count, then):
    assert after_working_days(day, count) == then


@pytest.mark.parametrize(("sent", "told"), [
    ("gọi 0912345678 nhé", "gọi [số điện thoại] nhé"),
    ("gọi 0912.345.678", "gọi [số điện thoại]"),
    ("gọi +84 912 345 678", "gọi [số điện thoại]"),
    ("thư lan.nong@example.vn ạ", "thư [thư điện tử] ạ"),
    ("CCCD 006123456789", "CCCD [số giấy tờ, tài khoản]"),
    ("CMND 123456789", "CMND [số giấy tờ, tài khoản]"),
    ("góp 4.260 m² đất, 30.000.000 đồng năm 2020", "góp 4.260 m² đất, 30.000.000 đồng năm 2020"),
    ("vốn 130.000.000 đồng các năm 2018 2019 2020", "vốn 130.000.000 đồng các năm 2018 2019 2020"),
    ("ngày 11/10/2020, 20 hộ", "ngày 11/10/2020, 20 hộ"),
])  # fmt: skip
def test_what_looks_like_personal_data_is_covered(sent, told):
    assert masked(sent) == told and only_covers(told, sent)


@pytest.mark.parametrize(("shown", "allowed"), [
    ("Nhà tôi góp đất", True), ("Nhà tôi […] đất", True), ("Nhà [tên người] góp đất", True), ("góp đất", True),
    ("", True), ("Nhà tôi không góp đất", False), ("đất góp", False), ("Nhà tôi góp đất đất", False),
])  # fmt: skip
def test_a_shown_text_may_leave_out_and_never_add(shown, allowed):
    assert only_covers(shown, "Nhà tôi góp đất") is allowed


def test_a_code_is_the_same_for_the_same_form_and_cannot_be_reckoned_from_what_is_stored():
    code = code_for("k" * 32)

    assert codes.check(code) and code == code_for("k" * 32) != code_for("k" * 32, 1) != code_for("l" * 32)
    assert fingerprint(codes.shown(code).lower()) == fingerprint(code)
    assert code_for(key_mark("k" * 32)) != code and len(key_mark("k" * 32)) == 40
