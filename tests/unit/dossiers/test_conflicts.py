"""Who is kept from judging what: the grounds typed by hand, one and many alike, and what stays visible."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.accounts.models import Post
from danvan.dossiers.actions import register
from danvan.dossiers.conflicts import barred_dossiers, nobody_free, undeclared, why_barred
from danvan.dossiers.declaring import CannotDeclare, Said, declaration_of, declare, ties_of
from danvan.dossiers.editing import edit
from danvan.dossiers.enums import CardState, Voice
from danvan.dossiers.models import Dossier
from danvan.dossiers.scoring import CannotScore, open_card
from danvan.dossiers.workflow import CARD_LIFE, LIFE
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Channel, Event
from tests import make
from tests.unit.dossiers.test_actions import ask

POST = "Bạn có phân công tại Đảng bộ xã Đồng Điều trong thời gian của đợt: cần người thẩm định khác."
NOW = "Bạn đang có phân công tại Đảng bộ xã Đồng Điều: cần người thẩm định khác."
WROTE = "Bạn đã lập, gửi hoặc ký phiếu tự chấm của hồ sơ này: cần người thẩm định khác."
TIED = "Bạn đã khai có quan hệ với đơn vị hoặc hồ sơ này: cần người thẩm định khác."


@pytest.fixture
def sent(cast) -> Dossier:
    return make.dossier(cast.village, cast.campaign, state="SENT")


@pytest.fixture
def khanh(cast):
    return make.user("PROVINCE_BOARD", cast.province, "khanh")


@pytest.mark.parametrize(
    ("years", "from_on", "to_on", "told"),
    [  # the campaign's years, the post; today is after 2022
        ((2026, 2026), date(2020, 1, 1), None, POST),
        ((2020, 2021), date(2021, 12, 31), date(2022, 5, 1), POST),
        ((2020, 2021), date(2018, 1, 1), date(2020, 1, 1), POST),
        ((2020, 2021), date(2018, 1, 1), date(2019, 12, 31), ""),
        ((2020, 2021), date(2022, 1, 1), date(2022, 12, 31), ""),
        ((2020, 2021), date(2022, 1, 1), None, NOW),
    ],
)  # fmt: skip
def test_a_post_in_the_unit_keeps_from_judging_within_the_years_and_now(cast, years, from_on, to_on, told):
    campaign = make.campaign(cast.province, first_year=years[0], last_year=years[1])
    dossier = make.dossier(cast.village, campaign, state="SENT")
    Post.objects.create(user=cast.dung, unit=cast.village, role="UNIT_CLERK", from_on=from_on, to_on=to_on)

    assert why_barred(dossier, cast.dung) == told


def test_a_post_above_beside_or_in_who_keeps_the_dossier_now(cast, sent, khanh):
    assert why_barred(sent, khanh) == why_barred(sent, cast.binh) == ""
    Post.objects.create(user=khanh, unit=cast.west, role="UNIT_CLERK", from_on=make.BEGIN)
    assert why_barred(sent, khanh) == ""
    Dossier.objects.update(keeper=cast.west)
    assert "Huyện ủy Miền Tây" in why_barred(sent, khanh)


@pytest.mark.parametrize(("channel", "told"), [(Channel.FORM, WROTE), (Channel.SHEET, "")])
def test_writing_it_by_hand_keeps_from_judging_and_loading_a_sheet_does_not(cast, channel, told):
    made = register(
        campaign=cast.campaign, registration=ask(cast, cast.village), by=cast.binh, at=make.NOON, channel=channel
    )
    assert (why_barred(made, cast.binh), why_barred(made, cast.an)) == (told, POST)

    edit(dossier=made, content=make.content("Tên khác"), edition=1, by=cast.binh, at=make.NOON)
    assert why_barred(made, cast.binh) == WROTE


@pytest.mark.parametrize(("state", "step"), [("DRAFT", "submit"), ("ACCEPTED", "report")])
def test_sending_it_or_signing_its_own_card_keeps_from_judging(cast, state, step):
    dossier = make.dossier(cast.village, cast.campaign, state=state)
    LIFE.take(dossier, step, by=cast.binh, at=make.NOON)
    title = make.dossier(cast.village, cast.campaign, track="COMMUNE", state="ACCEPTED", theme=None)
    CARD_LIFE.take(make.card(title, Voice.SELF, marks="Y" * 24), "sign_self", by=cast.binh, at=make.NOON)

    assert barred_dossiers(cast.binh, [dossier, title]) == {dossier.pk: WROTE, title.pk: WROTE}


def test_a_board_that_types_for_its_communes_judges_them_in_a_campaign_of_its_own(cast):
    own = make.campaign(cast.east)
    made = register(campaign=own, registration=ask(cast, cast.village), by=cast.binh, at=make.NOON)
    assert why_barred(made, cast.binh) == ""


def test_ties_reach_the_unit_all_below_it_and_one_dossier_in_their_campaign_only(cast, sent, khanh):
    away = make.dossier(make.unit(parent=cast.west), cast.campaign, state="SENT")
    beside = make.dossier(cast.office, cast.campaign, state="SENT", track="AGENCY", theme=None)
    other = make.dossier(cast.village, make.campaign(cast.province), state="SENT")
    ties = [Said("Chồng làm bí thư", unit=cast.east), Said("Viết giúp bài", dossier=away)]

    declare(campaign=cast.campaign, ties=ties, by=khanh, at=make.NOON)

    assert barred_dossiers(khanh, [sent, away, beside, other]) == dict.fromkeys([sent.pk, away.pk, beside.pk], TIED)
    assert barred_dossiers(cast.dung, [sent, away, beside, other]) == {}


def test_ties_are_declared_once_added_to_and_told_without_their_reason(cast, sent, khanh):
    cast.campaign.asks_ties = True
    assert undeclared(khanh, cast.campaign) == "Hãy khai quan hệ trước khi chấm đợt này."
    declare(campaign=cast.campaign, ties=[], by=khanh, at=make.NOON)
    for _ in range(2):
        declare(campaign=cast.campaign, ties=[Said(" Anh  ruột ", unit=cast.village)], by=khanh, at=make.NOON)

    assert undeclared(khanh, cast.campaign) == ""
    declaration = declaration_of(khanh, cast.campaign)
    assert declaration and [(tie.unit, tie.reason) for tie in ties_of(declaration)] == [(cast.village, "Anh ruột")]
    told = [(event.label, event.details) for event in Event.objects.order_by("pk")]
    assert told == [("Khai quan hệ", {"số quan hệ": [0, 0]}), ("Khai thêm quan hệ", {"số quan hệ": [0, 1]})]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (lambda cast, sent: Said(" ", unit=cast.village), "Ghi quan hệ là gì"),
        (lambda cast, sent: Said("Anh ruột"), "Mỗi dòng chọn một"),
        (lambda cast, sent: Said("Anh ruột", unit=cast.village, dossier=sent), "Mỗi dòng chọn một"),
        (lambda cast, sent: Said("Cơ quan tôi", unit=cast.province), "không có hồ sơ trong đợt này"),
    ],
)  # fmt: skip
def test_a_tie_names_one_unit_or_dossier_of_the_campaign_and_says_why(cast, sent, khanh, line, sentence):
    with pytest.raises(CannotDeclare, match=sentence):
        declare(campaign=cast.campaign, ties=[line(cast, sent)], by=khanh, at=make.NOON)
    with pytest.raises(CannotDeclare, match="Chỉ người thẩm định"):
        declare(campaign=cast.campaign, ties=[], by=cast.binh, at=make.NOON)
    assert declaration_of(khanh, cast.campaign) is None and Event.objects.count() == 0


def test_who_is_barred_has_no_button_and_is_refused_and_others_go_on(cast, sent, khanh):
    declare(campaign=cast.campaign, ties=[Said("Anh ruột", unit=cast.village)], by=khanh, at=make.NOON)
    for step in ("send_back", "confirm"):
        with pytest.raises(StepRefused, match="cần người thẩm định khác"):
            LIFE.take(sent, step, by=khanh, at=make.NOON, note="Thiếu ảnh")
    assert (LIFE.open_to(khanh, sent), len(LIFE.open_to(cast.dung, sent))) == ([], 2)
    assert LIFE.take(sent, "confirm", by=cast.dung, at=make.NOON).after == "CONFIRMED"

    declare(campaign=cast.campaign, ties=[Said("Bạn học", dossier=sent)], by=cast.giang, at=make.NOON)
    for step in ("approve", "decline", "reconsider"):
        with pytest.raises(StepRefused, match="cần người thẩm định khác"):
            LIFE.take(sent, step, by=cast.giang, at=make.NOON, note="Thiếu ảnh")


def test_the_card_of_the_organiser_waits_for_ties_and_for_someone_free(cast, khanh):
    cast.campaign.asks_ties = True
    cast.campaign.save()
    title = make.dossier(cast.village, cast.campaign, track="COMMUNE", state="SENT", theme=None)
    card = make.card(title, Voice.PROVINCE, marks="Y" * 24)
    with pytest.raises(StepRefused, match="Hãy khai quan hệ"):
        CARD_LIFE.take(card, "sign_review", by=khanh, at=make.NOON)
    with pytest.raises(CannotScore, match="Hãy khai quan hệ"):
        open_card(dossier=title, voice=Voice.PROVINCE, by=khanh, at=make.NOON)

    declare(campaign=cast.campaign, ties=[Said("Anh ruột", unit=cast.village)], by=khanh, at=make.NOON)
    declare(campaign=cast.campaign, ties=[], by=cast.dung, at=make.NOON)
    with pytest.raises(StepRefused, match="Bạn đã khai có quan hệ"):
        CARD_LIFE.take(card, "sign_review", by=khanh, at=make.NOON)
    assert CARD_LIFE.take(card, "sign_review", by=cast.dung, at=make.NOON).after == CardState.SIGNED
    with pytest.raises(StepRefused, match="Bạn đã khai có quan hệ"):
        CARD_LIFE.take(card, "reopen_review", by=khanh, at=make.NOON, note="Chấm lại")


def test_any_number_of_dossiers_costs_the_same_and_a_dossier_nobody_can_judge_is_told(
    cast, sent, khanh, django_assert_max_num_queries
):
    more = [make.dossier(make.unit(parent=cast.west), cast.campaign, state="SENT") for _ in range(20)]
    for person in (khanh, cast.dung):
        declare(campaign=cast.campaign, ties=[Said("Anh ruột", unit=cast.village)], by=person, at=make.NOON)
    with django_assert_max_num_queries(4):
        assert set(barred_dossiers(khanh, [sent, *more])) == {sent.pk}
    with django_assert_max_num_queries(5):
        assert nobody_free([sent, *more]) == {sent.pk}

    make.user("PROVINCE_BOARD", cast.province, "long")
    assert nobody_free([sent, *more]) == set()
    cast.campaign.asks_two = True
    cast.campaign.save()
    assert nobody_free([sent, *more]) == {sent.pk}
    assert Dossier.objects.for_user(khanh).filter(pk=sent.pk).exists()
    with pytest.raises(StepRefused, match="cần người thẩm định khác"):
        LIFE.take_many([*more, sent], "confirm", by=khanh, at=make.NOON)
