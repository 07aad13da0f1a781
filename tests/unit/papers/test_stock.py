"""Printing over stock: every field in its place on the sheet, moved against the printer, names on one line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from danvan.decisions.models import Certificate
from danvan.papers import stocking
from danvan.papers.fitting import lines, serif_width
from danvan.papers.kept import readable
from danvan.papers.models import Printer, Stock
from danvan.papers.render import pdf
from danvan.papers.spots import Spot, WrongSpot, checked, edition, spots
from danvan.papers.stock import calibration_paper, fitted, overprint_paper
from danvan.papers.stocking import CannotKeep, Sheet
from tests import make
from tests.unit.papers.reading import pages, placed, sizes

LONG = "Công chức, viên chức Phòng Lao động - Thương binh và Xã hội và các tổ chức đoàn thể cơ quan"
NAME = Spot("name", 35, 92, 227, 30, "center", "bold")


def of(decision) -> list[Certificate]:
    return list(readable(Certificate.objects.filter(item__decision=decision)).order_by("item__order"))


@pytest.fixture
def a4(db) -> Stock:
    return Stock.objects.get(code="giay-khen-a4")


def test_each_field_stands_where_the_stock_says_moved_against_the_printer(cast, issued, a4, printer):
    dossier = make.dossier(cast.village, cast.campaign, state="APPROVED", title="Tiếng mõ an ninh")
    given = of(issued(dossier, number="86-QĐ/TU", number_key="86-qd-tu", place="Miền Trên"))
    drifting = Printer(unit=cast.province, name="Máy một", right=Decimal("2.0"), down=Decimal("-1.5"))

    still, moved = (placed(pdf(overprint_paper(given, a4, machine))) for machine in (None, drifting))

    serial = next(one for one in still if one.text == given[0].serial)
    assert serial.left == pytest.approx(28, abs=0.1)  # as the row says; its base line stands under 158 mm
    assert (serial.top, serial.size) == (pytest.approx(161.7, abs=0.5), pytest.approx(11, abs=0.1))
    assert {round(there.left - here.left, 1) for here, there in zip(still, moved, strict=True)} == {-2.0}
    assert {round(there.top - here.top, 1) for here, there in zip(still, moved, strict=True)} == {1.5}


def test_only_the_text_is_printed_on_sheets_of_the_stock_in_the_order_of_the_list(cast, issued, printer):
    dossiers = [make.dossier(cast.village, cast.campaign, state="APPROVED", title=f"Tổ {one}") for one in "AB"]

    body = pdf(overprint_paper(of(issued(*dossiers)), Stock.objects.get(code="giay-khen-a3-tap-the")))

    assert sizes(body) == {(420, 297)}
    assert ["“Tổ A”" in pages(body)[0], "“Tổ B”" in pages(body)[1], len(pages(body))] == [True, True, 2]
    assert "GIẤY" not in pages(body)[0]


@pytest.mark.parametrize(("text", "size"), [("Thôn Nà Làng", 30), ("Đặng Thị Mai Hằng, Công chức Phòng", 30)])
def test_a_name_keeps_its_size_while_one_line_holds_it(text, size):
    assert fitted(NAME, text) == size


def test_a_long_name_shrinks_to_one_line_and_a_long_achievement_to_three():
    room, size = 227 / 25.4 * 72, fitted(NAME, LONG)
    said = fitted(Spot("achievement", 35, 116, 227, 18), "Vận động Nhân dân hiến đất làm đường. " * 8)

    assert serif_width(LONG, size) <= room < serif_width(LONG, size + 1)
    assert lines("Vận động Nhân dân hiến đất làm đường. " * 8, said, room) == 3


def test_the_calibration_sheet_has_the_size_of_the_stock_and_names_every_field(a4, printer):
    body = pdf(calibration_paper(a4))

    assert sizes(body) == {(297, 210)}
    assert all(spot.label in pages(body)[0] for spot in spots(a4))
    assert len(pages(body)) == 1


# fmt: off
WRONG = {
    "ra ngoài tờ giấy rộng 297 mm, cao 210 mm": Spot("where", 200, 100, 100, 12),
    "phải nằm trong tờ giấy": Spot("where", -1, 100, 100, 12),
    "phải có cỡ chữ từ 6 đến 60": Spot("where", 10, 100, 100, 70),
    "có kiểu chữ không dùng được": Spot("where", 10, 100, 100, 12, "left; color: red"),
    "phải rộng ít nhất 12 mm": Spot("qr", 10, 100, 8, 12),
}
# fmt: on


@pytest.mark.parametrize(("why", "spot"), WRONG.items())
def test_a_field_outside_the_sheet_or_of_no_kind_is_refused(why, spot):
    with pytest.raises(WrongSpot, match=why):
        checked([NAME, spot], 297, 210)


def test_stock_is_changed_by_its_unit_only_and_only_over_what_was_seen(cast, a4):
    own = stocking.copy(stock=a4, unit=cast.province, by=cast.dung, at=make.NOON)
    seen, sheet = edition(own), Sheet("Giấy khen mới", 297, 210, [NAME], date(2027, 1, 1))

    changed = stocking.change(stock=own, sheet=sheet, seen=seen, by=cast.dung, at=make.NOON)

    assert [spot.name for spot in spots(changed)] == ["name"]
    with pytest.raises(CannotKeep, match="Người khác vừa lưu"):
        stocking.change(stock=own, sheet=sheet, seen=seen, by=cast.giang, at=make.NOON)
    for stock, person in ((own, cast.binh), (a4, cast.dung)):
        with pytest.raises(CannotKeep, match="không sửa được"):
            stocking.change(stock=stock, sheet=sheet, seen=edition(stock), by=person, at=make.NOON)
