"""The printed decision in both layouts: what stands where, the list, its pages, and the draft's watermark."""

from __future__ import annotations

from datetime import date

from danvan.decisions.models import DecisionItem
from danvan.dossiers.models import Dossier
from danvan.papers.decision import decision_paper, sheet
from danvan.papers.render import pdf
from tests import make
from tests.unit.papers.reading import MM, fonts, pages, reader, sizes

OURS = {"Liberation-Serif", "Liberation-Serif-Bold", "Liberation-Serif-Italic", "Liberation-Serif-Bold-Italic"}
PARTY = {
    "number": "86-QĐ/TU", "number_key": "86-qd-tu", "body": "Ban Thường vụ Tỉnh ủy Bắc Giang", "place": "Bắc Giang",
    "bases": "Căn cứ Điều lệ Đảng\nXét đề nghị của Ban Dân vận", "recipients": "Như Điều 3\nLưu Văn phòng",
    "articles": "Điều 1. Công nhận [số lượng] (có danh sách kèm theo).\nCó hiệu lực từ ngày ký.",
}  # fmt: skip
STATE = {
    "kind": "COMMEND", "layout": "STATE_30", "number": "2559/QĐ-UBND", "number_key": "2559-qd-ubnd",
    "body": "Ủy ban nhân dân huyện Chợ Đồn", "capacity": "CHỦ TỊCH", "signer_title": "", "place": "Chợ Đồn",
    "bases": "- Căn cứ Luật Thi đua;\n- Xét đề nghị", "summary": "Về việc khen thưởng",
    "articles": "Điều 1. Tặng Giấy khen.",
}  # fmt: skip


def lines(decision):
    found = DecisionItem.objects.filter(decision=decision).select_related("dossier__theme")
    return list(found.prefetch_related("dossier__cards").order_by("order"))


def printed(decision):
    return pdf(decision_paper(decision, lines(decision)))


def two(cast):
    return [
        make.dossier(cast.village, cast.campaign, state="APPROVED", title="Tiếng mõ an ninh", holder_kind="COLLECTIVE"),
        make.dossier(cast.village, cast.campaign, state="APPROVED", title="Mở lớp xóa mù chữ",
                     holder_kind="INDIVIDUAL", holder_name="Bà Bàn Thị Ghển"),
    ]  # fmt: skip


def test_a_party_decision_reads_as_the_guideline_says(cast, issued, printer):
    body = printed(issued(*two(cast), **PARTY))

    first, second = pages(body)
    assert first.startswith(
        "TỈNH ỦY BẮC GIANG * Số 86-QĐ/TU ĐẢNG CỘNG SẢN VIỆT NAM Bắc Giang, ngày 05 tháng 3 năm 2026"
    )
    assert "- Căn cứ Điều lệ Đảng; - Xét đề nghị của Ban Dân vận, BAN THƯỜNG VỤ TỈNH ỦY QUYẾT ĐỊNH Điều 1." in first
    assert "Công nhận 02 mô hình “Dân vận khéo” năm 2026, gồm 01 mô hình tập thể và 01 mô hình cá nhân" in first
    assert "Nơi nhận: - Như Điều 3; - Lưu Văn phòng." in first
    assert "T/M BAN THƯỜNG VỤ PHÓ BÍ THƯ Người Ký" in first
    assert second.startswith(
        "DANH SÁCH mô hình “Dân vận khéo” được công nhận năm 2026 (Kèm theo Quyết định số 86-QĐ/TU, "
    )
    assert "ngày 05/3/2026 của Ban Thường vụ Tỉnh ủy Bắc Giang) -----" in second


def test_the_list_is_grouped_with_sub_totals(cast, issued, printer):
    text = pages(printed(issued(*two(cast), **PARTY)))[1]

    assert "STT Tên mô hình, danh hiệu Tập thể, cá nhân Địa chỉ, đơn vị Lĩnh vực" in text
    assert "I. TẬP THỂ: 1 mô hình 1 Tiếng mõ an ninh Chi bộ thôn Đồng Điều" in text
    assert "II. CÁ NHÂN: 1 mô hình 1 Mở lớp xóa mù chữ Bà Bàn Thị Ghển" in text
    assert text.endswith("Tổng cộng: 2 mô hình (1 tập thể, 1 cá nhân). 2")  # the page number is read last


def test_a_state_decision_reads_as_the_decree_says(cast, issued, printer):
    first, second = pages(printed(issued(*two(cast), **STATE)))

    assert first.startswith("ỦY BAN NHÂN DÂN HUYỆN CHỢ ĐỒN Số: 2559/QĐ-UBND CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ")
    assert "Độc lập - Tự do - Hạnh phúc Chợ Đồn, ngày 05 tháng 3 năm 2026 QUYẾT ĐỊNH Về việc khen thưởng" in first
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN CHỢ ĐỒN Căn cứ Luật Thi đua; Xét đề nghị. QUYẾT ĐỊNH:" in first
    assert "ĐẢNG CỘNG SẢN" not in first
    assert second.startswith("DANH SÁCH tập thể, cá nhân được khen thưởng")  # its own numbering, none on its first page
    assert "(Kèm theo Quyết định số 2559/QĐ-UBND ngày 05 tháng 3 năm 2026 của Ủy ban" in second
    assert "I. TẬP THỂ: 1 tập thể" in second


