"""Lines that the portal works out, and lists by points: what the card and the review show, ask for, and print."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from danvan.criteria.enums import Computed, ScoringMode, Track
from danvan.dossiers.cards import Score
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.models import Window
from danvan.dossiers.scores import unfinished
from danvan.office.marking import stamp
from danvan.papers.scorecard import scorecard_paper
from tests import make

GROUND = "Đạt khi đơn vị có ít nhất một mô hình được công nhận năm 2026."
DIFFERS = "Chấm khác số liệu của cổng thì cần ghi lý do."
POINTS = {
    "mode": ScoringMode.POINTS, "min_points": 50, "bonus_cap": Decimal("2.5"), "points_cap": 100,
    "classes": [{"name": "Tốt", "at_least": "80"}, {"name": "Khá", "at_least": "50"}],
}  # fmt: skip


def world(cast, size: int = 3, computed: str = "", bonus: int = 0, **more):
    """A title dossier at work on a list of its own; line 3 is computed, the last lines are bonus."""
    version = make.version(size, **{"min_passed": 1, **more})
    version.criteria.filter(order=3).update(computed=computed)
    version.criteria.filter(order__gt=size - bonus).update(is_bonus=True)
    campaign = make.campaign(cast.province, tracks={Track.COMMUNE: version, Track.MODEL: None})
    return make.dossier(cast.village, campaign, track=Track.COMMUNE, state=State.ACCEPTED, theme=None)


def page(client, by, dossier, voice: str = Voice.SELF):
    client.force_login(by)
    return client.get(reverse("office:card", kwargs={"pk": dossier.pk, "voice": voice}))


def give(dossier, *points, voice: str = Voice.SELF, state: str = CardState.OPEN):
    card = make.card(dossier, voice, marks="." * len(points), state=state)
    for criterion, earned in zip(card.version.criteria.order_by("order"), points, strict=True):
        if earned is not None:
            Score.objects.create(card=card, criterion=criterion, points=earned)
    return card


def test_computed_line_shows_formula_result_and_the_models_it_rests_on(client, cast):
    dossier = world(cast, computed=Computed.RECOGNISED_MODEL)
    model = make.recognised(cast.village, dossier.campaign, title="Tuyến đường hoa")

    text = page(client, cast.an, dossier).text

    assert "Số liệu của cổng: đạt." in text and GROUND in text
    assert (
        f'<a href="{reverse("office:dossier", args=[model.pk])}">“Tuyến đường hoa”, Quyết định số 1-QĐ/TU</a>' in text
    )


def test_on_time_reports_tell_the_day_and_the_limit(client, cast):
    dossier = world(cast, computed=Computed.REPORTS_ON_TIME)
    Window.objects.create(campaign=dossier.campaign, stage="REGISTER", opens_at=make.LONG_AGO, closes_at=make.NOON)

    text = page(client, cast.an, dossier).text

    assert "Số liệu của cổng: chưa kết luận được." in text
    assert "Cổng chưa có dữ liệu nào cho việc này." in text


def test_a_line_judged_by_people_says_nothing_of_data(client, cast):
    assert "Số liệu của cổng" not in page(client, cast.an, world(cast)).text


@pytest.mark.parametrize(
    ("marks", "note", "lacks"), [("YYN", "", False), ("YYY", "", True), ("YYY", "Đã có quyết định", False)]
)
def test_judging_otherwise_than_the_data_asks_for_a_reason_on_the_line_and_at_signing(client, cast, marks, note, lacks):
    dossier = world(cast, computed=Computed.RECOGNISED_MODEL)
    card = make.card(dossier, marks=marks)
    card.scores.filter(criterion__order=3).update(note=note)

    text = page(client, cast.an, dossier).text

    assert (DIFFERS in text) == lacks
    assert bool(unfinished(card, make.NOON)) == lacks


@pytest.mark.parametrize(("earned", "lacks"), [(4, False), (5, True), (10, True)])
def test_by_points_half_the_weight_is_what_the_data_are_compared_with(client, cast, earned, lacks):
    dossier = world(cast, computed=Computed.RECOGNISED_MODEL, **POINTS)
    card = give(dossier, 10, 10, earned)

    assert (DIFFERS in page(client, cast.an, dossier).text) == lacks
    assert ("khác số liệu" in unfinished(card, make.NOON)) == lacks


def test_saving_one_line_answers_what_it_lacks(client, cast):
    dossier = world(cast, computed=Computed.RECOGNISED_MODEL)
    pk = dossier.campaign.tracks.get(track=Track.COMMUNE).version.criteria.get(order=3).pk
    client.force_login(cast.an)
    url = reverse("office:card-mark", kwargs={"pk": dossier.pk, "voice": "SELF"})

    answer = client.post(url, {f"kq-{pk}": "MET", f"ghi-{pk}": "", f"diem-{pk}": "", f"da-{pk}": stamp(None)})

    assert answer.json()["rows"][str(pk)]["lack"] == DIFFERS


def test_review_shows_the_data_beside_the_voices(client, cast):
    dossier = world(cast, computed=Computed.RECOGNISED_MODEL)
    make.card(dossier, marks="YYN", state=CardState.SIGNED)
    type(dossier).objects.filter(pk=dossier.pk).update(state=State.REPORTED)
    client.force_login(cast.binh)

    text = client.get(reverse("office:review-dossier", args=[dossier.pk]), {"xem": "tat-ca"}).text

    assert "Số liệu của cổng: không đạt." in text and GROUND in text


@pytest.mark.parametrize("models", [1, 30])
def test_data_cost_the_same_queries_whatever_their_rows(client, cast, models, django_assert_max_num_queries):
    dossier = world(cast, computed=Computed.RECOGNISED_MODEL)
    for _ in range(models):
        make.recognised(cast.village, dossier.campaign)
    client.force_login(cast.an)

    with django_assert_max_num_queries(13):
        page_text = client.get(reverse("office:card", kwargs={"pk": dossier.pk, "voice": "SELF"})).text
    assert page_text.count("Quyết định số 1-QĐ/TU") == models


def test_total_by_points_tells_class_bonus_and_caps(client, cast):
    dossier = world(cast, 10, bonus=1, **POINTS)
    give(dossier, *[9] * 9, 4)

    answer = page(client, cast.an, dossier)

    total = answer.context["sheet"].total
    assert (total.figure, total.of, total.left, total.grade) == ("83,5", "90", 0, "Tốt")
    assert "Xếp loại: Tốt" in answer.text
    assert "Gồm 2,5 điểm thưởng (tối đa 2,5); cả phiếu tối đa 100 điểm" in answer.text
    assert answer.text.count("điểm thưởng</span>") == 1


def test_a_bonus_line_left_alone_is_not_left_open(client, cast):
    dossier = world(cast, 10, bonus=1, **POINTS)
    give(dossier, *[6] * 9, None)

    answer = page(client, cast.an, dossier)

    assert "Đã chấm đủ tiêu chí." in answer.text and "còn 1" not in answer.text
    assert answer.context["sheet"].card_steps[0].reason == ""
    assert "còn 1 tiêu chí" not in client.get(dossier.get_absolute_url()).text


def test_no_class_is_told_before_everything_is_judged(client, cast):
    dossier = world(cast, 10, **POINTS)
    give(dossier, *[10] * 9, None)

    assert "Xếp loại" not in page(client, cast.an, dossier).text


def test_by_points_not_applicable_is_a_choice_where_the_list_has_it_and_excludes_points(client, cast):
    dossier = world(cast, **POINTS)
    pk = dossier.campaign.tracks.get(track=Track.COMMUNE).version.criteria.get(order=2).pk
    shown = page(client, cast.an, dossier)
    sent = {f"kq-{pk}": "NOT_APPLICABLE", f"ghi-{pk}": "Không có dân", f"diem-{pk}": "3", f"da-{pk}": stamp(None)}

    refused = client.post(shown.request["PATH_INFO"], sent)
    client.post(shown.request["PATH_INFO"], sent | {f"diem-{pk}": ""})

    assert shown.text.count('type="checkbox" name="kq-') == 1
    assert refused.status_code == 400 and "Ghi không áp dụng thì để trống điểm." in refused.text
    assert Score.objects.get().result == "NOT_APPLICABLE"


def test_by_points_a_claim_needs_its_proof_as_by_count(client, cast):
    dossier = world(cast, **POINTS)
    card = give(dossier, 10, 10, 0)
    card.version.criteria.update(evidence_required=True, min_explanation=50)

    assert unfinished(card, make.NOON) == "Tiêu chí 1, 2 cần minh chứng, hoặc giải trình từ 50 ký tự."
    assert page(client, cast.an, dossier).text.count("Cần minh chứng, hoặc giải trình từ 50 ký tự.") == 2


def test_printed_card_by_points_has_class_bonus_caps_and_no_owner(cast):
    dossier = world(cast, 10, bonus=1, **POINTS)
    card = give(dossier, *[9] * 9, 2, state=CardState.SIGNED)
    card.points, card.grade, card.signed_at, card.marks = 83, "Tốt", make.NOON - timedelta(days=1), "Y" * 10
    card.save()
    criterion = card.version.criteria.get(order=1)
    dossier.assignments.create(criterion=criterion, office="Đoàn xã", assigned_by=cast.an, assigned_at=make.NOON)

    html = scorecard_paper(dossier).html

    assert "Tổng (ngưỡng 50 điểm, cả phiếu tối đa 100, điểm thưởng tối đa 2,5)" in html
    assert "83/90, Tốt" in html and "Tiêu chí 10 (điểm thưởng, tối đa 10)" in html
    assert "Mỗi ô ghi số điểm" in html and "Đoàn xã" not in html
