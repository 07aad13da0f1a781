"""Each prescribed layout measured on the PDF itself, against what domain.md §3 says, and what administrators change."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from danvan.papers.admin import LayoutForm
from danvan.papers.heads import number_line
from danvan.papers.models import LayoutProfile
from danvan.papers.official import Plain, appendix, official, signing
from danvan.papers.paper import paper
from danvan.papers.profiles import PARTY, STATE, WrongMeasure, checked, layout_css, profile, profile_for, shipped
from danvan.papers.render import pdf
from tests.unit.papers.reading import placed, reader, rules, sizes

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
WORDS = "từng bước nhân rộng mô hình dân vận khéo trong toàn tỉnh, gắn với xây dựng nông thôn mới và đô thị văn minh "
PLAIN = {
    "type_name": "QUYẾT ĐỊNH", "summary": "về việc công nhận", "place": "Tân Yên", "signed_on": date(2026, 2, 5),
    "bases": "Căn cứ một\nCăn cứ hai", "text": "\n".join([f"Điều 1. {WORDS * 3}", *[WORDS * 6] * 5]),
    "signer_name": "Người Ký", "recipients": "Như trên\nLưu Văn phòng", "formula": "QUYẾT ĐỊNH:",
}  # fmt: skip
PARTY_PAPER = {
    **PLAIN, "body": "Ban Thường vụ Huyện ủy Tân Yên", "superior_body": "Đảng bộ tỉnh Bắc Giang", "number": "09-QĐ/HU",
    "capacity": "T/M BAN THƯỜNG VỤ", "signer_title": "PHÓ BÍ THƯ",
}  # fmt: skip
STATE_PAPER = {
    **PLAIN, "body": "Ủy ban nhân dân huyện Tân Yên", "number": "15/QĐ-UBND", "capacity": "TM. ỦY BAN NHÂN DÂN",
    "signer_title": "CHỦ TỊCH",
}  # fmt: skip
# fmt: off
MEASURED = {  # what stands on the paper: its size in points and its face
    "PARTY_36": {
        "ĐẢNG CỘNG SẢN VIỆT NAM": (15, "Bold"), "ĐẢNG BỘ TỈNH BẮC GIANG": (14, ""), "HUYỆN ỦY TÂN YÊN": (14, "Bold"),
        "*": (14, ""), "Số 09-QĐ/HU": (14, ""), "Tân Yên, ngày 05 tháng 02 năm 2026": (14, "Italic"),
        "QUYẾT ĐỊNH": (16, "Bold"), "về việc công nhận": (14, "Bold"), "-----": (14, ""), "- Căn cứ một;": (14, ""),
        "- Căn cứ hai,": (14, ""), "QUYẾT ĐỊNH:": (14, "Bold"), "Điều 1.": (14, "Bold"),
        "T/M BAN THƯỜNG VỤ": (14, "Bold"), "PHÓ BÍ THƯ": (14, ""), "Người Ký": (14, "Bold"), "Nơi nhận:": (14, ""),
        "- Như trên;": (12, ""), "- Lưu Văn phòng.": (12, ""), "2": (14, ""),
    },
    "PARTY_05": {
        "ĐẢNG CỘNG SẢN VIỆT NAM": (14, "Bold"), "ĐẢNG BỘ TỈNH BẮC GIANG": (13, ""), "HUYỆN ỦY TÂN YÊN": (13, "Bold"),
        "*": (13, ""), "Số 09-QĐ/HU": (14, ""), "Tân Yên, ngày 05 tháng 02 năm 2026": (14, "Italic"),
        "QUYẾT ĐỊNH": (15, "Bold"), "về việc công nhận": (14, "Bold"), "-----": (14, ""), "- Căn cứ một;": (14, ""),
        "T/M BAN THƯỜNG VỤ": (14, "Bold"), "PHÓ BÍ THƯ": (14, ""), "Người Ký": (14, "Bold"), "Nơi nhận:": (13, ""),
        "- Như trên;": (11, ""), "2": (13, ""),
    },
    "STATE_30": {
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (12.5, "Bold"), "Độc lập - Tự do - Hạnh phúc": (13.5, "Bold"),
        "ỦY BAN NHÂN DÂN": (13, "Bold"), "HUYỆN TÂN YÊN": (13, "Bold"), "Số: 15/QĐ-UBND": (13, ""),
        "Tân Yên, ngày 05 tháng 02 năm 2026": (14, "Italic"), "QUYẾT ĐỊNH": (14, "Bold"),
        "về việc công nhận": (14, "Bold"), "Căn cứ một;": (14, "Italic"), "Căn cứ hai.": (14, "Italic"),
        "Điều 1.": (14, "Bold"), "TM. ỦY BAN NHÂN DÂN": (14, "Bold"), "CHỦ TỊCH": (14, "Bold"),
        "Người Ký": (14, "Bold"), "Nơi nhận:": (12, "Bold-Italic"), "- Như trên;": (11, ""), "2": (14, ""),
    },
}
# fmt: on


def printed(code: str, **more) -> bytes:
    words = {**(PARTY_PAPER if code.startswith("PARTY") else STATE_PAPER), **more}
    page = official(Plain(layout=code, **words))
    context = {"page": page, "rows": None, "title": "Thử"}
    return pdf(paper("decision", context, css=("decision",), filename="thu.pdf", layout=page.profile))


@cache
def as_shipped(code: str) -> bytes:
    """Printed once for all tests of a layout that nobody changed."""
    return printed(code)


def everything(body: bytes):
    return [one for number in range(len(reader(body).pages)) for one in placed(body, number)]


def find(body: bytes, text: str):
    return next(one for one in everything(body) if one.text == text)


@pytest.mark.parametrize("code", MEASURED)
def test_every_piece_has_its_prescribed_size_and_face(code, printer):
    body = as_shipped(code)

    found = {one.text: (one.size, one.face) for one in everything(body) if one.text in MEASURED[code]}
    assert found == MEASURED[code]
    assert sizes(body) == {(210, 297)}


@pytest.mark.parametrize(("code", "line"), [("PARTY_36", 18.2), ("PARTY_05", 18), ("STATE_30", 18.2)])
def test_margins_indent_and_line_distance_are_those_of_the_guideline(code, line, printer):
    body = as_shipped(code)
    first, second = placed(body), placed(body, 1)

    assert min(one.left for one in first) == pytest.approx(30, abs=0.1)  # left margin
    article = next(one for one in first if one.text == "Điều 1.")
    assert article.left == pytest.approx(40, abs=0.1)  # first line of a paragraph
    text = [one.top * 72 / 25.4 for one in first if one.top > article.top + 1]
    steps = {round(after - one, 1) for one, after in zip(text, text[1:], strict=False)}
    assert steps == {line, round(line + 6, 1)}  # between lines, and 6 points more between paragraphs
    number, head = second[-1], min(one.top for one in second[:-1])
    assert (number.text, round(number.left / 10)) == ("2", 11)  # in the middle of the text, on the second page
    assert 10 < number.top < 15  # its line begins 10 mm from the edge
    assert 20 < head < 26  # top margin
    assert max(one.top for one in first) < 297 - 20
    assert not any(one.text == "1" for one in first)


@pytest.mark.parametrize("code", ["PARTY_36", "PARTY_05"])
def test_the_rule_of_a_party_paper_is_as_long_as_its_title(code, printer):
    body = as_shipped(code)

    (top, long), *_ = rules(body)
    width = {"PARTY_36": 72.9, "PARTY_05": 68.0}[code]  # its letters set in 15 and 14 points bold
    assert long == pytest.approx(width, abs=0.2)
    assert 0 < top - find(body, "ĐẢNG CỘNG SẢN VIỆT NAM").top < 3


def test_the_rules_of_a_state_paper_are_as_long_as_the_motto_or_two_fifths_of_the_text(printer):
    body = as_shipped("STATE_30")
    (_, organisation), (_, motto), (_, summary) = sorted(rules(body))[:3]

    assert motto == pytest.approx(58.3, abs=0.2)  # the whole of "Độc lập - Tự do - Hạnh phúc"
    assert organisation == pytest.approx(0.4 * 43.2, abs=0.2)
    assert 1 / 3 <= summary / 37.2 <= 1 / 2
    assert find(body, "Số: 15/QĐ-UBND").top == pytest.approx(
        find(body, "Tân Yên, ngày 05 tháng 02 năm 2026").top, abs=0.3
    )  # on one line


def test_a_measure_changed_by_an_administrator_changes_the_paper(printer):
    LayoutProfile.objects.create(
        code="PARTY_36", name="Riêng", family=PARTY, valid_from=date(2018, 4, 3), legal_basis="Thử",
        measures={"margin_left": "35mm", "head_left": "72mm", "body_size": "15pt", "nation_size": "14pt",
                  "office_weight": "bold", "number_mark": "Số:", "signature_gap": "40mm", "page_number_top": "5mm"},
    )  # fmt: skip
    before = {one.text: one for one in everything(as_shipped("PARTY_05"))}
    after = {one.text: one for one in everything(printed("PARTY_36"))}

    assert min(one.left for one in after.values()) == pytest.approx(35, abs=0.1)
    assert (after["Điều 1."].size, after["ĐẢNG CỘNG SẢN VIỆT NAM"].size) == (15, 14)
    assert after["PHÓ BÍ THƯ"].face == "Bold"
    assert after["Số: 09-QĐ/HU"]
    assert before["2"].top - after["2"].top == pytest.approx(5, abs=0.4)


def test_every_measure_is_used_by_a_style_a_template_or_the_printer():
    folders = (("static/css/papers", "*.css"), ("templates/papers", "*"), ("danvan/papers", "*.py"))
    text = "".join(file.read_text() for folder, kind in folders for file in (ROOT / folder).glob(kind))

    for one in shipped().values():
        assert set(one.measures) == set(shipped()["PARTY_36"].measures)
        assert checked(one.code, one.measures) == one.measures
    unused = [name for name in shipped()["PARTY_36"].measures if not re.search(rf"""(--|[."'`]){name}\b""", text)]
    assert unused == []


