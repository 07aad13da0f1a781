"""The list of dossiers, its workbook, and the page of one."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from danvan.criteria.enums import Track
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.models import Scorecard
from danvan.dossiers.workflow import LIFE
from tests import make

LIST = "office:dossiers"


def found(client: Client, **query) -> list[str]:
    return [row.title for row in client.get(reverse(LIST), query).context["rows"]]


# What is asked × the titles that answer.
QUESTIONS = [
    ({}, ["Hàng rào", "Tuyến đường hoa", "Đảng bộ xã Đồng Điều"]),
    ({"q": "tuyen duong"}, ["Tuyến đường hoa"]),
    ({"q": "DUONG  hoa"}, ["Tuyến đường hoa"]),
    ({"trang-thai": ["SENT"]}, ["Tuyến đường hoa"]),
    ({"trang-thai": ["SENT", "DRAFT"]}, ["Hàng rào", "Tuyến đường hoa"]),
    ({"noi-dung": ["COMMUNE"]}, ["Đảng bộ xã Đồng Điều"]),
    ({"don-vi": "o"}, ["Hàng rào"]),
    ({"don-vi": "E"}, ["Hàng rào", "Tuyến đường hoa", "Đảng bộ xã Đồng Điều"]),
    ({"don-vi": "dong dieu"}, ["Tuyến đường hoa", "Đảng bộ xã Đồng Điều"]),
    ({"trang-thai": ["KHONG-CO"], "dot": "x", "page": "ba"}, ["Hàng rào", "Tuyến đường hoa", "Đảng bộ xã Đồng Điều"]),
    ({"q": "không đâu có"}, []),
    ({"page": "9"}, ["Hàng rào", "Tuyến đường hoa", "Đảng bộ xã Đồng Điều"]),
]


@pytest.mark.parametrize(("query", "titles"), QUESTIONS)
def test_the_list_answers_what_is_asked(cast, client, query, titles):
    make.dossier(cast.village, cast.campaign, state=State.SENT, title="Tuyến đường hoa")
    make.dossier(cast.village, cast.campaign, state=State.ACCEPTED, track=Track.COMMUNE, title="Đảng bộ xã Đồng Điều")
    make.dossier(cast.office, cast.campaign, state=State.DRAFT, title="Hàng rào")
    make.dossier(cast.west, cast.campaign, state=State.SENT, title="Của miền tây")
    client.force_login(cast.binh)

    assert sorted(found(client, **query)) == titles


def test_the_workbook_holds_the_rows_of_the_filtered_list_and_no_other(cast, client):
    wanted = make.dossier(cast.village, cast.campaign, state=State.SENT, title="=1+1")
    make.dossier(cast.village, cast.campaign, state=State.DRAFT, title="Bản nháp")
    make.dossier(cast.west, cast.campaign, state=State.SENT, title="Của miền tây")
    client.force_login(cast.binh)

    response = client.get(reverse("office:dossiers-export"), {"trang-thai": "SENT"})
    cells = [row for row in load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True) if row]

    assert [row[3] for row in cells if row[0] == wanted.pk] == ["=1+1"]
    assert not [row for row in cells if "Bản nháp" in row or "Của miền tây" in row]
    assert response["Content-Disposition"].startswith("attachment")


def test_the_page_of_a_dossier_is_a_404_out_of_reach(cast, client):
    dossier = make.dossier(cast.village, cast.campaign)
    client.force_login(cast.chi)

    assert client.get(dossier.get_absolute_url()).status_code == 404


def test_what_is_missing_leads_to_its_field(cast, client):
    dossier = make.dossier(cast.village, cast.campaign, situation="", contact="")
    client.force_login(cast.an)

    missing = client.get(dossier.get_absolute_url()).context["missing"]

    edit = reverse("office:dossier-edit", args=[dossier.pk])
    assert missing == [
        {"label": "Thực trạng, lý do", "url": f"{edit}#id_situation"},
        {"label": "Người phụ trách", "url": f"{edit}#id_contact"},
    ]


# Who sees which steps on a dossier of the village that was sent for registration.
STEPS = {"an": ["withdraw"], "binh": ["accept", "return", "withdraw"], "dung": [], "giang": [], "hoa": [], "quan": []}


@pytest.mark.parametrize("person", STEPS)
def test_only_the_steps_open_to_a_person_are_shown(cast, client, person):
    dossier = make.dossier(cast.village, cast.campaign, state=State.SUBMITTED)
    client.force_login(getattr(cast, person))

    steps = client.get(dossier.get_absolute_url()).context["steps"]

    assert sorted(step.name for step in steps) == STEPS[person]


def test_history_tells_who_when_what_and_why(cast, client):
    dossier = make.dossier(cast.village, cast.campaign, state=State.SUBMITTED)
    LIFE.take(dossier, "return", by=cast.binh, at=make.NOON, note="Ghi rõ số hộ")
    client.force_login(cast.an)

    entry = client.get(dossier.get_absolute_url()).context["history"][0]

    assert (entry.who, entry.what, entry.note) == ("binh", "Trả lại đăng ký", "Ghi rõ số hộ")
    assert entry.move == "Đã gửi đăng ký → Trả lại đăng ký"


def test_a_sent_version_can_be_read_again(cast, client):
    dossier = make.dossier(cast.village, cast.campaign)
    LIFE.take(dossier, "submit", by=cast.an, at=make.NOON)
    client.force_login(cast.binh)

    page = client.get(dossier.get_absolute_url(), {"ban-gui": "1"})

    assert "Đường thôn lầy lội" in page.content.decode()
    assert client.get(dossier.get_absolute_url(), {"ban-gui": "2"}).status_code == 404


def test_the_unit_does_not_see_what_the_board_is_still_writing(cast, client):
    dossier = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.REPORTED)
    make.card(dossier, Voice.SELF, marks="Y" * 24, state=CardState.SIGNED)
    make.card(dossier, Voice.SUPERIOR, marks="N" * 23 + ".")

    marks = {}
    for person in ("an", "binh"):
        client.force_login(getattr(cast, person))
        cards = client.get(dossier.get_absolute_url()).context["cards"]
        row = client.get(reverse(LIST)).context["rows"][0]
        marks[person] = ([card.marks for card in cards], row.marks)

    assert marks["an"] == (["Y" * 24, "", ""], "Y" * 24)
    assert marks["binh"] == (["Y" * 24, "N" * 23 + ".", ""], "N" * 23 + ".")


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_costs_no_more_than_seven_queries(cast, client, django_assert_max_num_queries, rows):
    for _ in range(rows):
        dossier = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, title=f"M{_}")
        make.card(dossier, marks="Y" * 24)
    client.force_login(cast.binh)

    with django_assert_max_num_queries(7):
        assert len(client.get(reverse(LIST)).context["rows"]) == min(rows, 25)


@pytest.mark.parametrize("rows", [1, 50])
def test_the_page_of_a_dossier_costs_no_more_than_nine_queries(cast, client, django_assert_max_num_queries, rows):
    dossier = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.SUBMITTED)
    make.card(dossier, marks="Y" * 24)
    for _ in range(rows):
        LIFE.take(dossier, "return", by=cast.binh, at=make.NOON, note="Sửa")
        LIFE.take(dossier, "submit", by=cast.an, at=make.NOON)
    client.force_login(cast.binh)

    with django_assert_max_num_queries(9):
        assert client.get(dossier.get_absolute_url()).status_code == 200


def test_a_card_signed_before_the_return_is_what_to_open_first(cast, client):
    dossier = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.SENT)
    card = make.card(dossier, Voice.SUPERIOR, marks="Y" * 24, state=CardState.SIGNED)
    Scorecard.objects.filter(pk=card.pk).update(signed_at=make.NOON - timedelta(days=1))
    LIFE.take(dossier, "send_back", by=cast.dung, at=make.NOON, note="Xem lại tiêu chí 13")
    client.force_login(cast.binh)

    page = client.get(dossier.get_absolute_url())

    assert page.context["card_first"].link == "Mở phiếu để sửa"
    assert page.context["returned"].note == "Xem lại tiêu chí 13"
    assert not any(step.primary for step in page.context["steps"])


def test_what_is_missing_is_told_only_to_those_who_can_fill_it_in(cast, client):
    dossier = make.dossier(cast.village, cast.campaign, situation="")
    client.force_login(cast.dung)

    assert client.get(dossier.get_absolute_url()).context["missing"] == []
