"""The scorecard page: what it shows, what it keeps, what it refuses, and who may write on it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from danvan.criteria.enums import ScoringMode, Track
from danvan.dossiers.cards import Score, Scorecard
from danvan.dossiers.enums import CardState, State, Voice
from danvan.office.marking import stamp
from tests import make

FULL = "Y" * 24


@pytest.fixture
def accepted(cast):
    return make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.ACCEPTED)


def address(dossier, voice: str = Voice.SELF, name: str = "card", step: str = "") -> str:
    step_name = {"name": step} if step else {}
    return reverse(f"office:{name}", kwargs={"pk": dossier.pk, "voice": voice, **step_name})


def criterion(dossier, number: int):
    return dossier.campaign.tracks.get(track=dossier.track).version.criteria.get(order=number)


def line(dossier, number: int, result: str = "", note: str = "", *, was=None) -> dict[str, str]:
    """One line as the page sends it, shown before as it is said in ``was``."""
    pk = criterion(dossier, number).pk
    return {f"kq-{pk}": result, f"ghi-{pk}": note, f"diem-{pk}": "", f"da-{pk}": stamp(was)}


def test_an_sees_the_blank_sheet_and_nothing_is_created(client, cast, accepted):
    client.force_login(cast.an)

    answer = client.get(address(accepted))

    assert answer.status_code == 200
    assert "Ngưỡng 20, cần thêm 20" in answer.text
    assert answer.text.count('class="crow"') == 24
    assert not Scorecard.objects.exists()


def test_sheet_shows_veto_threshold_and_choices_in_words(client, cast, accepted):
    client.force_login(cast.an)

    text = client.get(address(accepted)).text

    assert text.count("Điểm liệt") == 1
    assert text.count("Không áp dụng</label>") == 1, "only criterion 2 may not apply"
    assert "Lưu phiếu" in text
    assert "Tự chấm: 0 trên 24" in text


def test_whole_sheet_is_kept_and_the_card_opened_by_the_first_sending(client, cast, accepted):
    client.force_login(cast.an)
    sent = line(accepted, 1, "MET") | line(accepted, 3, "NOT_MET", "Thiếu biên bản")

    answer = client.post(address(accepted), sent)

    card = Scorecard.objects.get(dossier=accepted, voice=Voice.SELF)
    assert answer.status_code == 302
    assert card.marks == "Y.N" + "." * 21
    assert card.scores.get(criterion__order=3).note == "Thiếu biên bản"


def test_sending_the_same_sheet_twice_changes_nothing_more(client, cast, accepted):
    client.force_login(cast.an)
    client.post(address(accepted), line(accepted, 1, "MET"))

    client.post(address(accepted), line(accepted, 1, "MET"))

    assert Scorecard.objects.get().edition == 2
    assert Score.objects.count() == 1


def test_sheet_with_a_25th_criterion_is_refused_whole(client, cast, accepted):
    client.force_login(cast.an)

    answer = client.post(address(accepted), line(accepted, 1, "MET") | {"kq-999999": "MET", "da-999999": ""})

    assert answer.status_code == 400
    assert "Phiếu không có tiêu chí này" in answer.text
    assert not Scorecard.objects.exists()


def test_not_applicable_where_it_always_applies_is_explained_at_its_row(client, cast, accepted):
    client.force_login(cast.an)

    answer = client.post(
        address(accepted), line(accepted, 1, "MET", "giữ chữ này") | line(accepted, 3, "NOT_APPLICABLE")
    )

    assert answer.status_code == 400
    assert "Tiêu chí này chỉ chọn được" in answer.text
    assert "giữ chữ này" in answer.text, "nothing typed is lost"
    assert not Scorecard.objects.exists()


def test_blank_sheet_out_of_turn_says_why_and_keeps_nothing(client, cast):
    draft = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.DRAFT)
    client.force_login(cast.an)

    shown, sent = client.get(address(draft)), client.post(address(draft), line(draft, 1, "MET"))

    assert "chưa đến lượt" in shown.text and "Lưu phiếu" not in shown.text
    assert sent.status_code == 400 and "chưa đến lượt" in sent.text
    assert not Scorecard.objects.exists()


def test_binh_reads_the_provinces_sheet_and_may_not_write_on_it(client, cast):
    sent = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.SENT)
    client.force_login(cast.binh)

    shown = client.get(address(sent, Voice.PROVINCE))
    refused = client.post(address(sent, Voice.PROVINCE), line(sent, 1, "MET"))

    assert "Phiếu này do Tỉnh ủy Miền Trên chấm" in shown.text
    assert "Bạn không được chấm phiếu này" in refused.text
    assert not Scorecard.objects.exists()


def test_chi_finds_no_sheet_of_the_east(client, cast, accepted):
    client.force_login(cast.chi)

    assert client.get(address(accepted)).status_code == 404
    assert client.post(address(accepted), line(accepted, 1, "MET")).status_code == 404


def test_voice_that_the_dossier_does_not_have_is_404(client, cast):
    campaign = make.campaign(cast.east, tracks={Track.COMMUNE: make.version(24)})
    two_tiers = make.dossier(cast.village, campaign, track=Track.COMMUNE, state=State.ACCEPTED)
    client.force_login(cast.binh)

    assert client.get(address(two_tiers, Voice.PROVINCE)).status_code == 404
    assert client.get(address(two_tiers, Voice.SUPERIOR)).status_code == 200


def test_open_sheet_of_the_board_is_hidden_from_the_unit_until_signed(client, cast):
    reported = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.REPORTED)
    make.card(reported, marks=FULL, state=CardState.SIGNED)
    board = make.card(reported, Voice.SUPERIOR, marks="N" + "Y" * 23)
    client.force_login(cast.an)

    before = client.get(address(reported)).text
    Scorecard.objects.filter(pk=board.pk).update(state=CardState.SIGNED)
    after = client.get(address(reported)).text

    assert "Huyện chấm: 0 trên 24" in before and "1 chỗ lệch" not in before
    assert "Huyện chấm: 23 trên 24" in after and "1 chỗ lệch" in after


def test_signing_button_waits_until_every_line_is_judged(client, cast, accepted):
    make.card(accepted, marks="Y" * 23)
    client.force_login(cast.an)

    answer = client.get(address(accepted))

    assert "Còn 1 tiêu chí chưa chấm" in answer.text
    assert '<button class="button" disabled>Ký phiếu tự chấm</button>' in answer.text


def test_an_signs_and_the_next_step_becomes_the_red_button(client, cast, accepted):
    make.card(accepted, marks=FULL)
    client.force_login(cast.an)

    answer = client.post(address(accepted, name="card-step", step="sign_self"), follow=True)

    assert Scorecard.objects.get().state == CardState.SIGNED
    assert "Gửi phiếu tự chấm</button>" in answer.text
    assert "Phiếu đã ký ngày" in answer.text


def test_signing_keeps_what_was_sent_with_the_button_first(client, cast, accepted):
    card = make.card(accepted, marks="Y" * 23)
    client.force_login(cast.an)

    client.post(address(accepted, name="card-step", step="sign_self"), line(accepted, 24, "MET"))

    card.refresh_from_db()
    assert (card.state, card.marks) == (CardState.SIGNED, FULL)


def test_signing_a_sheet_that_was_never_opened_is_refused(client, cast, accepted):
    client.force_login(cast.an)

    answer = client.post(address(accepted, name="card-step", step="sign_self"), follow=True)

    assert "chưa chấm tiêu chí nào nên chưa ký được" in answer.text


def test_signed_sheet_refuses_a_late_line(client, cast, accepted):
    make.card(accepted, marks=FULL, state=CardState.SIGNED)
    client.force_login(cast.an)

    answer = client.post(address(accepted), line(accepted, 1, "NOT_MET"))

    assert "Phiếu đã ký. Muốn sửa, hãy mở lại phiếu" in answer.text
    assert Scorecard.objects.get().marks == FULL


def test_reopening_asks_for_a_reason(client, cast, accepted):
    card = make.card(accepted, marks=FULL, state=CardState.SIGNED)
    client.force_login(cast.an)
    step = address(accepted, name="card-step", step="reopen_self")

    without = client.post(step, follow=True)
    client.post(step, {"note": "Nhầm tiêu chí 3"})

    card.refresh_from_db()
    assert "Cần ghi rõ lý do" in without.text
    assert card.state == CardState.REOPENED


def test_board_takes_over_the_self_scores_and_differences_then_need_a_reason(client, cast):
    reported = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.REPORTED)
    make.card(reported, marks=FULL, state=CardState.SIGNED)
    client.force_login(cast.binh)

    client.post(address(reported, Voice.SUPERIOR, "card-prefill"))
    board = Scorecard.objects.get(voice=Voice.SUPERIOR)
    taken = board.marks
    shown = board.scores.get(criterion__order=5)
    answer = client.post(address(reported, Voice.SUPERIOR), line(reported, 5, "NOT_MET", was=shown), follow=True)

    assert taken == FULL
    assert "Chấm khác cấp trước thì cần ghi lý do" in answer.text
    assert 'class="crow crow-diff"' in answer.text


def test_taking_over_leaves_what_is_already_judged(client, cast):
    reported = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.REPORTED)
    make.card(reported, marks=FULL, state=CardState.SIGNED)
    board = make.card(reported, Voice.SUPERIOR, marks="N")
    client.force_login(cast.binh)

    client.post(address(reported, Voice.SUPERIOR, "card-prefill"))

    board.refresh_from_db()
    assert board.marks == "N" + "Y" * 23


def test_points_are_read_as_people_write_them_and_nought_is_points(client, cast):
    points = make.version(10, mode=ScoringMode.POINTS, min_points=70, track=Track.MODEL)
    campaign = make.campaign(cast.province, tracks={Track.MODEL: points})
    model = make.dossier(cast.village, campaign, state=State.ACCEPTED)
    client.force_login(cast.an)
    typed = {f"diem-{criterion(model, n).pk}": text for n, text in ((1, "7,5"), (2, "0"), (3, ""))}

    client.post(address(model), line(model, 1) | line(model, 2) | line(model, 3) | typed)

    card = Scorecard.objects.get()
    assert [str(s.points) for s in card.scores.order_by("criterion__order")] == ["7.50", "0.00"]
    assert "cần thêm 63" in client.get(address(model)).text


def test_points_above_the_weight_are_refused_at_their_row(client, cast):
    points = make.version(10, mode=ScoringMode.POINTS, min_points=70, track=Track.MODEL)
    model = make.dossier(cast.village, make.campaign(cast.province, tracks={Track.MODEL: points}), state=State.ACCEPTED)
    client.force_login(cast.an)

    answer = client.post(address(model), line(model, 1) | {f"diem-{criterion(model, 1).pk}": "11"})

    assert answer.status_code == 400
    assert "Điểm phải từ 0 đến 10." in answer.text
    assert 'value="11"' in answer.text


def test_dossier_without_a_list_of_criteria_has_no_sheet(client, cast):
    model = make.dossier(cast.village, cast.campaign, state=State.ACCEPTED)
    client.force_login(cast.an)

    answer = client.get(address(model), follow=True)

    assert "không chấm theo bộ tiêu chí" in answer.text


@pytest.mark.parametrize("size", [1, 24])
def test_sheet_costs_the_same_queries_whatever_its_length(client, cast, size, django_assert_max_num_queries):
    version = make.version(size, min_passed=1)
    campaign = make.campaign(cast.province, tracks={Track.COMMUNE: version})
    dossier = make.dossier(cast.village, campaign, track=Track.COMMUNE, state=State.REPORTED)
    make.card(dossier, marks="Y" * size, state=CardState.SIGNED)
    make.card(dossier, Voice.SUPERIOR, marks="N" * size)
    client.force_login(cast.binh)

    with django_assert_max_num_queries(10):
        client.get(address(dossier, Voice.SUPERIOR))
