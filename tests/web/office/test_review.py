"""The queue of a board, the dossier with its places to look, and the conclusion."""

from __future__ import annotations

import pytest
from django.urls import reverse

from danvan.criteria.enums import Track
from danvan.criteria.models import Criterion
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.models import Dossier
from danvan.ledger.machine import StepRefused
from danvan.office.deciding import decide
from danvan.office.forms_cards import Conclusion
from tests import make
from tests.web.office.test_cards import criterion, line

FULL = "Y" * 24
QUEUE = "/can-bo/tham-dinh/"


def page_of(dossier) -> str:
    return reverse("office:review-dossier", args=[dossier.pk])


@pytest.fixture
def reported(cast):
    dossier = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.REPORTED)
    make.card(dossier, marks=FULL, state=CardState.SIGNED)
    return dossier


@pytest.fixture
def sent(cast):
    dossier = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.SENT)
    make.card(dossier, marks=FULL, state=CardState.SIGNED)
    make.card(dossier, Voice.SUPERIOR, marks="YYYN" + "Y" * 20, state=CardState.SIGNED)
    return dossier


WAITS = {
    "binh": {"SUBMITTED", "REPORTED", "SENT_BACK"},
    "dung": {"SENT"},
    "giang": {"CONFIRMED"},
    "chi": set(),
    "an": set(),
    "hoa": set(),
}


@pytest.mark.parametrize("name", WAITS)
def test_queue_holds_exactly_what_waits_for_the_persons_board(client, cast, name):
    for state in State.values:
        make.dossier(cast.village, cast.campaign, title=f"Hồ sơ {state}", state=state)
    client.force_login(getattr(cast, name))

    text = client.get(QUEUE).text

    assert {state for state in State.values if f">Hồ sơ {state}</a>" in text} == WAITS[name]
    assert f"Chờ tôi {len(WAITS[name])}" in text


def test_queue_of_a_unit_right_under_the_province_is_the_provinces(client, cast):
    direct = make.unit("D", parent=cast.province, name="Đảng bộ phường Bến Nước")
    make.dossier(direct, cast.campaign, title="Hai cấp", state=State.REPORTED)

    client.force_login(cast.dung)

    assert ">Hai cấp</a>" in client.get(QUEUE).text


def test_old_campaigns_are_no_work(client, cast):
    archive = make.campaign(cast.east, is_archive=True)
    make.dossier(cast.village, archive, title="Sổ cũ", state=State.SUBMITTED)
    make.dossier(cast.village, archive, title="Sổ cũ, xong", state=State.APPROVED)
    client.force_login(cast.binh)

    assert "Sổ cũ" not in client.get(QUEUE).text + client.get(f"{QUEUE}?tab=xong").text


ELSEWHERE = {
    ("binh", "da-tra"): {"RETURNED", "REWORK"},
    ("binh", "da-chuyen"): {"SENT", "CONFIRMED"},
    ("binh", "xong"): {"APPROVED", "DECLINED"},
    ("dung", "da-tra"): {"SENT_BACK"},
    ("dung", "da-chuyen"): {"CONFIRMED"},
    ("dung", "xong"): {"APPROVED", "DECLINED"},
    ("giang", "da-tra"): set(),
    ("giang", "xong"): {"APPROVED", "DECLINED"},
    ("chi", "xong"): set(),
}


@pytest.mark.parametrize(("name", "tab"), ELSEWHERE)
def test_tabs_say_where_the_others_went(client, cast, name, tab):
    for state in State.values:
        make.dossier(cast.village, cast.campaign, title=f"Hồ sơ {state}", state=state)
    client.force_login(getattr(cast, name))

    text = client.get(f"{QUEUE}?tab={tab}").text

    assert {state for state in State.values if f">Hồ sơ {state}</a>" in text} == ELSEWHERE[name, tab]


def test_queue_counts_the_places_to_look_as_the_dossier_does(client, cast, sent):
    client.force_login(cast.dung)

    queue, page = client.get(QUEUE).text, client.get(page_of(sent)).text

    assert "1 chỗ cần xem" in queue
    assert "Chỗ cần xem 1" in page and "<b>Một chỗ cần xem.</b>" in page
    assert page.count('class="compare-row"') == 1


