"""Screens of the boards on a list by points: strips say points, what is left to do counts no bonus line."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from danvan.dossiers.results import HALF
from danvan.exchange.cards import unit_scores
from tests import by_points, make

GOOD = [40, 30, 20, 7, None]
STRIP = '<b aria-hidden="true">97<small>/100</small></b>'
RESULT = "97/100 điểm, xếp loại Tốt"


@pytest.fixture
def judged(cast):
    return by_points.judged(cast, GOOD, state="APPROVED")


@pytest.mark.parametrize(
    ("who", "page"),
    [("an", "dossiers"), ("dung", "dossiers"), ("an", "desk"), ("dung", "desk"), ("dung", "review"), ("an", "dossier"),
     ("dung", "card"), ("giang", "review-dossier")],
)  # fmt: skip
def test_strips_say_points(client, cast, judged, who, page):
    client.force_login(getattr(cast, who))
    here = {"dossier": [judged.pk], "review-dossier": [judged.pk], "card": [judged.pk, "PROVINCE"]}.get(page, [])
    query = {"tab": "xong"} if page == "review" else {}
    text = client.get(reverse(f"office:{page}", args=here), query).text
    assert STRIP in text and "97 trên 100 điểm." in text
    assert "<small>/5</small></b>" not in text


@pytest.mark.parametrize("page", ["dossier", "card"])
def test_half_the_points_is_explained_where_a_strip_is_drawn_from_points(client, cast, judged, page):
    client.force_login(cast.an)
    args = [judged.pk] if page == "dossier" else [judged.pk, "SELF"]
    assert HALF in client.get(reverse(f"office:{page}", args=args)).text


def test_the_desk_does_not_count_an_open_bonus_line(client, cast):
    campaign = make.campaign(cast.province, tracks={"COMMUNE": by_points.version()})
    dossier = make.dossier(cast.village, campaign, track="COMMUNE", theme=None, state="ACCEPTED")
    card = by_points.card(dossier, "SELF", [40, 30, None, None, None], state="OPEN")
    client.force_login(cast.an)
    assert "Đã chấm 2/4, còn 2 tiêu chí." in client.get(reverse("office:desk")).text
    card.marks = "YYYY."
    card.save()
    assert "tiêu chí." not in client.get(reverse("office:desk")).context["jobs"][0].text


def test_where_voices_differ_in_points_the_place_is_marked_though_both_pass_half(client, cast):
    campaign = make.campaign(cast.province, tracks={"COMMUNE": by_points.version()})
    dossier = make.dossier(cast.village, campaign, track="COMMUNE", theme=None, state="CONFIRMED")
    by_points.card(dossier, "SELF", [40, 30, 20, 10, 5])
    by_points.card(dossier, "SUPERIOR", [40, 25, 20, 10, 5])
    client.force_login(cast.an)
    assert [line.diff for line in client.get(dossier.get_absolute_url()).context["cards"]] == [[], [1], []]
    sheet = client.get(reverse("office:card", args=[dossier.pk, "SELF"])).context["sheet"]
    assert [(line.diff, line.points) for line in sheet.lines] == [([], "100/100"), ([1], "100/100"), ([], "")]


def test_the_drafting_page_and_the_issued_decision_say_the_result(client, cast, judged):
    decision = make.decision(cast.province, judged, campaign=judged.campaign)
    client.force_login(cast.giang)
    page = reverse("office:decision", args=[decision.pk])
    assert RESULT in client.get(page).text
    client.post(reverse("office:decision-step", args=[decision.pk, "issue"]), {"edition": decision.edition})
    decision.refresh_from_db()
    assert decision.state == "ISSUED" and RESULT in client.get(page).text
    assert RESULT in client.get(reverse("portal:decision", args=[decision.pk])).text


def test_the_workbook_says_points_of_each_line_total_and_class_and_can_be_read_back(client, cast, judged):
    client.force_login(cast.dung)
    body = client.get(reverse("office:dossiers-export")).content
    book = load_workbook(BytesIO(body))
    row = next(row for row in book["Danh sách"].iter_rows(values_only=True) if row[0] == judged.pk)
    assert row[12:17] == (97, None, 97, "Tốt", "điểm")
    sheet = book[book.sheetnames[1]]
    assert "Điểm tối đa từng tiêu chí: 1: 40; 2: 30; 3: 20; 4: 10; 5: 5 (điểm thưởng)." in sheet["A1"].value
    assert [cell.value for cell in sheet[3]][6:] == [*"12345", "Tổng điểm", "Trên", "Xếp loại", "Đạt ngưỡng"]
    assert [cell.value for cell in sheet[4]][6:] == [40, 30, 20, 7, None, 97, 100, "Tốt", "Đạt"]
    criteria = list(judged.cards.first().version.criteria.order_by("order"))
    read = {1: 40, 2: 30, 3: 20, 4: 7}
    assert [one.final for one in unit_scores(body, count=5, by_points=criteria)] == [read]


def test_a_list_that_counts_keeps_its_marks_in_the_workbook(client, cast):
    dossier = make.dossier(cast.village, cast.campaign, track="COMMUNE", theme=None, state="SENT")
    make.card(dossier, "SELF", marks="Y" * 22 + "NA", state="SIGNED")
    client.force_login(cast.an)
    book = load_workbook(BytesIO(client.get(reverse("office:dossiers-export")).content))
    cells = [cell.value for cell in book[book.sheetnames[1]][4]]
    assert cells[6:30] == ["Đ"] * 22 + ["K", "KAD"] and cells[30:32] == [22, 23]


def test_the_workbook_holds_no_card_of_a_board_that_has_not_signed(client, cast):
    dossier = make.dossier(cast.village, cast.campaign, track="COMMUNE", theme=None, state="REPORTED")
    make.card(dossier, "SUPERIOR", marks="Y" * 5 + "N" * 19)
    dossier.cards.update(passed=5)
    rows = {}
    for who in ("an", "binh"):
        client.force_login(getattr(cast, who))
        book = load_workbook(BytesIO(client.get(reverse("office:dossiers-export")).content))
        rows[who] = next(r[13] for r in book["Danh sách"].iter_rows(values_only=True) if r[0] == dossier.pk)
    assert rows == {"an": None, "binh": 5}