def places(body, number):
    """Where each piece of text of a page begins, in millimetres from the left and from the top."""
    found = []

    def visit(text, cm, tm, font, size):
        if text.strip():
            found.append((text.strip(), (tm[4] * cm[0] + cm[4]) / MM, 297 - (tm[5] * cm[3] + cm[5]) / MM))

    reader(body).pages[number].extract_text(visitor_text=visit)
    return found


def test_a_page_is_a4_with_the_left_margin_of_the_guideline(cast, issued, printer):
    body = printed(issued(*two(cast), **PARTY))

    assert sizes(body) == {(210, 297)}
    assert 29.9 < min(left for _, left, _ in places(body, 0)) < 30.5


def test_pages_are_numbered_at_the_top_in_the_middle_from_the_second_on(cast, issued, printer):
    body = printed(issued(*two(cast), **PARTY))

    assert not any(text == "1" and top < 20 for text, _, top in places(body, 0))
    assert [(round(left / 10), top < 20) for text, left, top in places(body, 1) if text == "2"] == [(11, True)]


def test_only_the_prescribed_face_is_inside(cast, issued, printer):
    assert fonts(printed(issued(*two(cast), **PARTY))) <= OURS


def test_a_draft_is_marked_on_every_page_and_an_issued_one_on_none(cast, issued, printer):
    decision = issued(*two(cast), **PARTY)
    final = pages(printed(decision))
    decision.state = "DRAFT"

    draft = pages(printed(decision))

    assert [page.count("DỰ THẢO") for page in draft] == [1, 1]
    assert [page.count("DỰ THẢO") for page in final] == [0, 0]


def test_a_draft_without_number_date_and_list_is_still_one_page(cast, printer):
    decision = make.decision(cast.province, **PARTY)
    decision.number, decision.signed_on, decision.signer_name = "", None, ""

    (text,) = pages(printed(decision))

    assert "Số …-QĐ/…" in text
    assert "Bắc Giang, ngày … tháng … năm 2026" in text
    assert "Công nhận … (có danh sách kèm theo)" in text
    assert "[Họ và tên]" in text


def test_a_long_list_repeats_its_head_and_never_splits_a_row(cast, issued, printer):
    for number in range(60):
        make.dossier(
            cast.village, cast.campaign, state="APPROVED", title=f"Mô hình số {number:03} " + "đường hoa thôn bản " * 4
        )
    decision = issued(*Dossier.objects.order_by("pk"), **PARTY)

    _, *rest = pages(printed(decision))

    assert len(rest) > 3
    assert all("STT Tên mô hình, danh hiệu" in page for page in rest)
    for number in range(60):  # the whole row stands on the page where it begins
        page = next(page for page in rest if f"Mô hình số {number:03}" in page)
        after = page.split(f"Mô hình số {number:03}")[1].split("Mô hình số")[0]
        assert after.count("đường hoa thôn bản") == 4


def test_titles_are_listed_with_their_result(cast, issued):
    title = make.dossier(
        cast.village, cast.campaign, state="APPROVED", track="COMMUNE", theme=None, holder_name=""
    )  # fmt: skip
    card = make.card(title, "PROVINCE", marks="Y" * 23 + "A", state="SIGNED")
    card.is_final = True
    card.save()

    html = decision_paper(decision := issued(title), lines(decision)).html

    assert "ĐẢNG BỘ XÃ, PHƯỜNG, THỊ TRẤN: 1 đơn vị" in html
    assert "23/23 tiêu chí" in html
    assert "Lĩnh vực, kết quả" in html
    assert "đơn vị “Dân vận khéo” được công nhận" in html


def test_an_old_paper_without_a_number_says_that_it_is_an_extract(cast):
    decision = make.decision(
        cast.province, is_archive=True, number="", number_key="", signed_on=date(2020, 8, 31),
        date_text="tháng 8 năm 2020", place="Chợ Đồn", state="ISSUED",
    )  # fmt: skip

    page, html = sheet(decision, []), decision_paper(decision, []).html

    assert (page.head.number, page.head.dated) == ("", "Chợ Đồn, tháng 8 năm 2020")
    assert page.note == "Bản trích ghi lại từ văn bản cũ, không thay bản chính."
    assert [word for word in ("QUYẾT ĐỊNH</p><p", "Nơi nhận", "[Họ và tên]") if word in html] == []  # nothing invented


def test_an_extract_without_articles_puts_its_list_on_the_first_page(cast, issued, printer):
    decision = issued(*two(cast), **{**PARTY, "articles": "", "bases": ""})

    (text,) = pages(printed(decision))

    assert "DANH SÁCH" in text


def test_what_was_typed_is_printed_as_text(cast):
    decision = make.decision(cast.province, summary="<script>alert(1)</script>")

    assert "<script>" not in decision_paper(decision, []).html