def test_claim_without_the_evidence_it_needs_is_a_place_to_look(client, cast, reported):
    reported.campaign.tracks.get(track=Track.COMMUNE).version.criteria.filter(order=7).update(evidence_required=True)
    client.force_login(cast.binh)

    queue, page = client.get(QUEUE).text, client.get(page_of(reported)).text

    assert "1 chỗ cần xem" in queue
    assert 'id="tieu-chi-7"' in page and "Chưa có minh chứng" in page


def test_agreement_is_said_in_words(client, cast, sent):
    Scorecard.objects.filter(voice=Voice.SUPERIOR).first().scores.update(result="MET")
    Scorecard.objects.filter(voice=Voice.SUPERIOR).update(marks=FULL)
    client.force_login(cast.dung)

    assert "<span>hai cấp khớp</span>" in client.get(QUEUE).text
    assert "Không có chỗ nào lệch." in client.get(page_of(sent)).text


def test_binh_accepts_a_registration_after_reading_it(client, cast):
    model = make.dossier(cast.village, cast.campaign, title="Tuyến đường hoa", state=State.SUBMITTED)
    client.force_login(cast.binh)

    page = client.get(page_of(model)).text
    answer = client.post(page_of(model), {"step": "accept"}, follow=True)

    model.refresh_from_db()
    assert "Đường thôn lầy lội" in page and "Tiếp nhận đăng ký của Đảng bộ xã Đồng Điều" in page
    assert model.state == State.ACCEPTED
    assert "Đã thực hiện: Tiếp nhận đăng ký, Tuyến đường hoa." in answer.text


def test_return_without_a_reason_is_refused_and_the_choice_is_kept(client, cast):
    model = make.dossier(cast.village, cast.campaign, state=State.SUBMITTED)
    client.force_login(cast.binh)

    answer = client.post(page_of(model), {"step": "return", "note-return": " "})

    model.refresh_from_db()
    assert "Cần ghi rõ lý do." in answer.text
    assert 'value="return" checked' in answer.text
    assert model.state == State.SUBMITTED


def test_one_button_signs_the_sheet_and_sends_it_up(client, cast, reported):
    make.card(reported, Voice.SUPERIOR, marks="Y" * 23)
    Criterion.objects.filter(pk=criterion(reported, 24).pk).update(evidence_required=True)
    client.force_login(cast.binh)

    before = client.get(page_of(reported)).text
    client.post(page_of(reported), line(reported, 24, "MET") | {"step": "send_up"})

    reported.refresh_from_db()
    assert "Còn 1 tiêu chí chưa chấm." in before
    assert reported.state == State.SENT
    assert Scorecard.objects.get(voice=Voice.SUPERIOR).state == CardState.SIGNED


def test_sheet_is_not_signed_when_the_step_is_refused(client, cast, sent):
    make.card(sent, Voice.PROVINCE, marks="Y" * 24)
    client.force_login(cast.dung)

    answer = client.post(page_of(sent), {"step": "confirm"})

    sent.refresh_from_db()
    assert "Tiêu chí 4 chấm khác cấp trước, cần ghi lý do." in answer.text
    assert (sent.state, Scorecard.objects.get(voice=Voice.PROVINCE).state) == (State.SENT, CardState.OPEN)


def test_signing_is_undone_when_the_conclusion_itself_is_refused(cast, sent):
    make.card(sent, Voice.PROVINCE, marks="YYYN" + "Y" * 20)

    with pytest.raises(StepRefused):
        decide(sent, Conclusion("confirm_direct", "", None), voice=Voice.PROVINCE, by=cast.dung, at=make.NOON)

    assert Scorecard.objects.get(voice=Voice.PROVINCE).state == CardState.OPEN


def test_dung_sends_back_with_a_ready_sentence(client, cast, sent):
    client.force_login(cast.dung)

    ready = client.get(f"{page_of(sent)}?buoc=send_back&mau=so-lieu-khong-khop").text
    client.post(page_of(sent), {"step": "send_back", "note-send_back": "Tiêu chí 4: thống nhất số liệu."})

    sent.refresh_from_db()
    assert "Tiêu chí 4: đối chiếu, thống nhất lại số liệu giữa các cấp.</textarea>" in ready
    assert sent.state == State.SENT_BACK