@pytest.mark.parametrize(
    ("family", "day", "code"),
    [
        (PARTY, date(2017, 1, 1), "PARTY_36"),
        (PARTY, date(2026, 5, 26), "PARTY_36"),
        (PARTY, date(2026, 5, 27), "PARTY_05"),
        (STATE, date(2026, 5, 27), "STATE_30"),
    ],
)
def test_a_paper_has_the_layout_of_its_day(family, day, code):
    assert profile_for(family, day).code == code


@pytest.mark.parametrize(
    "wrong",
    [
        {"margin_left": "30mm; } body { display: none"},
        {"margin_left": "url(http://127.0.0.1/)"},
        {"body_size": 14},
        {"body_line": "18"},
        {"office_weight": "900"},
        {"mirrored": "yes"},
        {"number_mark": "Số" * 40},
        {"khong_co": "1mm"},
        ["margin_left"],
    ],
)
def test_a_measure_no_layout_can_have_is_refused(wrong):
    with pytest.raises(WrongMeasure):
        checked("PARTY_36", wrong)


def test_the_form_of_administrators_says_which_measure_is_wrong():
    sent = {"code": "PARTY_36", "name": "Riêng", "family": PARTY, "valid_from": "2018-04-03", "legal_basis": "Thử"}
    wrong = LayoutForm({**sent, "measures": '{"margin_left": "ba phân"}'})
    other = LayoutForm({**sent, "family": STATE, "measures": '{"margin_left": "35mm"}'})

    assert wrong.errors["__all__"] == ["Số đo «margin_left» không thể là «ba phân». Hãy ghi như «30mm»."]
    assert other.errors["__all__"] == ["Thể thức PARTY_36 là loại PARTY."]
    assert LayoutForm({**sent, "measures": '{"margin_left": "35mm"}'}).is_valid()


