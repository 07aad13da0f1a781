"""Ties, seats and workloads on their screens: declared once, previewed before storing, and told to all who need it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from danvan.dossiers.declaring import Said, declare
from danvan.dossiers.models import Declaration, Dossier, Seat, Tie
from danvan.ledger.models import Event
from tests import make

SENT = re.compile(r'name="(doi|request_key)" value="([^"]+)"')


@pytest.fixture
def khanh(cast):
    return make.user("PROVINCE_BOARD", cast.province, "khanh")


@pytest.fixture
def three(cast) -> list[Dossier]:
    units = [cast.village, make.unit(parent=cast.west, name="Đảng bộ xã Xa"), make.unit(parent=cast.west)]
    return [make.dossier(unit, cast.campaign, state="SENT") for unit in units]


def at(cast, name: str) -> str:
    return reverse(f"office:judging-{name}", args=[cast.campaign.pk])


def line(place: int, unit="", dossier="", reason="") -> dict:
    return {f"don-vi-{place}": unit, f"ho-so-{place}": dossier, f"ly-do-{place}": reason}


def test_ties_are_declared_added_to_and_shown_to_their_person_only(client, cast, khanh, three):
    cast.campaign.asks_ties = True
    cast.campaign.save()
    client.force_login(khanh)
    sent = {"khai": "co", **line(0, cast.village.pk, "", "Anh ruột"), **line(1, "", f"{three[1].pk}: Mô hình", "Bạn")}
    assert "Đợt này chỉ mở phiếu" in client.get(at(cast, "ties")).content.decode()

    shown = client.post(at(cast, "ties"), sent, follow=True).content.decode()

    assert "Đảng bộ xã Đồng Điều và các đơn vị trực thuộc" in shown and "Anh ruột" in shown
    assert "Trong đợt có 2 hồ sơ bạn không thẩm định" in shown
    client.post(at(cast, "ties"), line(0, "", str(three[2].pk), "Con rể"))
    assert list(Tie.objects.order_by("pk").values_list("unit", "dossier", "reason")) == [
        (cast.village.pk, None, "Anh ruột"), (None, three[1].pk, "Bạn"), (None, three[2].pk, "Con rể"),
    ]  # fmt: skip
    client.force_login(cast.dung)
    assert "Anh ruột" not in client.get(at(cast, "ties")).content.decode()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Chọn một trong hai lời khai."),
        ({"khai": "co"}, "Ghi ít nhất một đơn vị hoặc một hồ sơ."),
        ({"khai": "khong", **line(0, "", "", "Anh ruột")}, "Mỗi dòng chọn một đơn vị hoặc một hồ sơ."),
        ({"khai": "co", **line(0, "", "không rõ", "Anh ruột")}, "Không thấy hồ sơ này trong đợt."),
        ({"khai": "co", **line(0, "9999", "", "Anh ruột")}, "Đơn vị này không có hồ sơ trong đợt."),
    ],
)  # fmt: skip
def test_a_declaration_that_does_not_fit_keeps_what_was_typed(client, cast, khanh, three, sent, told):
    client.force_login(khanh)
    answer = client.post(at(cast, "ties"), sent)
    page = answer.content.decode()
    assert (answer.status_code, Declaration.objects.count()) == (400, 0) and told in page
    assert not sent.get("ly-do-0") or 'value="Anh ruột"' in page

    answer = client.post(at(cast, "ties"), {"khai": "khong"}, follow=True)
    assert "Bạn đã khai không có quan hệ nào trong đợt này." in answer.content.decode()


def test_an_even_share_is_previewed_then_stored_exactly_once(client, cast, khanh, three):
    declare(campaign=cast.campaign, ties=[Said("Anh ruột", unit=cast.village)], by=khanh, at=make.NOON)
    client.force_login(cast.giang)
    asked = {"cach": "deu", "nguoi": [khanh.pk], "pham-vi": "bo-loc"}

    shown = client.post(at(cast, "seats"), asked).content.decode()

    assert Seat.objects.count() == 0 and "khanh: 2 hồ sơ (đang có 0)" in shown
    assert "Bỏ qua 1 hồ sơ" in shown and "khanh đã khai có quan hệ với đơn vị hoặc hồ sơ này." in shown
    assert "Anh ruột" not in shown
    form = {"cach": "luu", **dict(SENT.findall(shown))}
    for _ in range(2):
        assert client.post(at(cast, "seats"), form).status_code == 302
    assert set(Seat.objects.values_list("dossier", "person")) == {(three[1].pk, khanh.pk), (three[2].pk, khanh.pk)}
    assert Event.objects.filter(verb="seat_given").count() == 2


def test_by_hand_one_person_is_put_and_taken_back_and_an_old_page_changes_nothing(client, cast, khanh, three):
    client.force_login(cast.dung)
    name = f"cho-{three[0].pk}-1"
    shown = client.post(at(cast, "seats"), {"cach": "tay", name: khanh.pk}).content.decode()
    form = {"cach": "luu", **dict(SENT.findall(shown))}
    client.post(at(cast, "seats"), form)
    assert Seat.objects.get().person == khanh

    old = client.post(at(cast, "seats"), {"cach": "tay", name: cast.dung.pk}).content.decode()
    assert "vừa được người khác phân công; hãy xem lại rồi chọn lại." in old and 'name="doi"' not in old
    stale = client.post(at(cast, "seats"), {**form, "request_key": "khac", "doi": f"{three[0].pk}.1..{cast.dung.pk}"})
    assert stale.status_code == 409 and "vừa được người khác phân công" in stale.content.decode()
    shown = client.post(at(cast, "seats"), {"cach": "tay", name: "", f"la-{three[0].pk}-1": khanh.pk}).content.decode()
    assert "thu lại chỗ của khanh" in shown
    client.post(at(cast, "seats"), {"cach": "luu", **dict(SENT.findall(shown))})
    assert Seat.objects.count() == 0


def test_the_list_is_narrowed_by_theme_and_unit_and_nonsense_is_told(client, cast, khanh, three):
    second = cast.campaign.theme_scheme.themes.get(order=2)
    Dossier.objects.filter(pk=three[0].pk).update(theme=second)
    client.force_login(cast.dung)

    def titles(query: str) -> set[int]:
        listing = client.get(f"{at(cast, 'seats')}?{query}").context["listing"]
        return {row.pk for row in listing.rows}

    assert titles(f"linh-vuc={second.pk}") == titles(f"don-vi={cast.east.pk}") == {three[0].pk}
    assert titles(f"don-vi={cast.west.pk}") == {three[1].pk, three[2].pk}
    assert titles("linh-vuc=abc&don-vi=0&xem=?") == {one.pk for one in three}
    for sent in ({}, {"cach": "deu"}, {"cach": "deu", "nguoi": khanh.pk}, {"cach": "luu", "doi": "1.3.x"}):
        assert client.post(at(cast, "seats"), sent).status_code == 400
    assert Seat.objects.count() == 0


def test_the_workload_leads_to_the_queue_and_tells_what_nobody_can_judge(client, cast, khanh, three):
    for person in (khanh, cast.dung):
        declare(campaign=cast.campaign, ties=[Said("Anh ruột", unit=cast.village)], by=person, at=make.NOON)
    Seat.objects.create(dossier=three[1], number=1, person=khanh, given_by=cast.giang, given_at=make.NOON)
    client.force_login(cast.giang)

    page = client.get(at(cast, "load")).content.decode()

    theme = three[1].theme_id
    assert f'/tham-dinh/?nguoi={khanh.pk}"' in page and f"/tham-dinh/?nguoi={khanh.pk}&amp;linh-vuc={theme}" in page
    assert "1 hồ sơ cần người thẩm định khác" in page and "2 hồ sơ đang chờ thẩm định mà chưa đủ người" in page


def test_the_desk_asks_for_ties_for_seats_and_for_another_judge(client, cast, khanh, three):
    cast.campaign.asks_ties = cast.campaign.asks_two = True
    cast.campaign.save()

    def jobs(person) -> set[str]:
        client.force_login(person)
        return {job.title for job in client.get(reverse("office:desk")).context["jobs"]}

    assert {"Khai quan hệ trước khi thẩm định", "Ba hồ sơ chưa đủ người thẩm định"} <= jobs(khanh)
    for person in (khanh, cast.dung):
        declare(campaign=cast.campaign, ties=[Said("Anh ruột", unit=cast.village)], by=person, at=make.NOON)
    assert "Khai quan hệ trước khi thẩm định" not in jobs(khanh)
    assert "Một hồ sơ cần người thẩm định khác" in jobs(cast.giang)
    assert not {title for title in jobs(cast.an) if "thẩm định khác" in title or "Khai quan hệ" in title}
