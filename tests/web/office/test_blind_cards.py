"""Two independent cards on the screens: each judge sees their own, everyone else one sentence, and then both."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from danvan.accounts.models import Role
from danvan.dossiers.blind import BlindCard
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import Voice
from danvan.dossiers.scoring import Entry
from tests import make
from tests.web.office import blind
from tests.web.office.test_cards import address, criterion, line

OWN = "Phiếu độc lập của bạn. Phiếu của người kia chỉ hiện khi cả hai đã ký."
SECRET = "Sổ tay dân vận bị mất trang"


@pytest.fixture
def khanh(cast):
    return make.user(Role.PROVINCE_BOARD, cast.province, "khanh")


@pytest.fixture
def dossier(cast, khanh):
    return blind.given(cast, cast.dung, khanh)


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def own(dossier, name: str = "card", step: str = "") -> str:
    return f"{address(dossier, Voice.PROVINCE, name, step)}?rieng=1"


def test_a_judge_fills_in_and_signs_their_own_card_where_the_organisers_stands(cast, dossier):
    client = browser(cast.dung)
    blank = client.get(address(dossier, Voice.PROVINCE)).text
    assert OWN in blank and "Lưu phiếu" in blank and own(dossier, "card-mark") in blank
    client.post(own(dossier, "card-prefill"))

    answer = client.post(own(dossier, "card-mark"), line(dossier, 3, "NOT_MET", SECRET, was=Entry("MET")))
    client.post(own(dossier, "card-step", "blind_sign"))

    card = BlindCard.objects.get()
    assert (answer.status_code, answer.json()["total"], card.state, card.passed) == (200, "23", "SIGNED", 23)
    page = client.get(address(dossier, Voice.PROVINCE)).text
    assert "Phiếu đã ký ngày" in page and "Mở lại phiếu độc lập" in page and SECRET in page
    assert "Phiếu độc lập của bạn" in client.get(dossier.get_absolute_url()).text
    assert not Scorecard.objects.filter(voice=Voice.PROVINCE).exists()


@pytest.mark.parametrize("who", ["an", "binh", "lan", "giang", "hoa", "quan"])
def test_who_has_no_seat_reads_one_sentence_and_neither_marks_nor_how_far(cast, dossier, who):
    lan = make.user(Role.PROVINCE_BOARD, cast.province, "lan")
    blind.says(dossier, cast.dung, "N" * 24, SECRET, signed=True)
    client = browser(lan if who == "lan" else getattr(cast, who))

    sheet, whole = client.get(address(dossier, Voice.PROVINCE)).text, client.get(dossier.get_absolute_url()).text
    sent = client.post(own(dossier), line(dossier, 1, "MET"))

    assert "Đang thẩm định độc lập" in sheet and "đang thẩm định độc lập" in whole
    assert SECRET not in sheet + whole and "scorecard-sum" not in sheet and "chưa chấm." not in sheet
    assert "phiếu độc lập" not in whole.lower() and sent.status_code == 400
    assert BlindCard.objects.get().scores.count() == 24


def test_once_both_are_signed_they_are_opened_into_one_card_with_the_difference_list(cast, khanh, dossier):
    blind.says(dossier, cast.dung, "YYN" + "Y" * 21, SECRET, signed=True)
    blind.says(dossier, khanh, blind.FULL, "Có đủ biên bản", signed=True)
    client, page = browser(khanh), address(dossier, Voice.PROVINCE)
    before = client.get(page).text
    assert "Mở phiếu thống nhất" in before and SECRET in before and "Lưu phiếu" not in before

    client.post(address(dossier, Voice.PROVINCE, "card-prefill"))

    card = Scorecard.objects.get(voice=Voice.PROVINCE)
    shown = client.get(page).text
    assert card.marks == "YY." + "Y" * 21
    assert "Chỗ hai phiếu độc lập chấm khác nhau: 1" in shown and "dung chấm: Không." in shown
    assert shown.count("Hai người chấm khớp.") == 23
    answer = client.post(page, line(dossier, 3, "MET"))
    assert answer.status_code == 302 and "cần ghi lý do thống nhất" in client.get(page).text
    told = client.get(dossier.get_absolute_url()).text
    assert told.count("Ký phiếu độc lập") == 2 and "Chấm phiếu độc lập" not in told


@pytest.mark.parametrize("who", ["an", "binh", "hoa"])
def test_the_two_cards_stay_with_those_who_judge_and_approve(cast, khanh, dossier, who):
    blind.says(dossier, cast.dung, "YYN" + "Y" * 21, SECRET, signed=True)
    blind.says(dossier, khanh, blind.FULL, signed=True)
    client = browser(getattr(cast, who))

    pages = [client.get(url).text for url in (address(dossier, Voice.PROVINCE), dossier.get_absolute_url())]

    assert SECRET not in "".join(pages) and "Mở phiếu thống nhất" not in "".join(pages)
    assert "hai phiếu độc lập đã ký, chờ thống nhất" in pages[1]


def test_a_page_of_ones_own_card_from_before_never_writes_on_the_joint_one(cast, khanh, dossier):
    blind.says(dossier, cast.dung, blind.FULL, signed=True)
    blind.says(dossier, khanh, blind.FULL, signed=True)
    client = browser(cast.dung)
    sent = line(dossier, 3, "NOT_MET", "cũ", was=Entry("MET"))
    early = client.post(address(dossier, Voice.PROVINCE), sent)
    client.post(address(dossier, Voice.PROVINCE, "card-prefill"))

    answers = [client.post(own(dossier, name, step), sent) for name, step in (
        ("card", ""), ("card-mark", ""), ("card-step", "blind_sign"), ("card-step", "blind_reopen"))]  # fmt: skip

    assert "Hãy mở phiếu thống nhất" in early.text
    assert [answer.status_code for answer in answers] == [400] * 4
    assert "Cả hai phiếu độc lập đã ký nên phiếu của bạn không sửa được nữa" in answers[0].text
    assert Scorecard.objects.get(voice=Voice.PROVINCE).scores.get(criterion=criterion(dossier, 3)).result == "MET"


def test_two_pages_of_the_same_judge_are_told_apart_as_their_own(cast, dossier):
    client = browser(cast.dung)
    blind.says(dossier, cast.dung, "Y", "")

    answer = client.post(own(dossier), line(dossier, 1, "NOT_MET"))

    assert answer.status_code == 409
    assert "Ở một trang khác, anh/chị đã ghi “Đạt”." in answer.text


def test_confirming_waits_for_the_joint_card(cast, khanh, dossier):
    blind.says(dossier, cast.dung, blind.FULL, signed=True)
    answer = browser(cast.dung).post(reverse("office:dossier-step", args=[dossier.pk, "confirm"]), follow=True)

    dossier.refresh_from_db()
    assert "Phiếu thẩm định chưa ký." in answer.text and dossier.state == "SENT"