def test_words_of_a_layout_differ_between_party_and_state():
    party, state = profile("PARTY_05"), profile("STATE_30")

    assert signing(party, "Ban Thường vụ") == "T/M BAN THƯỜNG VỤ"
    assert signing(state, "Ủy ban nhân dân") == "TM. ỦY BAN NHÂN DÂN"
    assert (signing(party, "Chánh", "in_place"), signing(state, "Chánh", "by_order")) == ("K/T CHÁNH", "TL. CHÁNH")
    assert (appendix(party, 2, 2), appendix(state, 2, 3), appendix(state, 1, 1)) == (
        "Phụ lục 2", "Phụ lục II", "Phụ lục",
    )  # fmt: skip
    assert (number_line(party, "", "TTr"), number_line(state, "", "TTr")) == ("Số …-TTr/…", "Số: …/TTr-…")
    assert "margin: 20mm 15mm 20mm 30mm;" in layout_css(party)


@pytest.mark.parametrize(
    ("code", "word"), [("PARTY_36", "Kính gửi"), ("PARTY_05", "Kính trình"), ("STATE_30", "Kính gửi")]
)
def test_a_submission_addresses_as_its_layout_says(code, word):
    page = official(Plain(layout=code, body="Ban Dân vận", type_name="TỜ TRÌNH", addressee="Tỉnh ủy", text="Nội dung"))

    assert (page.addressee_word, page.paragraphs[-1].text) == (word, f"Nội dung{profile(code).text('end_mark')}")
