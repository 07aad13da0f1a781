"""The page of one recognised model."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from danvan.dossiers.enums import Holder
from danvan.ledger.models import Event
from danvan.stories.models import ContactPoint, Figure, Photo, Reads, Story
from tests import make
from tests.web.portal.conftest import CODE

SLUG = "hien-dat-lam-duong-nong-thon-moi"


def address(dossier, slug=SLUG) -> str:
    return reverse("portal:practice", kwargs={"pk": dossier.pk, "slug": slug})


def read(client, dossier) -> str:
    answer = client.get(address(dossier))
    assert answer.status_code == 200
    return answer.content.decode()


def story(dossier, **more) -> Story:
    told = {"written_by": make.author(), "written_at": make.NOON, "shown_at": make.NOON, **more}
    return Story.objects.create(dossier=dossier, **told)


def photo(dossier, number: int = 1, **more) -> Photo:
    told = {
        "folder": f"photos/{dossier.pk}-{number}/", "widths": [480, 960], "width": 960, "height": 640,
        "sha256": "0" * 64, "alt": "Con đường mới", "credit": "Đài xã", "shows_people": False, "order": number,
        "added_by": make.author(), "added_at": make.NOON,
    }  # fmt: skip
    return Photo.objects.create(dossier=dossier, **(told | more))


def test_the_story_has_only_the_sections_that_say_something(client, book):
    type(book.road).objects.update(upkeep="", situation="Đường lầy lội", method="Đảng viên làm trước; bàn từng cụm nhà")
    page = read(client, book.road)
    assert "Bối cảnh" in page
    assert "Khả năng nhân rộng" not in page
    assert "<li><span>Đảng viên làm trước</span></li><li><span>Bàn từng cụm nhà</span></li>" in page


def test_seal_decision_and_certificate_lead_to_their_proofs(client, book):
    page = read(client, book.road)
    assert "Được công nhận năm 2020" in page
    assert reverse("portal:decision", kwargs={"pk": book.decision.pk}) in page
    assert reverse("portal:certificate", kwargs={"code": CODE}) in page
    assert "A6J9-ZWYW" in page
    assert 'class="qr"' in page


def test_the_contact_person_is_never_shown(client, book):
    type(book.road).objects.update(contact="Nông Văn Bí Mật, 0912345678")
    assert "0912345678" not in read(client, book.road)


def test_the_days_of_a_living_dossier_come_from_the_ledger_without_names(client, book):
    living = make.campaign(book.district)
    dossier = make.recognised(book.commune, living, title="Đường hoa", registered_on=date(2026, 2, 1))
    Event.objects.create(
        subject=Event.subject_of(dossier), verb="confirm", label="Xác nhận thẩm định", actor=make.author(),
        at=make.NOON, note="Ý kiến nội bộ", previous_hash="", hash="1",
    )  # fmt: skip
    page = client.get(address(dossier, "duong-hoa")).content.decode()
    assert "01/02/2026" in page
    assert "10/3/2026" in page
    assert "Tỉnh thẩm định" in page
    assert "Ý kiến nội bộ" not in page


def test_other_years_of_the_practice_are_linked(client, book):
    later = make.recognised(book.commune, book.campaign, title="Mở rộng đường", year=2019)
    type(later).objects.filter(pk=later.pk).update(practice=book.road.practice)
    assert address(later, "mo-rong-duong") in read(client, book.road)


def test_illustrative_data_say_so(client, book):
    assert "Dữ liệu minh họa" not in read(client, book.road)
    type(book.road).objects.update(is_illustrative=True)
    assert "Dữ liệu minh họa" in read(client, book.road)


def test_a_shown_story_gives_lead_figures_lesson_quote_and_guide(client, book):
    told = story(
        book.road, lead="Bí thư hiến đất trước.", lesson="Bàn trước khi làm.", quote="Con đường nên đi chỗ nào?",
        quote_by="Bí thư chi bộ", steps="Họp thôn. Bàn từng cụm.\nLàm đường", cost="30 triệu đồng", people="Tổ dân vận",
    )  # fmt: skip
    Figure.objects.create(story=told, order=1, value="37 hộ", label="tự nguyện hiến đất")
    page = read(client, book.road)
    for words in (
        "Bí thư hiến đất trước.", "<b>37 hộ</b><span>tự nguyện hiến đất</span>", '<h2 id="bai-hoc">Bài học</h2>',
        "<p>Con đường nên đi chỗ nào?</p><footer>Bí thư chi bộ</footer>", "<b>Họp thôn.</b> Bàn từng cụm.",
        "30 triệu đồng", "Tổ dân vận",
    ):  # fmt: skip
        assert words in page


def test_a_story_not_shown_yet_is_nowhere(client, book):
    story(book.road, shown_at=None, lead="Chưa đăng", lesson="Chưa đăng", quote="Chưa đăng", steps="Chưa đăng")
    assert "Chưa đăng" not in read(client, book.road)


def test_the_first_photograph_takes_the_place_of_the_drawing(client, book):
    assert 'class="scene"' in read(client, book.road)
    story(book.road)
    first, second = photo(book.road, 1, caption="Ngày khánh thành."), photo(book.road, 2, alt="Nhà văn hóa")
    page = read(client, book.road)
    assert 'class="scene"' not in page
    assert f'srcset="/anh/{first.pk}-480.jpg 480w, /anh/{first.pk}-960.jpg 960w"' in page
    assert 'width="960" height="640" alt="Con đường mới">' in page
    assert "<figcaption>Ngày khánh thành. Ảnh: Đài xã</figcaption>" in page
    assert f'src="/anh/{second.pk}-960.jpg"' in page and 'alt="Nhà văn hóa" loading="lazy"' in page


def test_a_photograph_of_people_without_their_consent_is_not_shown(client, book):
    story(book.road)
    photo(book.road, shows_people=True)
    assert "/anh/" not in read(client, book.road)


def test_the_family_is_told_both_ways_and_only_of_what_is_public(client, book):
    origin = make.recognised(make.unit(name="Đảng bộ xã Bình Trung"), book.campaign, title="Đường Khuổi Đăm")
    copy = make.recognised(make.unit(name="Đảng bộ xã Yên Thượng"), book.campaign, title="Đường Nà Huống")
    draft = make.dossier(make.unit(), make.campaign(book.district), title="Chưa công bố")
    book.road.practice.copied_from = origin.practice
    book.road.practice.save()
    for one in (copy, draft):
        one.practice.copied_from = book.road.practice
        one.practice.save()
    page = read(client, book.road)
    assert "<h2>Học từ xã Bình Trung, đã lan tới một nơi</h2>" in page
    assert address(origin, "duong-khuoi-dam") in page and address(copy, "duong-na-huong") in page
    assert "Chưa công bố" not in page


def test_doing_the_same_leads_to_the_office_and_to_whom_to_ask(client, book):
    ContactPoint.objects.create(unit=book.district, name="Ban Dân vận Huyện ủy", telephone="0209 000 000")
    page = read(client, book.road)
    assert f'href="/can-bo/lam-theo/{book.road.pk}/">Đăng ký làm theo mô hình này</a>' in page
    assert "Ban Dân vận Huyện ủy" in page and "0209 000 000" in page
    answer = client.get(f"/can-bo/lam-theo/{book.road.pk}/")
    assert (answer.status_code, reverse("login") in answer.headers["Location"]) == (302, True)


def test_similar_models_are_three_at_most_and_never_the_model_itself(client, book):
    titles = ("Hiến đất làm đường thôn Ba", "Đường hoa", "Làm đường hoa", "Hiến đất làm nhà văn hóa")
    made = {title: make.recognised(make.unit(), book.campaign, title=title, theme=None) for title in titles}
    own = make.recognised(book.commune, book.campaign, title="Hiến đất làm đường năm trước", year=2019, theme=None)
    type(own).objects.filter(pk=own.pk).update(practice=book.road.practice)
    cards = client.get(address(book.road)).context["similar"]
    assert [card["title"] for card in cards] == [titles[0], titles[3], titles[2]]
    assert cards[0]["url"] == address(made[titles[0]], "hien-dat-lam-duong-thon-ba")


def test_a_hidden_name_is_gone_from_story_photographs_and_card(client, book):
    name = "Nông Văn Kín"
    change = {"holder_kind": Holder.INDIVIDUAL, "holder_name": f"Ông {name}", "name_hidden_at": make.NOON}
    type(book.road).objects.filter(pk=book.road.pk).update(**change)
    story(book.road, lead=f"Ông {name} hiến đất.", lesson=name, quote="Đi.", quote_by=f"Ông {name}", people=name)
    photo(book.road, alt=f"Ông {name}", caption=name, credit=name)
    assert name not in read(client, book.road)


def test_readings_are_shown_once_there_are_some(client, book):
    assert "Lượt xem" not in read(client, book.road)
    for month, times in ((1, 1200), (2, 4)):
        Reads.objects.create(dossier=book.road, month=date(2026, month, 1), times=times)
    assert "Lượt xem: 1.204" in read(client, book.road)


def test_the_address_can_be_copied_printed_and_sent_by_mail(client, book, settings):
    settings.SITE_URL = "https://sovang.example.vn"
    page = read(client, book.road)
    whole = f"https://sovang.example.vn{address(book.road)}"
    assert f'value="{whole}" readonly' in page
    assert 'href="mailto:?subject=Hi%E1%BA%BFn%20%C4%91%E1%BA%A5t' in page
    assert f'href="{address(book.road)}in.pdf"' in page


@pytest.mark.parametrize("rows", [1, 12])
def test_the_page_asks_no_more_for_more_copies_photographs_and_steps(client, book, rows, django_assert_max_num_queries):
    told = story(book.road, steps="Bàn.\n" * rows)
    Figure.objects.create(story=told, order=1, value="37 hộ", label="hiến đất")
    for number in range(rows):
        photo(book.road, number)
        copy = make.recognised(make.unit(), book.campaign, title=f"Đường {number}")
        copy.practice.copied_from = book.road.practice
        copy.practice.save()
    with django_assert_max_num_queries(18):
        read(client, book.road)
