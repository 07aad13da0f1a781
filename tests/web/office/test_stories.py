"""The screens of stories: writing, showing, photographs, the list, contacts; and what the public gets of them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from danvan.dossiers.models import Dossier
from danvan.stories.models import ContactPoint, Photo, Story
from tests import make
from tests.unit.stories import rows

pytestmark = pytest.mark.django_db

TYPED = {
    "lead": "Ba mươi bảy hộ hiến đất.", "steps": "Họp thôn\nLàm trước", "so-1": "37 hộ", "la-1": "hiến đất",
    "edition": "0",
}  # fmt: skip
SENT = {"alt": "Đường mới", "credit": "Đảng ủy xã", "caption": "Đường sau khi mở"}


def at_desk(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def story_url(dossier) -> str:
    return f"/can-bo/ho-so/{dossier.pk}/cau-chuyen/"


def page(response) -> str:
    return str(response.content.decode())


def test_a_clerk_writes_and_the_organiser_shows(cast):
    dossier = rows.model(cast)
    clerk, province = at_desk(cast.an), at_desk(cast.dung)
    assert "Đăng lên sổ vàng" not in page(clerk.get(story_url(dossier)))
    assert clerk.post(story_url(dossier), TYPED).status_code == 302
    assert "Đăng lên sổ vàng" in page(province.get(story_url(dossier)))
    province.post(story_url(dossier), {**TYPED, "lead": "Câu đã sửa.", "edition": "1", "buoc": "dang"})
    story = Story.objects.get()
    assert (story.lead, story.shown_by, story.written_by) == ("Câu đã sửa.", cast.dung, cast.dung)
    assert "chỉ cơ quan tổ chức" in page(clerk.get(story_url(dossier)))


def test_a_clerk_cannot_show_by_a_forged_button(cast):
    dossier = rows.model(cast)
    answer = at_desk(cast.an).post(story_url(dossier), {**TYPED, "buoc": "dang"}, follow=True)
    assert "Đã lưu, nhưng chưa đăng" in page(answer)
    assert Story.objects.get().shown_at is None


def test_typed_text_survives_a_second_editor(cast):
    dossier = rows.model(cast)
    at_desk(cast.an).post(story_url(dossier), TYPED)
    at_desk(cast.binh).post(story_url(dossier), {**TYPED, "lead": "Của huyện", "edition": "1"})
    client = at_desk(cast.an)
    answer = client.post(story_url(dossier), {**TYPED, "lead": "Của xã", "edition": "1"})
    text = page(answer)
    assert (answer.status_code, "Của xã" in text, "Của huyện" in text) == (409, True, True)
    client.post(story_url(dossier), {**TYPED, "lead": "Của xã", "edition": answer.context["form"]["edition"].value()})
    assert Story.objects.get().lead == "Của xã"


def test_what_does_not_fit_is_said_and_kept_on_the_page(cast):
    dossier, client = rows.model(cast), at_desk(cast.an)
    half = client.post(story_url(dossier), {**TYPED, "so-2": "4.260 m²", "la-2": ""})
    long = client.post(story_url(dossier), {**TYPED, "lead": "x" * 301})
    assert (half.status_code, "4.260 m²" in page(half), "cả giá trị và lời" in page(half)) == (409, True, True)
    assert (long.status_code, "đang có 301" in page(long)) == (400, True)
    assert not Story.objects.exists()


def test_the_counter_says_how_much_is_written(cast):
    dossier = rows.model(cast)
    rows.told(cast, dossier)
    assert f"đang có {len(rows.TOLD.lead)}" in page(at_desk(cast.an).get(story_url(dossier)))


def test_a_registration_under_way_has_no_story_yet(cast):
    early = make.dossier(cast.village, cast.campaign, state="ACCEPTED")
    title = make.dossier(cast.village, cast.campaign, track="COMMUNE", state="APPROVED", theme=None)
    client = at_desk(cast.an)
    assert [client.get(story_url(one)).status_code for one in (early, title)] == [404, 404]
    assert "cau-chuyen" not in page(client.get(f"/can-bo/ho-so/{early.pk}/"))


def test_the_dossier_leads_to_its_story(cast):
    dossier = rows.model(cast)
    assert story_url(dossier) in page(at_desk(cast.an).get(f"/can-bo/ho-so/{dossier.pk}/"))


def test_hiding_asks_for_a_reason(cast):
    dossier = rows.model(cast)
    rows.told(cast, dossier, shown=True)
    client = at_desk(cast.giang)
    assert client.post(f"{story_url(dossier)}go/", {"why": ""}).status_code == 409
    client.post(f"{story_url(dossier)}go/", {"why": "Sai số liệu"})
    assert Story.objects.get().shown_at is None


def test_a_photograph_is_added_and_waits_for_consent(cast):
    dossier, client = rows.model(cast), at_desk(cast.an)
    url = f"{story_url(dossier)}them-anh/"
    for _ in range(2):  # the button pressed twice
        client.post(url, {**SENT, "shows_people": "on", "upload": rows.picture()})
    photo = Photo.objects.get()
    assert "Chưa có sự đồng ý" in page(client.get(story_url(dossier)))
    bad = client.post(f"/can-bo/cau-chuyen/anh/{photo.pk}/dong-y/", {"consent_on": "40/13/2026", "consent_note": "x"})
    client.post(f"/can-bo/cau-chuyen/anh/{photo.pk}/dong-y/", {"consent_on": "01/03/2026", "consent_note": "Bảy người"})
    photo.refresh_from_db()
    assert (bad.status_code, photo.consent_on, photo.consent_note) == (400, date(2026, 3, 1), "Bảy người")


def test_a_bad_file_is_refused_in_words_and_words_stay(cast):
    url = f"{story_url(rows.model(cast))}them-anh/"
    answer = at_desk(cast.an).post(url, {**SENT, "upload": rows.sent(b"\0\0\0\x18ftypheic" + b"0" * 40, "a.heic")})
    assert (answer.status_code, "HEIC" in page(answer), "Đường mới" in page(answer)) == (400, True, True)
    assert at_desk(cast.an).post(url, SENT).status_code == 400


def test_a_photograph_taken_down_is_gone_in_the_next_request(cast):
    dossier, visitor = rows.model(cast), Client()
    rows.told(cast, dossier, shown=True)
    photo = rows.photo(cast, dossier)
    url = f"/anh/{photo.pk}-480.jpg"
    seen = visitor.get(url)
    again = visitor.get(url, headers={"if-none-match": seen["ETag"]})
    assert (seen.status_code, seen["Content-Type"], seen["X-Content-Type-Options"], seen["Cache-Control"]) == (
        200, "image/jpeg", "nosniff", "public, no-cache",
    )  # fmt: skip
    assert (again.status_code, again.content) == (304, b"")
    remove, why = f"/can-bo/cau-chuyen/anh/{photo.pk}/go/", {"why": "Người trong ảnh đổi ý"}
    assert [at_desk(cast.dung).post(remove, why).status_code for _ in range(2)] == [302, 302]
    assert visitor.get(url, headers={"if-none-match": seen["ETag"]}).status_code == 404


def test_the_public_gets_only_what_is_public(cast):
    dossier, visitor = rows.model(cast), Client()
    alone, people = rows.photo(cast, dossier), rows.photo(cast, dossier, rows.PEOPLE, colour="red")

    def got():
        return [visitor.get(f"/anh/{one.pk}-480.jpg").status_code for one in (alone, people)]

    assert got() == [404, 404]
    rows.told(cast, dossier, shown=True)
    assert got() == [200, 404]
    assert [visitor.get(f"/anh/{alone.pk}-{width}.jpg").status_code for width in (479, 1600, 10**20)] == [404] * 3
    Dossier.objects.filter(pk=dossier.pk).update(recognised_on=None)
    assert got() == [404, 404]


def test_photographs_are_put_in_order(cast):
    dossier = rows.model(cast)
    first, second = rows.photo(cast, dossier), rows.photo(cast, dossier, colour="red")
    at_desk(cast.an).post(f"/can-bo/cau-chuyen/anh/{second.pk}/thu-tu/", {"place": "1"})
    assert list(Photo.objects.order_by("order").values_list("pk", flat=True)) == [second.pk, first.pk]


def test_the_list_says_what_each_model_needs(cast):
    lacking, waiting, shown = (rows.model(cast, title=title) for title in ("Chưa kể", "Chờ đăng đây", "Đã kể"))
    rows.told(cast, waiting)
    rows.told(cast, shown, shown=True)
    rows.photo(cast, shown, rows.PEOPLE)
    make.dossier(cast.village, cast.campaign, state="APPROVED", title="Chưa công nhận")
    client, found = at_desk(cast.an), {}
    for tab in ("chua-co", "cho-dang", "thieu-dong-y", "da-dang"):
        told = client.get(f"/can-bo/cau-chuyen/?muc={tab}").context["told"]
        found[tab] = ([row.title for row in told.rows], [one["count"] for one in told.tabs])
    assert found == {
        "chua-co": (["Chưa kể"], [1, 1, 1, 1]), "cho-dang": (["Chờ đăng đây"], [1, 1, 1, 1]),
        "thieu-dong-y": (["Đã kể"], [1, 1, 1, 1]), "da-dang": (["Đã kể"], [1, 1, 1, 1]),
    }  # fmt: skip
    assert "Chưa kể" not in page(at_desk(cast.chi).get("/can-bo/cau-chuyen/"))
    assert lacking.title in page(at_desk(cast.hoa).get("/can-bo/cau-chuyen/"))


def test_the_list_asks_no_more_for_more_rows(cast, django_assert_max_num_queries):
    client = at_desk(cast.binh)
    for number in range(35):
        rows.model(cast, title=f"Mô hình số {number}")
    with django_assert_max_num_queries(14):
        assert "Trang sau" in page(client.get("/can-bo/cau-chuyen/"))


def test_a_board_keeps_its_contact(cast):
    client, url = at_desk(cast.binh), f"/can-bo/lien-he/{cast.east.pk}/"
    typed = {"name": "Ban Dân vận Huyện ủy", "telephone": "0209 000 000", "edition": "0"}
    half = client.post(url, {"name": "Ban Dân vận Huyện ủy", "edition": "0"})
    assert (half.status_code, "ít nhất một cách" in page(half)) == (409, True)
    assert client.post(url, typed).status_code == 302
    late = client.post(url, {**typed, "telephone": "0209 111 111"})
    assert (late.status_code, "0209 111 111" in page(late)) == (409, True)
    assert ContactPoint.objects.get().telephone == "0209 000 000"
    assert "0209 000 000" in page(client.get("/can-bo/lien-he/"))
