"""A list of 26 criteria by points, written and issued by officers, and a campaign that is run on it to the end."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from danvan.criteria import drafting
from danvan.criteria.actions import issue
from danvan.criteria.enums import ScoringMode, Track
from danvan.criteria.models import CriteriaVersion
from danvan.criteria.obstacles import obstacles
from danvan.criteria.texts import Rules, Words
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import State
from danvan.office.marking import stamp
from danvan.papers.scorecard import scorecard_paper
from tests import make

CLASSES = [{"name": "Tốt", "at_least": "80"}, {"name": "Khá", "at_least": "60"}]
RULES = Rules(
    label="Năm 2027", valid_from=make.NOON.date(), mode=ScoringMode.POINTS, min_points=Decimal(60),
    points_cap=Decimal(100), bonus_cap=Decimal(5), classes=CLASSES,
)  # fmt: skip
GROUPS = (("Lãnh đạo", range(1, 14)), ("Dân chủ ở cơ sở", range(14, 27)))
VOICES = (("an", "SELF", "sign_self", "report"), ("binh", "SUPERIOR", "sign_review", "send_up"),
          ("dung", "PROVINCE", "sign_review", "confirm"))  # fmt: skip
GOOD = ["3,5"] * 25 + ["5"]  # 87,5 points, and 5 of bonus


def own_list(cast) -> CriteriaVersion:
    """25 criteria of 4 points, one of bonus, in two groups: drafted by ``dung``, issued by ``giang``."""
    given = {"by": cast.dung, "at": make.NOON}
    own = drafting.begin_set(unit=cast.province, code="DB-26", name="Bộ 26 tiêu chí", track=Track.COMMUNE, **given)
    made = drafting.begin(criteria_set=own, rules=RULES, **given)

    def edition() -> int:
        return CriteriaVersion.objects.get(pk=made.pk).edition

    for title, numbers in GROUPS:
        group = drafting.add_group(version=made, edition=edition(), title=title, **given)
        for number in numbers:
            words = Words(code=f"B{number:02}", title=f"Việc thứ {number}", weight=Decimal(5 if number == 26 else 4),
                          is_bonus=number == 26)  # fmt: skip
            drafting.add_criterion(group=group, edition=edition(), words=words, **given)
    made.refresh_from_db()
    assert obstacles(made) == []
    issue(version=made, by=cast.giang, at=make.NOON)
    made.refresh_from_db()
    return made


@pytest.fixture
def dossier(cast):
    campaign = make.campaign(cast.province, tracks={Track.COMMUNE: own_list(cast)}, name="Thi đua năm 2027")
    return make.dossier(cast.village, campaign, track=Track.COMMUNE, state=State.ACCEPTED, theme=None)


def lines(dossier, points: list[str]) -> dict[str, str]:
    criteria = dossier.campaign.tracks.get().version.criteria.order_by("order")
    return {
        f"{name}-{one.pk}": said
        for one, figure in zip(criteria, points, strict=True)
        for name, said in (("kq", ""), ("diem", figure), ("ghi", "Theo hồ sơ lưu"), ("da", stamp(None)))
    }


def run(client, cast, dossier, points: list[str], voices=VOICES) -> None:
    """Every voice scores the same on its own page, signs, and sends the dossier on."""
    for who, voice, sign, onward in voices:
        client.force_login(getattr(cast, who))
        here = {"pk": dossier.pk, "voice": voice}
        client.post(reverse("office:card-step", kwargs={**here, "name": sign}), lines(dossier, points))
        dossier.refresh_from_db()
        step = reverse("office:dossier-step", kwargs={"pk": dossier.pk, "name": onward})
        client.post(step, {"note": "Đủ điều kiện", "seen": dossier.moves})
    dossier.refresh_from_db()


@pytest.mark.parametrize(
    ("points", "found"),
    [
        (GOOD, ("92.5", "Tốt", True)),
        (["2,4"] * 25 + [""], ("60", "Khá", True)),
        (["2"] * 25 + ["5"], ("55", "", False)),
    ],
)
def test_threshold_and_class_follow_the_list(client, cast, dossier, points, found):
    run(client, cast, dossier, points)

    card = Scorecard.objects.get(dossier=dossier, is_final=True)
    total, grade, passes = found
    assert (card.points, card.grade, card.is_pass) == (Decimal(total), grade, passes)
    assert len(card.marks) == 26


def test_scorecard_page_has_26_lines_and_a_strip_of_26(client, cast, dossier):
    run(client, cast, dossier, GOOD, VOICES[:1])

    answer = client.get(reverse("office:card", kwargs={"pk": dossier.pk, "voice": "SELF"}))

    sheet = answer.context["sheet"]
    assert (sheet.sizes, [len(line.marks) for line in sheet.lines]) == ([13, 13], [26, 26, 26])
    assert (sheet.total.figure, sheet.total.of, sheet.total.bar, sheet.total.grade) == ("92,5", "100", "60", "Tốt")
    assert "Phiếu 26 tiêu chí" in answer.text and answer.text.count('id="tieu-chi-') == 26
    assert "Đã qua ngưỡng 60 điểm. Xếp loại: Tốt" in answer.text


def test_printed_card_follows(client, cast, dossier):
    run(client, cast, dossier, GOOD)

    html = scorecard_paper(dossier).html

    assert html.count('<td class="card-number">') == 28, "26 lines and two groups"
    assert "Bộ 26 tiêu chí, phiên bản Năm 2027" in html
    assert "92,5/100, Tốt" in html and "Việc thứ 26 (điểm thưởng, tối đa 5)" in html
    assert "Tổng (ngưỡng 60 điểm, cả phiếu tối đa 100, điểm thưởng tối đa 5)" in html


def test_excel_list_follows(client, cast, dossier):
    run(client, cast, dossier, GOOD)

    book = load_workbook(BytesIO(client.get(reverse("office:dossiers-export")).content))

    rows = [row for row in book.active.iter_rows(values_only=True) if row[0] == dossier.pk]
    assert [row[12:16] for row in rows] == [(92.5, 92.5, 92.5, "Tốt")]


def test_a_figure_beyond_the_weight_of_the_list_is_refused_at_its_line(client, cast, dossier):
    client.force_login(cast.an)
    points = ["3,5"] * 25 + ["5,5"]

    answer = client.post(reverse("office:card", kwargs={"pk": dossier.pk, "voice": "SELF"}), lines(dossier, points))

    assert answer.status_code == 400 and "Điểm phải từ 0 đến 5." in answer.text
    assert not Scorecard.objects.exists()
