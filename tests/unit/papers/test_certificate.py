"""The printed certificate: its words, its code, names of any length on one line, many in one file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from danvan.decisions.models import Certificate
from danvan.papers.certificate import NAME_ROOM, NAME_SIZES, certificates_paper
from danvan.papers.fitting import largest, width
from danvan.papers.render import pdf
from tests import make
from tests.unit.papers.reading import fonts, pages, sizes

OURS = {f"Liberation-Serif{cut}" for cut in ("", "-Bold", "-Italic")} | {
    f"Inter{cut}" for cut in ("", "-Semi-Bold", "-Bold")
}
OURS |= {"Liberation-Sans", "Liberation-Sans-Bold"}  # the ring of the seal where Inter was not built


def certificates(decision) -> list[Certificate]:
    found = Certificate.objects.filter(item__decision=decision).select_related(
        "item__decision__campaign", "item__decision__stage", "item__dossier"
    )
    return list(found.prefetch_related("item__dossier__cards").order_by("item__order"))


def title(cast, marks: str = "Y" * 24):
    """The village, approved for its title on a final card."""
    dossier = make.dossier(
        cast.village, cast.campaign, state="APPROVED", track="COMMUNE", theme=None, holder_name=""
    )  # fmt: skip
    card = make.card(dossier, "PROVINCE", marks=marks, state="SIGNED")
    card.is_final = True
    card.save()
    return dossier


def test_a_title_reads_as_drawn(cast, issued, printer):
    decision = issued(title(cast), number="86-QĐ/TU", number_key="86-qd-tu", place="Miền Trên")
    (given,) = certificates(decision)

    (text,) = pages(pdf(certificates_paper([given])))

    for words in (
        "TỈNH ỦY * ĐẢNG CỘNG SẢN VIỆT NAM", "GIẤY CÔNG NHẬN Ban Thường vụ Tỉnh ủy công nhận Đảng bộ xã Đồng Điều",
        "đạt danh hiệu Đảng bộ xã “Dân vận khéo” năm 2026", "Đạt 24 trên 24 tiêu chí",
        f"Mã giấy {given.code[:4]}-{given.code[4:]}", "Số vào sổ 2026/P/86-QD-TU-01",
        "Quyết định số 86-QĐ/TU, ngày 05/3/2026", "Miền Trên, ngày 05 tháng 3 năm 2026",
        "T/M BAN THƯỜNG VỤ PHÓ BÍ THƯ Người Ký",
    ):  # fmt: skip
        assert words in text


def test_a_model_names_its_holder_and_its_practice_without_a_strip(cast, issued):
    dossier = make.dossier(cast.village, cast.campaign, state="APPROVED", title="Tiếng mõ an ninh")

    html = certificates_paper(certificates(issued(dossier))).html

    assert "Chi bộ thôn Đồng Điều" in html
    assert "tập thể có mô hình “Dân vận khéo” năm\u00a02026" in html
    assert "Tiếng mõ an ninh" in html
    assert "certificate-strip" not in html


def test_a_commendation_of_the_state_is_a_giay_khen_under_the_national_name(cast, issued):
    dossier = make.recognised(cast.village, cast.campaign, holder_kind="INDIVIDUAL", holder_name="Ông Ma Văn Páo")
    decision = issued(dossier, kind="COMMEND", layout="STATE_30", body="Ủy ban nhân dân huyện Chợ Đồn")

    html = certificates_paper(certificates(decision)).html

    assert "GIẤY KHEN" in html
    assert "Ủy ban nhân dân huyện Chợ Đồn tặng" in html
    assert "đã có thành tích trong phong trào thi đua “Dân vận khéo” năm\u00a02026" in html
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in html
    assert "Dấu ghi danh" in html  # recognised, so written into the book


def test_the_seal_of_the_book_is_not_on_a_commendation_of_what_was_never_recognised(cast, issued):
    dossier = make.dossier(cast.village, cast.campaign, state="APPROVED")

    assert "Dấu ghi danh" not in certificates_paper(certificates(issued(dossier, kind="COMMEND"))).html


def test_the_code_leads_to_the_check_page(cast, issued, settings):
    settings.SITE_URL = "https://sovang.example.vn"
    (given,) = certificates(issued(make.dossier(cast.village, cast.campaign, state="APPROVED")))

    from_page = certificates_paper([given])

    assert 'class="qr"' in from_page.html
    assert from_page.filename == f"giay-{given.code[:4]}-{given.code[4:]}.pdf".lower()


STYLE = Path(__file__).resolve().parents[3] / "static/css/papers/certificate.css"
NAMES = {
    "Đảng bộ xã Yên Thịnh": 37,
    "Chi bộ Phòng Lao động - Thương binh và Xã hội": 26,
    "Công chức, viên chức Phòng Lao động - Thương binh và Xã hội và các tổ chức đoàn thể cơ quan": 20,
}


@pytest.mark.parametrize(("name", "size"), NAMES.items())
def test_a_name_is_as_large_as_one_line_allows(name, size, monkeypatch):
    monkeypatch.setattr("danvan.papers.fitting._advances", lambda _: dict.fromkeys(range(0x2000), 0.53))

    assert largest(name, NAME_SIZES, NAME_ROOM) == size
    assert size == min(NAME_SIZES) or width(name, size) <= NAME_ROOM


def test_without_the_font_at_hand_letters_are_taken_as_wide(settings, tmp_path):
    settings.FONTS_DIR = tmp_path

    assert width("Yên Thịnh", 10) == pytest.approx(54)


def test_every_size_of_a_name_has_its_class():
    from_file = STYLE.read_text()

    assert set(re.findall(r"certificate-name-(\d+)", from_file)) == {str(size) for size in NAME_SIZES}


def test_many_certificates_stand_in_the_order_of_the_list_one_a_page(cast, issued, printer):
    dossiers = [
        make.dossier(cast.village, cast.campaign, state="APPROVED", title=f"Mô hình {letter}") for letter in "ABCD"
    ]
    paper = certificates_paper(certificates(issued(*dossiers, number="9-QĐ/TU", number_key="9-qd-tu")))

    body = pdf(paper)

    assert [re.search(r"Mô hình ([A-D])", text)[1] for text in pages(body)] == list("ABCD")
    assert sizes(body) == {(297, 210)}
    assert fonts(body) <= OURS
    assert paper.filename == "giay-quyet-dinh-9-qd-tu.pdf"


def test_a_copy_from_the_old_book_says_so(cast, issued):
    given = certificates(issued(make.dossier(cast.village, cast.campaign, state="APPROVED")))
    given[0].item.decision.is_archive = True

    assert "Bản trích từ sổ vàng, ghi lại theo văn bản cũ." in certificates_paper(given).html
