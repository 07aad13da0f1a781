"""Word drafts: styles with the measures of their layout, tables that repeat their head, the same bytes every time."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from danvan.decisions.models import DecisionItem, Submission, SubmissionItem
from danvan.papers.docx_briefing import briefing_docx
from danvan.papers.docx_decision import decision_docx
from danvan.papers.docx_submission import submission_docx
from danvan.progress.enums import PeriodKind
from danvan.progress.periods import Period
from danvan.reports.briefing import Behind, Figure, Part, Sheet
from tests import make
from tests.unit.papers.test_decision import HOSTILE, PARTY, STATE, lines, two


def opened(file):
    return docx.Document(BytesIO(file[1]))


def words(document) -> str:
    """All words of the body in their order, tables included."""
    return "\n".join(part.text or "" for part in document.element.body.iter(qn("w:t")))


def size(document, style: str) -> tuple[float, bool]:
    font = document.styles[style].font
    return font.size.pt, bool(font.bold)


# fmt: off
@pytest.mark.parametrize(("words_of", "layout", "expected"), [
    (PARTY, "PARTY_36", {"Quốc hiệu, tiêu đề": (15, True), "Cơ quan ban hành": (14, True), "Tên loại": (16, True),
                         "Chức vụ": (14, False), "Nơi nhận, dòng": (12, False), "Đoạn văn": (14, False)}),
    (PARTY, "PARTY_05", {"Quốc hiệu, tiêu đề": (14, True), "Cơ quan ban hành": (13, True), "Tên loại": (15, True),
                         "Chức vụ": (14, False), "Nơi nhận, dòng": (11, False), "Đoạn văn": (14, False)}),
    (STATE, "STATE_30", {"Tiêu ngữ": (13.5, True), "Số, ký hiệu": (13, False), "Chức vụ": (14, True),
                         "Nơi nhận": (12, True), "Kèm theo": (14, False), "Căn cứ": (14, False)}),
])
# fmt: on
def test_a_decision_has_the_page_and_styles_of_its_layout(cast, issued, words_of, layout, expected):
    decision = issued(*two(cast), **{**words_of, "layout": layout})
    document = opened(decision_docx(decision, lines(decision)))
    page = document.sections[0]

    assert {name: size(document, name) for name in expected} == expected
    assert {document.styles[name].font.name for name in expected} == {"Times New Roman"}
    margins = (page.top_margin, page.right_margin, page.bottom_margin, page.left_margin)
    assert [round(one.mm) for one in (page.page_width, page.page_height, *margins)] == [210, 297, 20, 15, 20, 30]
    assert round(document.styles["Đoạn văn"].paragraph_format.first_line_indent.mm) == 10
    assert "PAGE" in page.header._element.xml and "PAGE" not in page.first_page_header._element.xml
    assert page.different_first_page_header_footer


def test_the_words_and_the_list_are_those_of_the_decision(cast, issued):
    decision = issued(*two(cast), **STATE)
    document = opened(decision_docx(decision, lines(decision)))
    said, table = words(document), document.tables[-1]

    assert "QUYẾT ĐỊNH:\nĐiều\u00a01. \nTặng Giấy khen./.\nCHỦ TỊCH\nNgười Ký\nDANH SÁCH\n" in said
    assert "I. TẬP THỂ: 1 tập thể\n1\nTiếng mõ an ninh\n" in said
    assert [cell.text for cell in table.rows[0].cells][:2] == ["STT", "Tên mô hình, danh hiệu"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert document.sections[1]._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert "DỰ THẢO" not in document.sections[0].header._element.xml


def test_a_draft_says_so_on_every_page_and_its_bytes_are_the_same_each_time(cast, issued):
    decision = issued(*two(cast), **PARTY)
    decision.state, found = "DRAFT", lines(decision)

    name, body = decision_docx(decision, found)

    document = opened((name, body))
    headers = [part for one in document.sections for part in (one.header, one.first_page_header)]
    assert ["DỰ THẢO" in part._element.xml for part in headers] == [True] * 4
    assert decision_docx(decision, found) == (name, body)
    assert {one.date_time[0] for one in zipfile.ZipFile(BytesIO(body)).infolist()} == {1980}
    assert (name, document.core_properties.language) == ("quyet-dinh-86-qd-tu.docx", "vi-VN")


def test_an_amending_decision_says_the_old_and_the_new(cast, issued):
    original = issued(*two(cast), **PARTY)
    old = original.items.get(order=1)
    later = make.decision(cast.province, kind="AMEND", amends=original, number="9-QĐ/TU", number_key="9-qd-tu")
    DecisionItem.objects.create(
        decision=later, dossier=old.dossier, order=1, about=old, title="Tên mới", reason="Ghi sai"
    )  # fmt: skip

    said = words(opened(decision_docx(later, lines(later))))

    assert "Tên: Tiếng mõ an ninh" in said
    assert "Tên: Tên mới" in said
    assert "Ghi sai" in said


def test_hostile_words_are_written_as_typed(cast):
    evil = " ".join(HOSTILE) + "\x0b\ufffe" + "ắ" * 5000
    decision = make.decision(cast.province, **{**PARTY, "articles": evil, "signer_name": evil[:80]})
    decision.articles = f"\x00{decision.articles}"  # PostgreSQL would not even store it

    said = words(opened(decision_docx(decision, [])))

    for one in HOSTILE:
        assert one in said
    assert "ắ" * 5000 in said


def test_a_submission_is_addressed_and_lists_what_it_asks_for(cast):
    dossier = make.dossier(cast.village, cast.campaign, title="Đường hoa", assessed_as="9/11 tán thành (81,8 %)")
    submission = Submission.objects.create(
        unit=cast.east, kind="RECOGNISE", layout="PARTY_05", body="Ban Dân vận Huyện ủy Miền Đông", state="DRAFT",
        addressee="Ban Thường vụ Huyện ủy", summary="về việc công nhận", text="Kính đề nghị xem xét", place="Miền Đông",
        signed_on=date(2026, 6, 5), created_by=cast.binh, created_at=make.NOON,
    )  # fmt: skip
    SubmissionItem.objects.create(submission=submission, dossier=dossier, order=1)

    name, body = submission_docx(submission)

    said = words(opened((name, body)))
    assert "Số …-TTr/…\nMiền Đông, ngày 05 tháng 6 năm 2026\nTỜ TRÌNH\nvề việc công nhận\n-----\n" in said
    assert "Kính trình: Ban Thường vụ Huyện ủy\nKính đề nghị xem xét.\n" in said
    assert "1\nĐường hoa\nChi bộ thôn Đồng Điều\n" in said
    assert "9/11 tán thành (81,8 %)" in said
    assert name == f"to-trinh-du-thao-{submission.pk}.docx"


@pytest.mark.django_db
def test_a_quarterly_report_carries_the_figures_of_the_sheet():
    part = Part("Đăng ký", "tính đến ngày 30/06/2026", [Figure("mo-hinh", "Mô hình đăng ký", 1234)])
    told = Sheet(Period(PeriodKind.QUARTER, 2026, 2), date(2026, 6, 30), [part], [Behind("Đường hoa", "Xã A", "/")])

    name, body = briefing_docx(told, board="Ban Dân vận Tỉnh ủy", place="Miền Trên", at=make.NOON)

    said = words(opened((name, body)))
    assert "BÁO CÁO\nkết quả thực hiện" in said
    assert "quý II năm 2026" in said.replace("\u00a0", " ")
    assert "I. Đăng ký (tính đến ngày 30/06/2026)\n" in said
    assert "Mô hình đăng ký\n1.234\n" in said
    assert "II. Chưa báo cáo: 1 hồ sơ\n- Đường hoa (Xã A)\n" in said
    assert name == "bao-cao-quy-2-2026.docx"
