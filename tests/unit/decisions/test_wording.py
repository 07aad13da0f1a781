"""The words proposed for a new decision, and the counts its articles cite."""

from __future__ import annotations

import pytest

from danvan.decisions.wording import Tally, award_of, counted, filled, period, place_of, starting, tally
from danvan.units.enums import UnitKind
from danvan.units.models import Unit
from tests import make

YEARS = "năm 2020"


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (Tally(46, 29), "75 mô hình “Dân vận khéo” năm 2020, gồm 46 mô hình tập thể và 29 mô hình cá nhân"),
        (Tally(9, 0), "09 mô hình “Dân vận khéo” năm 2020, gồm 09 mô hình tập thể"),
        (Tally(committees=18), "18 đảng bộ xã, phường, thị trấn “Dân vận khéo” năm 2020"),
        (
            Tally(1, 0, 18, 8),
            "01 mô hình “Dân vận khéo” năm 2020, gồm 01 mô hình tập thể; 18 đảng bộ xã, phường, thị trấn “Dân vận "
            "khéo” năm 2020; 08 cơ quan, đơn vị “Dân vận khéo” năm 2020",
        ),
        (Tally(), "…"),
    ],
)
def test_a_recognition_counts_models_and_titles(count, sentence):
    assert counted(count, "RECOGNISE", YEARS) == sentence


def test_a_commendation_counts_collectives_and_people():
    assert counted(Tally(14, 9, 1, 0), "COMMEND", YEARS) == "15 tập thể và 09 cá nhân"


def test_articles_get_their_counts_where_the_mark_stands():
    assert filled("Điều 1. Công nhận [số lượng].", Tally(2, 0), "RECOGNISE", YEARS) == (
        "Điều 1. Công nhận 02 mô hình “Dân vận khéo” năm 2020, gồm 02 mô hình tập thể."
    )


def test_a_list_is_counted_by_track_and_holder(cast):
    kinds = [("MODEL", "COLLECTIVE"), ("MODEL", "INDIVIDUAL"), ("MODEL", "INDIVIDUAL"), ("COMMUNE", "COLLECTIVE")]
    made = [make.dossier(cast.village, cast.campaign, track=track, holder_kind=kind) for track, kind in kinds]
    office = make.dossier(cast.office, cast.campaign, track="AGENCY")

    assert tally([*made, office]) == Tally(collective=1, individual=2, committees=1, agencies=1)


def test_a_period_is_a_year_or_a_stage(cast):
    assert period(None) == ""
    assert period(cast.campaign) == "năm 2026"
    assert period(cast.campaign, make.stage(cast.east)) == "giai đoạn 2018–2020"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Tỉnh ủy Bắc Giang", "Bắc Giang"),
        ("Huyện ủy Chợ Đồn", "Chợ Đồn"),
        ("Đảng ủy Các cơ quan tỉnh Bắc Kạn", "Bắc Kạn"),
        ("Ban Dân vận", ""),
    ],
)
def test_papers_are_issued_where_the_unit_sits(name, place):
    assert place_of(Unit(name=name)) == place


def test_a_district_recognises_in_the_party_layout(cast):
    words = starting(cast.east, "RECOGNISE", cast.campaign, advisory="Ban Dân vận Huyện ủy")

    assert (words.body, words.superior_body, words.place) == (
        "Ban Thường vụ Huyện ủy Miền Đông", "Đảng bộ tỉnh Miền Trên", "Miền Đông",
    )  # fmt: skip
    assert (words.layout, words.capacity, words.number, words.signer_name) == ("PARTY_36", "T/M BAN THƯỜNG VỤ", "", "")
    assert words.summary == "về việc công nhận mô hình, đơn vị “Dân vận khéo” năm 2026"
    assert "Điều 2. Ban Dân vận Huyện ủy cấp giấy công nhận" in words.articles


def test_a_province_has_no_superior_body(cast):
    assert starting(cast.province, "RECOGNISE", cast.campaign).superior_body == ""


def test_a_commendation_is_drafted_as_a_state_paper(cast):
    words = starting(cast.east, "COMMEND", cast.campaign)

    assert (words.body, words.layout, words.capacity) == ("Ủy ban nhân dân huyện Miền Đông", "STATE_30", "CHỦ TỊCH")
    assert "Tặng Giấy khen cho [số lượng]" in words.articles


def test_a_bloc_of_agencies_commends_as_a_party_body(cast):
    bloc = make.unit("B", kind=UnitKind.BLOC, parent=cast.province, name="Đảng ủy Các cơ quan tỉnh Miền Trên")

    words = starting(bloc, "COMMEND", cast.campaign)

    assert (words.body, words.layout) == ("Ban Thường vụ Đảng ủy Các cơ quan tỉnh Miền Trên", "PARTY_36")
    assert "Tặng Giấy khen" in words.articles


def test_the_province_gives_bang_khen_and_a_district_giay_khen(cast):
    assert award_of(cast.province, "COMMEND") == "Bằng khen"
    assert award_of(cast.east, "COMMEND") == "Giấy khen"
    assert award_of(cast.province, "RECOGNISE") == ""


@pytest.mark.parametrize(
    ("basis", "line"),
    [
        ("Kế hoạch số 05-KH/TU", "Căn cứ Kế hoạch số 05-KH/TU"),
        ("Căn cứ Đề án số 06-ĐA/TU", "Căn cứ Đề án số 06-ĐA/TU"),
    ],
)
def test_the_basis_of_the_campaign_is_cited(cast, basis, line):
    cast.campaign.basis = f"{basis}\n\n"

    assert line in starting(cast.province, "RECOGNISE", cast.campaign).bases.splitlines()
