"""An import is taken back as a whole, unless something was built on it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from danvan.dossiers.actions import EDITABLE
from danvan.dossiers.content import WRITTEN, Content
from danvan.dossiers.editing import edit
from danvan.dossiers.models import Dossier, Jotting
from danvan.dossiers.workflow import LIFE
from danvan.exchange.registrations import read
from danvan.exchange.staging import keep
from danvan.exchange.storing import CannotApply, carry_out
from danvan.exchange.undoing import CannotUndo, in_the_way, undo
from danvan.ledger.models import Event
from danvan.ledger.record import broken_links
from tests import make
from tests.unit.exchange.books import registrations, row

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(minutes=5)
BEFORE = {"title": "Tuyến đường hoa", "holder_name": "Chi hội Phụ nữ", "method": "Cũ", "registered_on": None}


def imported(cast, *rows):
    """A workbook sent by the board of the east and stored."""
    data = registrations(*rows)
    staged = keep(data, name="dang-ky.xlsx", campaign=cast.campaign, by=cast.binh, at=make.NOON)
    carry_out(staged, read(data, campaign=cast.campaign, by=cast.binh), by=cast.binh, at=make.NOON)
    return staged


def said(dossier: Dossier) -> dict:
    return {name: getattr(dossier, name) for name in WRITTEN}


def test_what_is_new_is_withdrawn_and_can_be_imported_again(cast):
    staged = imported(cast, row(), row(title="Cổng tre"))
    undo(staged, by=cast.binh, at=LATER)

    assert set(Dossier.objects.values_list("state", flat=True)) == {"WITHDRAWN"}
    notes = set(Event.objects.filter(verb="withdraw").values_list("note", "channel"))
    assert notes == {("Hoàn tác lần nhập tệp dang-ky.xlsx.", "SHEET")}
    again = imported(cast, row(), row(title="Cổng tre"))
    assert (again.applied_new, Dossier.objects.filter(state="DRAFT").count()) == (2, 2)
    assert broken_links() == []


def test_what_was_changed_says_again_what_it_said(cast):
    dossier = make.dossier(cast.village, cast.campaign, **BEFORE)
    before = said(dossier)
    staged = imported(cast, row(theme="Văn hóa - xã hội"))
    edited = Dossier.objects.get()
    assert (edited.method, edited.theme.name) == ("Mỗi nhà một đoạn", "Văn hóa - xã hội")

    undo(staged, by=cast.binh, at=LATER)
    restored = Dossier.objects.get()
    assert said(restored) == before
    assert (restored.edition, restored.state) == (3, "DRAFT")
    assert list(Event.objects.filter(verb="undo_import").values_list("actor__username", flat=True)) == ["binh"]


def test_a_day_that_was_blank_is_blank_again(cast):
    dossier = make.dossier(cast.village, cast.campaign, **BEFORE)
    staged = imported(cast, row())
    content = Content(**{**said(Dossier.objects.get()), "registered_on": date(2026, 2, 5)})
    edit(dossier=dossier, content=content, edition=2, by=cast.binh, at=LATER)
    staged.rows.update(edition=3)  # as if the sheet had said so

    undo(staged, by=cast.binh, at=LATER)
    assert Dossier.objects.get().registered_on is None


def test_old_papers_that_were_recorded_are_taken_back_too(cast):
    old = make.campaign(cast.province, is_archive=True, name="Thi đua năm 2026 cũ")
    data = registrations(row(theme=None))
    staged = keep(data, name="so-cu.xlsx", campaign=old, by=cast.quan, at=make.NOON)
    carry_out(staged, read(data, campaign=old, by=cast.quan), by=cast.quan, at=make.NOON)
    assert Dossier.objects.get().state == "ACCEPTED"
    undo(staged, by=cast.quan, at=LATER)
    assert Dossier.objects.get().state == "WITHDRAWN"


def rewritten(cast):
    dossier = Dossier.objects.get()
    content = Content(**{**said(dossier), "method": "Khác"})
    edit(dossier=dossier, content=content, edition=dossier.edition, by=cast.an, at=LATER)


def approved(cast):
    Dossier.objects.update(head_edition=1, head_at=LATER)


def returned(cast):
    Dossier.objects.get().returns.create(step="return", note="x", unit=cast.east, returned_by=cast.binh,
                                         returned_at=LATER)  # fmt: skip


BUILT = {
    "rewritten": (rewritten, "nội dung đã được sửa tiếp."),
    "approved": (approved, "người đứng đầu đơn vị đã duyệt."),
    "returned": (returned, "đã có lần trả lại kèm theo."),
}


@pytest.mark.parametrize("case", BUILT)
def test_nothing_is_taken_back_when_something_was_built_on_a_row(cast, case):
    build, why = BUILT[case]
    staged = imported(cast, row())
    build(cast)
    number = Dossier.objects.get().pk

    with pytest.raises(CannotUndo) as refusal:
        undo(staged, by=cast.binh, at=LATER)
    assert f"Dòng 5, trang “Đăng ký” (hồ sơ số {number}): {why}" in str(refusal.value)
    staged.refresh_from_db()
    assert staged.undone_at is None and Dossier.objects.get().state in EDITABLE


def test_a_step_taken_since_is_named_with_where_it_led(cast):
    staged = imported(cast, row())
    LIFE.take(Dossier.objects.get(), "withdraw", by=cast.an, at=LATER, note="thôi")
    assert "hồ sơ đã sang bước «Đã rút»." in in_the_way(staged)[0]


def test_what_others_are_typing_elsewhere_does_not_stand_in_the_way(cast):
    staged = imported(cast, row())
    Jotting.objects.create(owner=cast.an, place="dossier-new:x", typed={}, at=LATER)
    assert in_the_way(staged) == []


def test_it_is_done_once_and_by_those_who_may_still_write(cast):
    staged = imported(cast, row())
    with pytest.raises(CannotUndo, match="không có quyền"):
        undo(staged, by=cast.chi, at=LATER)
    undo(staged, by=cast.binh, at=LATER)
    with pytest.raises(CannotUndo, match="đã được hoàn tác"):
        undo(staged, by=cast.binh, at=LATER)


def test_a_workbook_is_stored_once(cast):
    staged = imported(cast, row())
    preview = read(registrations(row(title="Khác")), campaign=cast.campaign, by=cast.binh)
    with pytest.raises(CannotApply, match="đã được ghi trước đó"):
        carry_out(staged, preview, by=cast.binh, at=LATER)
    assert Dossier.objects.count() == 1