@pytest.mark.parametrize(
    ("step", "state", "address"), [("approve", "APPROVED", "review"), ("decline", "CONFIRMED", "refuse")]
)
def test_giang_concludes_and_declines_on_a_page_of_its_own(client, cast, step, state, address):
    confirmed = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.CONFIRMED)
    client.force_login(cast.giang)

    answer = client.post(page_of(confirmed), {"step": step, f"note-{step}": "Chưa đủ"})

    confirmed.refresh_from_db()
    args = [confirmed.pk] if step == "decline" else []
    assert (confirmed.state, answer["Location"]) == (state, reverse(f"office:{address}", args=args))


def test_step_of_another_person_is_refused_in_a_sentence(client, cast, sent):
    client.force_login(cast.binh)

    answer = client.post(page_of(sent), {"step": "confirm"})

    sent.refresh_from_db()
    assert answer.status_code == 400
    assert "Bước này không còn mở cho hồ sơ" in answer.text
    assert sent.state == State.SENT


def test_pressing_twice_takes_the_step_once(client, cast, sent):
    make.card(sent, Voice.PROVINCE, marks="YYYN" + "Y" * 20)
    client.force_login(cast.dung)

    client.post(page_of(sent), {"step": "confirm"})
    again = client.post(page_of(sent), {"step": "confirm"})

    assert Dossier.objects.get().state == State.CONFIRMED
    assert "Có thể người khác vừa xử lý" in again.text


def test_chi_gets_404_from_a_dossier_of_the_east(client, cast, sent):
    client.force_login(cast.chi)

    assert client.get(page_of(sent)).status_code == 404
    assert client.post(page_of(sent), {"step": "send_up"}).status_code == 404


def test_every_tab_of_the_dossier_opens(client, cast, sent):
    client.force_login(cast.dung)

    for tab in ("can-xem", "tat-ca", "minh-chung", "dang-ky", "nhat-ky", "khong-co"):
        assert client.get(page_of(sent), {"xem": tab}).status_code == 200


def test_scores_on_the_page_are_kept_line_by_line(client, cast, sent):
    client.force_login(cast.dung)

    answer = client.post(f"{page_of(sent)}?xem=tat-ca", line(sent, 4, "MET", "Đã xem sổ gốc"), follow=True)

    card = Scorecard.objects.get(voice=Voice.PROVINCE)
    assert "Đã lưu phần chấm" in answer.text
    assert card.scores.get(criterion=criterion(sent, 4)).note == "Đã xem sổ gốc"


@pytest.mark.parametrize("size", [1, 50])
def test_queue_and_dossier_cost_the_same_queries_whatever_their_length(
    client, cast, size, django_assert_max_num_queries
):
    for number in range(size):
        unit = make.unit(f"V{number}", parent=cast.east)
        dossier = make.dossier(unit, cast.campaign, track=Track.COMMUNE, state=State.SENT)
        make.card(dossier, marks=FULL, state=CardState.SIGNED)
        make.card(dossier, Voice.SUPERIOR, marks="N" + FULL[1:], state=CardState.SIGNED)
    Criterion.objects.filter(pk=criterion(dossier, 7).pk).update(evidence_required=True)
    client.force_login(cast.dung)

    with django_assert_max_num_queries(14):
        client.get(QUEUE)
    for tab in ("can-xem", "nhat-ky"):
        with django_assert_max_num_queries(32):
            client.get(page_of(dossier), {"xem": tab})


def test_a_conclusion_from_a_page_that_is_no_longer_true_is_refused(client, cast, sent):
    client.force_login(cast.dung)
    Dossier.objects.filter(pk=sent.pk).update(moves=2)

    response = client.post(page_of(sent), {"step": "send_back", "note-send_back": "Thiếu", "seen": "1"})

    sent.refresh_from_db()
    assert (sent.state, response.status_code) == (State.SENT, 400)
    assert "Đã có bước xử lý mới từ khi bạn mở trang này." in response.text
