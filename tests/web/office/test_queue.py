"""The queue as a person narrows it, orders it, keeps it, walks through it, and confirms many of it at once."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from danvan.accounts.models import Role
from danvan.criteria.enums import Track
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.judging import Declaration, SavedView, Seat, Tie
from danvan.dossiers.models import Campaign, Dossier
from tests import make

QUEUE, AGREE, VIEWS = "/can-bo/tham-dinh/", "/can-bo/tham-dinh/nhieu/", "/can-bo/tham-dinh/bo-loc/"
FULL = "Y" * 24


def sent(cast, code: str, name: str, marks: str = FULL, **more) -> Dossier:
    """A dossier that waits for the province, with both cards signed."""
    unit = make.unit(code, parent=more.pop("under", cast.east), name=name)
    found = make.dossier(unit, cast.campaign, track=Track.COMMUNE, state=State.SENT, **more)
    for voice, said in ((Voice.SELF, FULL), (Voice.SUPERIOR, marks)):
        card = make.card(found, voice, marks=said, state=CardState.SIGNED)
        Scorecard.objects.filter(pk=card.pk).update(is_pass=True)
    return found


@pytest.fixture
def three(cast) -> list[Dossier]:
    """One on which both levels agree, one with two differences, and one of the west; a model waits as well."""
    found = [
        sent(cast, "A", "Đảng bộ xã Ánh Dương"), sent(cast, "B", "Đảng bộ xã Bến Nước", "NN" + FULL[2:]),
        sent(cast, "C", "Đảng bộ xã Cửa Rừng", under=cast.west),
    ]  # fmt: skip
    make.dossier(cast.village, cast.campaign, title="Tuyến đường hoa", state=State.SENT)
    Seat.objects.create(dossier=found[0], number=1, person=cast.dung, given_by=cast.giang, given_at=make.NOON)
    return found


def names(client, query: str = "") -> list[str]:
    """The rows in their order."""
    text = client.get(f"{QUEUE}?{query}").text
    return re.findall(r'<a href="/can-bo/tham-dinh/\d+/[^"]*">(?:Đảng bộ xã )?([^<]+)</a>\s', text)


NARROWED = {
    "": ["Ánh Dương", "Bến Nước", "Cửa Rừng", "Tuyến đường hoa"],
    "q=anh+duong": ["Ánh Dương"],
    "don-vi=W": ["Cửa Rừng"],
    "don-vi=mien+tay": ["Cửa Rừng"],
    "noi-dung=MODEL": ["Tuyến đường hoa"],
    "nguoi=toi": ["Ánh Dương"],
    "nguoi=chua": ["Bến Nước", "Cửa Rừng", "Tuyến đường hoa"],
    "can=lech": ["Bến Nước"],
    "can=lech&can=thieu": [],
    "xep=lech": ["Bến Nước", "Ánh Dương", "Cửa Rừng", "Tuyến đường hoa"],
    "xep=don-vi&noi-dung=COMMUNE": ["Ánh Dương", "Bến Nước", "Cửa Rừng"],
    "nguoi=ai&can=gi&xep=khong&page=x": ["Ánh Dương", "Bến Nước", "Cửa Rừng", "Tuyến đường hoa"],
}


@pytest.mark.parametrize("query", NARROWED)
def test_queue_is_narrowed_and_ordered_as_asked(client, cast, three, query):
    client.force_login(cast.dung)

    assert names(client, query) == NARROWED[query]


def test_counts_beside_the_choices_are_what_the_choices_leave(client, cast, three):
    client.force_login(cast.dung)

    for query in ("", "nguoi=chua"):
        text = client.get(f"{QUEUE}?{query}").text
        told = re.findall(
            r'name="([a-z-]+)" value="([^"]*)"[^>]*><span class="push">[^<]+</span><span[^>]*>(\d+)', text
        )
        assert len(told) > 6
        for name, value, count in told:
            asked = "&".join(one for one in query.split("&") if one and not one.startswith(f"{name}="))
            assert len(names(client, f"{asked}&{name}={value}")) == int(count), (query, name, value)


def test_chips_drop_one_condition_and_a_kept_view_brings_all_back(client, cast, three):
    client.force_login(cast.dung)

    client.post(VIEWS, {"name": " Có  chỗ lệch ", "query": "can=lech&nguoi=chua&page=3&la=1"})
    text = client.get(f"{QUEUE}?can=lech&nguoi=chua").text

    assert "1 hồ sơ hợp điều kiện" in text and 'href="/can-bo/tham-dinh/?can=lech"' in text
    kept = SavedView.objects.get()
    assert (kept.owner, kept.name, kept.query) == (cast.dung, "Có chỗ lệch", "nguoi=chua&can=lech")
    assert f'href="{QUEUE}?nguoi=chua&amp;can=lech">Có chỗ lệch</a>' in text


def test_kept_views_are_ones_own_to_rename_and_forget(client, cast, three):
    client.force_login(cast.dung)
    for name in ("Một", "Hai"):
        client.post(VIEWS, {"name": name, "query": "nguoi=toi"})
    one = reverse("office:review-view", args=[SavedView.objects.get(name="Một").pk])

    taken = client.post(one, {"name": "Hai"})
    client.post(one, {"name": "Ba"})
    client.force_login(cast.binh)
    strange = client.post(one, {"drop": "on"})
    client.force_login(cast.dung)
    client.post(one, {"drop": "on"})

    assert "Đã có bộ lọc tên “Hai”." in taken.text and "Chưa chọn điều kiện" in client.post(VIEWS, {"name": "x"}).text
    assert strange.status_code == 404
    assert [view.name for view in SavedView.objects.all()] == ["Hai"]


def test_neighbours_follow_the_list_as_it_is_narrowed(client, cast, three):
    client.force_login(cast.dung)
    first, second, third = three

    def beside(dossier, query):
        text = client.get(f"{QUEUE}{dossier.pk}/?{query}").text
        found = {way: re.search(rf'href="([^"]+)" rel="{way}"', text) for way in ("prev", "next")}
        return [found[way] and found[way][1] for way in ("prev", "next")]

    assert beside(second, "noi-dung=COMMUNE") == [
        f"{QUEUE}{first.pk}/?noi-dung=COMMUNE#ho-so", f"{QUEUE}{third.pk}/?noi-dung=COMMUNE#ho-so",
    ]  # fmt: skip
    assert beside(third, "noi-dung=COMMUNE") == [f"{QUEUE}{second.pk}/?noi-dung=COMMUNE#ho-so", None]


def test_who_may_not_judge_is_told_that_another_has_to(client, cast, three):
    told = Declaration.objects.create(campaign=cast.campaign, person=cast.dung, declared_at=make.NOON)
    Tie.objects.create(declaration=told, dossier=three[0], reason="Họ hàng", added_at=make.NOON)
    client.force_login(cast.dung)

    page, text = client.get(f"{QUEUE}{three[0].pk}/").text, client.get(QUEUE).text

    assert text.count("cần người thẩm định khác") == 1 and "Chờ tôi 4" in text
    assert "cần người thẩm định khác." in page and "Xác nhận thẩm định</label>" not in page
    assert names(client, "can=nguoi-khac") == ["Ánh Dương"]
    assert f'name="chon" value="{three[0].pk}"' not in text and f'name="chon" value="{three[1].pk}"' in text


def test_who_is_asked_to_judge_is_for_the_organisers_board_alone(client, cast, three):
    client.force_login(cast.binh)

    text = client.get(f"{QUEUE}?tab=da-chuyen&nguoi={cast.dung.pk}").text

    assert "Phân công: " not in text and "0 hồ sơ hợp điều kiện" in text


def agreed(client, *dossiers, **seen) -> str:
    sending = {"chon": [one.pk for one in dossiers], **{f"seen-{one.pk}": one.moves for one in dossiers}, **seen}
    return client.post(AGREE, sending, follow=True).text


def test_list_before_confirming_says_what_changes_and_who_is_left_out(client, cast, three):
    client.force_login(cast.dung)

    ticked = client.get(f"{QUEUE}?khop=on").text
    text = client.get(AGREE, {"chon": [one.pk for one in three[:2]]}).text

    assert re.findall(r'value="(\d+)" checked', ticked) == [str(three[0].pk), str(three[2].pk)]
    assert "Ký phiếu và xác nhận 1 hồ sơ" in text and "24/24 tiêu chí. Đạt ngưỡng." in text
    assert "Ký phiếu “Tỉnh chấm”: 24 tiêu chí lấy theo phiếu “Huyện chấm”." in text
    assert "Đã gửi thẩm định → Đã thẩm định, chờ duyệt" in text
    assert "Tiêu chí 1, 2 các cấp chấm khác nhau." in text
    assert not Scorecard.objects.filter(voice=Voice.PROVINCE).exists()


def test_many_are_confirmed_together_or_none(client, cast, three):
    client.force_login(cast.dung)

    moved = agreed(client, three[0], three[2], **{f"seen-{three[2].pk}": 7})
    unlike = agreed(client, *three)
    untouched = Dossier.objects.filter(state=State.SENT).count()
    done = agreed(client, three[0], three[2])

    assert "Chưa hồ sơ nào được xác nhận." in moved and "Tiêu chí 1, 2 các cấp chấm khác nhau." in unlike
    assert untouched == 4 and "Đã ký phiếu và xác nhận 2 hồ sơ" in done
    assert set(Dossier.objects.filter(state=State.CONFIRMED)) == {three[0], three[2]}
    cards = Scorecard.objects.filter(voice=Voice.PROVINCE)
    assert {(card.state, card.is_final, card.marks) for card in cards} == {("SIGNED", True, FULL)}


def test_two_independent_cards_are_never_confirmed_together_nor_shown(client, cast, three):
    Campaign.objects.update(asks_two=True)
    khanh = make.user(Role.PROVINCE_BOARD, cast.province, "khanh")
    Seat.objects.create(dossier=three[0], number=2, person=khanh, given_by=cast.giang, given_at=make.NOON)
    client.force_login(cast.dung)

    queue, text = client.get(QUEUE).text, client.get(AGREE, {"chon": [three[0].pk]}).text
    page = client.get(f"{QUEUE}{three[0].pk}/").text

    assert 'name="chon"' not in queue and "Phân công: bạn, khanh" in queue
    assert "Đợt này chấm hai phiếu độc lập" in text and "Ký phiếu và xác nhận" not in text
    assert "Phiếu độc lập của bạn." in page and "data-filled" not in page
    assert "Đợt này chấm hai phiếu độc lập" in agreed(client, three[0])
    assert not Dossier.objects.filter(state=State.CONFIRMED).exists()
