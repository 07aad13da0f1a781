"""A unit's own scores go out on one sheet, line by line, and come back through the door of the card."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from danvan.criteria.enums import ScoringMode, Track
from danvan.dossiers.models import CampaignTrack, Score
from danvan.exchange.blanks import registration_workbook
from danvan.exchange.registrations import CannotApply, apply, read
from danvan.exchange.staging import keep
from danvan.exchange.storing import carry_out
from danvan.exchange.undoing import CannotUndo, undo
from danvan.ledger.models import Event
from tests import make
from tests.unit.exchange.books import sent

pytestmark = pytest.mark.django_db
RESULT, POINTS, WHY = "G", "H", "J"  # columns of the sheet


@pytest.fixture
def dossier(cast):
    return make.dossier(cast.village, cast.campaign, track="COMMUNE", state="ACCEPTED", theme=None,
                        title="Đảng bộ xã Đồng Điều", holder_name="")  # fmt: skip


@pytest.fixture
def by_points(cast):
    version = make.version(3, mode=ScoringMode.POINTS, min_points=Decimal(20))
    CampaignTrack.objects.filter(campaign=cast.campaign, track=Track.MODEL).update(version=version)
    return make.dossier(cast.village, cast.campaign, state="ACCEPTED", title="Đường hoa")


def form_of(cast):
    book = load_workbook(BytesIO(registration_workbook(cast.campaign, cast.binh)))
    return book, book["Tự chấm"]


def told(cast, book):
    return read(sent(book), campaign=cast.campaign, by=cast.binh)


def test_each_line_offers_what_may_be_chosen(cast, dossier):
    _, sheet = form_of(cast)
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert (rules["G6"], rules["G7"]) == ('"Đạt,Không đạt"', '"Đạt,Không đạt,Không áp dụng"')
    assert [sheet[f"{column}6"].value for column in "BCDEF"] == [
        dossier.pk, "Đảng bộ xã Đồng Điều", "Đảng bộ xã, phường, thị trấn “Dân vận khéo”", 1, "Tiêu chí 1",
    ]  # fmt: skip
    assert sheet.max_row == 5 + 24


def test_scores_are_stored_as_on_the_screen_and_come_back_the_same(cast, dossier, by_points):
    book, sheet = form_of(cast)
    first, shift = (
        next(row for row in range(6, 33) if sheet[f"B{row}"].value == one.pk) for one in (dossier, by_points)
    )
    sheet[f"H{shift}"], sheet[f"J{shift}"], sheet[f"G{shift + 1}"] = "7,5", "Có biên bản", "Không áp dụng"
    sheet[f"G{first}"], sheet[f"G{first + 3}"] = "Đạt", "không đạt"
    assert apply(told(cast, book), by=cast.binh, at=make.NOON).scores == 4

    scores = Score.objects.order_by("card__dossier", "criterion__order").values_list("result", "points", "note")
    assert list(scores) == [
        ("MET", None, ""), ("NOT_MET", None, ""), ("", Decimal("7.5"), "Có biên bản"), ("NOT_APPLICABLE", None, ""),
    ]  # fmt: skip
    assert set(Event.objects.filter(verb="score").values_list("channel", flat=True)) == {"SHEET"}
    again = told(cast, form_of(cast)[0])
    assert [row.outcome for row in again.rows if row.sheet == "Tự chấm"] == ["same"] * 4


WRONG = {
    "a mark nobody knows": ("G6", "Tốt", "Hãy ghi Đạt, Không đạt hoặc Không áp dụng."),
    "what always applies": ("G6", "Không áp dụng", "Tiêu chí 1 luôn áp dụng"),
    "points on a list by count": ("H6", 5, "không chấm điểm: hãy chọn kết quả"),
    "a line the list does not have": ("E6", 25, "không có tiêu chí 25"),
    "a dossier of nobody": ("B6", 987654, "Không có hồ sơ số 987654"),
    "the dossier of another unit": ("C6", "Phòng Nội vụ Miền Đông", "là của «Đảng bộ xã Đồng Điều»"),
    "a line twice": ("E7", 1, "Trùng với dòng 6"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_line_names_the_cell_and_the_remedy(cast, dossier, case):
    ref, value, sentence = WRONG[case]
    book, sheet = form_of(cast)
    sheet["G6"] = sheet["G7"] = "Đạt"
    sheet[ref] = value
    wrong = [row for row in told(cast, book).rows if row.outcome == "wrong"]
    assert [cell.ref for row in wrong for cell in row.problems] == [ref]
    assert sentence in wrong[0].sentence


def test_points_stay_within_the_weight(cast, by_points):
    for value, sentence in (("10,5", "Điểm phải từ 0 đến 10."), ("1,234", "hai chữ số"), ("nhiều", "không phải là số")):
        book, sheet = form_of(cast)
        sheet["H6"] = value
        assert sentence in told(cast, book).rows[-1].sentence


def test_a_card_out_of_turn_or_signed_takes_nothing(cast, dossier):
    book, sheet = form_of(cast)
    sheet["G6"] = "Đạt"
    card = make.card(dossier, state="SIGNED")
    assert "Phiếu đã ký." in told(cast, book).rows[-1].sentence
    card.delete()
    preview = told(cast, book)
    type(dossier).objects.update(state="SUBMITTED")
    assert "«Đã gửi đăng ký», chưa đến lượt" in told(cast, book).rows[-1].sentence
    with pytest.raises(CannotApply, match="chưa đến lượt"):
        apply(preview, by=cast.binh, at=make.NOON)


def test_scores_are_taken_back_with_their_import(cast, dossier):
    card = make.card(dossier, marks="N" + "." * 23)
    book, sheet = form_of(cast)
    sheet["G6"], sheet["G8"], sheet["J8"] = "Đạt", "Đạt", "Có quyết định"
    data = sent(book)
    staged = keep(data, name="a.xlsx", campaign=cast.campaign, by=cast.binh, at=make.NOON)
    carry_out(staged, told(cast, book), by=cast.binh, at=make.NOON)
    card.refresh_from_db()
    assert card.marks[:4] == "Y.Y."
    type(card).objects.update(state="SIGNED")
    with pytest.raises(CannotUndo, match="phiếu tự chấm đã ký"):
        undo(staged, by=cast.binh, at=make.NOON)
    type(card).objects.update(state="OPEN")
    undo(staged, by=cast.binh, at=make.NOON)
    card.refresh_from_db()
    assert card.marks[:4] == "N..."
