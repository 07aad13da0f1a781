"""The printed decision: what stands where, the list, its pages, what it corrects, and the draft's watermark."""

from __future__ import annotations

from datetime import date

from danvan.decisions.models import DecisionItem
from danvan.dossiers.models import Dossier
from danvan.papers.decision import decision_paper, sheet
from danvan.papers.render import pdf
from tests import make
from tests.unit.papers.reading import fonts, pages, placed, reader

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
        "TỈNH ỦY BẮC GIANG * ĐẢNG CỘNG SẢN VIỆT NAM Số 86-QĐ/TU Bắc Giang, ngày 05 tháng 3 năm 2026"
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

    assert first.startswith("ỦY BAN NHÂN DÂN HUYỆN CHỢ ĐỒN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ")
    assert "Độc lập - Tự do - Hạnh phúc Số: 2559/QĐ-UBND Chợ Đồn, ngày 05 tháng 3 năm 2026 QUYẾT ĐỊNH Về việc" in first
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN CHỢ ĐỒN Căn cứ Luật Thi đua; Xét đề nghị. QUYẾT ĐỊNH:" in first
    assert "ĐẢNG CỘNG SẢN" not in first
    assert second.startswith("DANH SÁCH tập thể, cá nhân được khen thưởng")  # its own numbering, none on its first page
    assert "(Kèm theo Quyết định số 2559/QĐ-UBND ngày 05 tháng 3 năm 2026 của Ủy ban" in second
    assert "I. TẬP THỂ: 1 tập thể" in second


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

    assert (page.number, page.dated) == ("", "Chợ Đồn, tháng 8 năm 2020")
    assert page.note == "Bản trích ghi lại từ văn bản cũ, không thay bản chính."
    assert [word for word in ("QUYẾT ĐỊNH</p><p", "Nơi nhận", "[Họ và tên]") if word in html] == []  # nothing invented


def test_an_extract_without_articles_puts_its_list_on_the_first_page(cast, issued, printer):
    decision = issued(*two(cast), **{**PARTY, "articles": "", "bases": ""})

    (text,) = pages(printed(decision))

    assert "DANH SÁCH" in text


HOSTILE = (
    "<img src=file:///etc/passwd><link rel=attachment href=file:///etc/passwd><a href=javascript:x()>", "url(http://127.0.0.1:9/x)",
    "</style><style>@import 'http://127.0.0.1:9/a.css'; body{display:none}</style>", "{{ 7*7 }}{% include 'x' %}",
)  # fmt: skip


def test_hostile_words_are_printed_as_typed_and_fetch_nothing(cast, issued, printer, caplog):
    evil, long = " ".join(HOSTILE), "ắ" * 5000
    dossier = make.dossier(cast.village, cast.campaign, state="APPROVED", title=evil[:300])
    decision = issued(dossier, **{**PARTY, "summary": evil, "bases": evil, "signer_name": evil[:80]})
    decision.articles = f"Điều 1. {long}\nĐiều 2. {evil}"

    body = printed(decision)

    text = "".join("".join(pages(body)).split())
    for one in HOSTILE:
        assert text.count("".join(one.split())) >= 3, one
    assert text.count("ắ") >= 5000
    assert [record for record in caplog.records if "a paper asked for" in record.message] == []
    assert "/Names" not in reader(body).trailer["/Root"]  # nothing attached


def test_the_same_decision_gives_the_same_bytes_tagged_with_title_and_language(cast, issued, printer, monkeypatch):
    decision = issued(*two(cast), **PARTY)
    body = printed(decision)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")

    assert printed(decision) == body
    root = reader(body).trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("vi", True)
    assert reader(body).metadata.title == "Quyết định số 86-QĐ/TU, ngày 05/3/2026"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    tags = {str(one.get_object()["/S"]) for one in walk(root["/StructTreeRoot"]["/K"])}
    assert tags >= {"/Table", "/THead", "/TR", "/TH", "/TD", "/P"}


def walk(kids):
    """Every element of the tree of tags."""
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if isinstance(found, dict) and "/S" in found:
            yield found
            yield from walk(found.get("/K", []))


def test_prizes_stand_in_a_column_of_their_own_and_are_summed(cast, issued, printer):
    decision = issued(*two(cast), **STATE)
    decision.items.filter(order=1).update(prize=1_170_000)

    text = pages(printed(decision))[1]

    assert "Lĩnh vực Tiền thưởng (đồng)" in text
    assert "Kinh tế 1.170.000" in text
    assert "tiền thưởng 1.170.000 đồng." in text


def following(cast, issued, kind, **now):
    """A decision that follows the first line of another."""
    original = issued(*two(cast), **PARTY)
    line = original.items.get(order=1)
    later = make.decision(
        cast.province, kind=kind, amends=original, **{**PARTY, "number": "90-QĐ/TU", "number_key": "90-qd-tu"}
    )
    item = DecisionItem(decision=later, dossier=line.dossier, order=1, about=line, reason="Ghi sai tên")
    for name in ("title", "holder_name", "unit_name", "theme_name"):
        setattr(item, name, now.get(name, getattr(line, name)))
    item.save()
    return later


def test_an_amending_decision_prints_the_old_and_the_new_of_each_line(cast, issued, printer):
    decision = following(cast, issued, "AMEND", title="Tiếng mõ bình yên")

    text = pages(printed(decision))[1]

    assert "đính chính tại danh sách kèm theo Quyết định số 86-QĐ/TU, ngày 05/3/2026" in text
    assert "STT Đã ghi trong danh sách Nay ghi là Lý do" in text
    assert "1 Dòng 1 Tên: Tiếng mõ an ninh Tên: Tiếng mõ bình yên Ghi sai tên" in text
    assert "Lĩnh vực:" not in text  # what stays is not repeated


def test_a_revoking_decision_prints_what_is_taken_back(cast, issued, printer):
    text = pages(printed(following(cast, issued, "REVOKE")))[1]

    assert "Dòng 1 Tên: Tiếng mõ an ninh" in text
    assert "Thu hồi, không còn trong danh sách Ghi sai tên" in text
    assert "Tổng cộng: 1 dòng." in text


def test_the_list_of_a_state_decision_is_numbered_by_itself(cast, issued, printer):
    for number in range(14):
        make.dossier(cast.village, cast.campaign, state="APPROVED", title=f"Mô hình {number} " + "đường hoa " * 20)
    decision = issued(*Dossier.objects.order_by("pk"), **STATE)
    decision.state = "DRAFT"

    body = printed(decision)
    tops = [[one.text for one in placed(body, number) if one.top < 18] for number in range(3)]

    assert tops == [[], [], ["2"]]  # the paper itself, the first page of the list, its second
    assert all("DỰ THẢO" in page for page in pages(body))
