"""The pages on which anyone speaks: what is shown, what is taken, the code, and what happens after the end."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from danvan.hearings.actions import Reading, close_due, digest, erase_due, reply, show, withhold
from danvan.hearings.models import Candidate, Consultation, Opinion, Removal
from tests import make
from tests.unit.hearings import rows

KEY = "k" * 32
FOLLOW = "/gop-y/theo-doi/"


@pytest.fixture
def candidate(cast, monkeypatch) -> Candidate:
    """The first candidate of a consultation that is open today."""
    now = timezone.now()
    monkeypatch.setattr(rows, "TODAY", timezone.localdate(now))
    monkeypatch.setattr(make, "NOON", now)
    return rows.first(rows.opened(cast))


def address(candidate: Candidate) -> str:
    return reverse("portal:candidate", args=[candidate.consultation_id, candidate.pk])


def send(client: Client, candidate: Candidate, text: str = rows.TEXT, key: str = KEY):
    return client.post(address(candidate), {"text": text, "request_key": key})


def code_on(client: Client) -> str:
    return re.search(r'id="ma">([^<]+)<', client.get("/gop-y/da-gui/").text).group(1)


def test_an_opinion_is_sent_and_followed_by_its_code_which_is_shown_once(client, cast, candidate):
    sent = send(client, candidate)
    assert (sent.status_code, sent["Location"], sent["Cache-Control"]) == (302, "/gop-y/da-gui/", "no-store, private")
    code = code_on(client)
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", code) and code not in client.get("/gop-y/da-gui/").text

    assert "đang chờ đọc" in client.post(FOLLOW, {"ma": code}).text
    said = Opinion.objects.get()
    show(opinion=said, reading=Reading("SUPPORT", rows.TEXT), by=cast.dung, at=timezone.now())
    reply(opinion=said, text="Cảm ơn góp ý.", by=cast.an, at=timezone.now())
    assert "Cảm ơn góp ý." in client.post(FOLLOW, {"ma": code.lower().replace("-", " ")}).text
    withhold(opinion=said, reason="Có tên người khác", by=cast.dung, at=timezone.now())
    assert "Lý do: Có tên người khác" in client.post(FOLLOW, {"ma": code}).text


def test_pressing_twice_is_one_opinion_and_the_same_code(client, candidate):
    send(client, candidate)
    first = code_on(client)
    send(client, candidate)

    assert code_on(client) == first and Opinion.objects.count() == 1


@pytest.mark.parametrize(("text", "said"), [
    ("", "đang trống"), ("Tốt", "quá ngắn"), ("dài " * 600, "Hãy rút gọn"),
])  # fmt: skip
def test_what_is_not_taken_says_why_and_keeps_what_was_typed(client, candidate, text, said):
    answer = send(client, candidate, text)

    assert answer.status_code == 200 and said in answer.text and text.strip()[:20] in answer.text
    assert not Opinion.objects.exists()


def test_markup_and_links_are_plain_text(client, cast, candidate):
    words = "<script>alert(1)</script> xem https://vi-du.vn nhé"
    send(client, candidate, words)
    show(opinion=Opinion.objects.get(), reading=Reading("SUGGEST", words), by=cast.dung, at=timezone.now())

    page = client.get(address(candidate)).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; xem https://vi-du.vn" in page and 'href="https://vi-du.vn' not in page


def test_nothing_is_taken_without_the_mark_of_the_form(candidate):
    strict = Client(enforce_csrf_checks=True)

    assert send(strict, candidate).status_code == 403 and not Opinion.objects.exists()


def test_so_many_an_hour_and_then_told_to_wait_with_the_text_kept(client, candidate, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "said"}}
    settings.OPINIONS_PER_HOUR = 2
    cache.clear()

    answers = [send(client, candidate, key=sign * 32) for sign in "abc"]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "phút" in answers[2].text and rows.TEXT in answers[2].text and Opinion.objects.count() == 2


def test_only_what_is_read_is_shown_and_no_caller_is_stored(client, candidate):
    send(client, candidate)

    assert rows.TEXT not in Client().get(address(candidate)).text
    assert "127.0.0.1" not in str(Opinion.objects.values().get())


def test_after_the_end_nothing_is_taken_and_the_result_is_there(client, cast, candidate):
    over = timezone.now() + timedelta(days=11)
    Consultation.objects.update(opens_on=over - timedelta(days=20), closes_on=timezone.localdate() - timedelta(days=1))
    assert "đã kết thúc nên không nhận thêm" in send(client, candidate).text and not Opinion.objects.exists()
    close_due(over)
    digest(candidate=candidate, text="Bà con đồng tình.", by=cast.dung, at=over)

    page = client.get(address(candidate)).text
    assert "<form" not in page.split("<main")[1] and "Không nhận thêm ý kiến." in page and "Bà con đồng tình." in page
    assert "Đã lấy ý kiến xong" in client.get("/gop-y/").text


def test_a_code_stops_working_when_the_words_are_deleted(client, candidate):
    send(client, candidate)
    code = code_on(client)
    close_due(timezone.now() + timedelta(days=20))
    erase_due(timezone.now() + timedelta(days=200))
    Opinion.objects.update(received_at=timezone.now())
    Consultation.objects.update(closed_at=timezone.now() - timedelta(days=99))
    erase_due(timezone.now())

    answer = client.post(FOLLOW, {"ma": code}).text
    assert "đã được xóa theo thời hạn" in answer and rows.TEXT not in answer


@pytest.mark.parametrize(("typed", "said"), [
    ("", "Nhập mã"), ("AAAA", "ký tự bị nhầm"), ("22222222", "Không có ý kiến nào"), ("2222222O", "ký tự bị nhầm"),
])  # fmt: skip
def test_a_code_that_is_none_is_told_calmly(client, db, typed, said):
    answer = client.post(FOLLOW, {"ma": typed})

    assert answer.status_code == 200 and said in answer.text and answer["Cache-Control"] == "no-store, private"


def test_drafts_and_those_given_up_are_not_there(client, cast, candidate):
    for state in ("DRAFT", "CANCELLED"):
        Consultation.objects.update(state=state)
        pages = [address(candidate), reverse("portal:hearing", args=[candidate.consultation_id])]
        assert [client.get(page).status_code for page in pages] == [404, 404]
        assert "Hiện chưa có mô hình nào" in client.get("/gop-y/").text


def test_a_recognised_model_is_commented_on_and_a_waiting_one_is_not(client, cast, candidate):
    road = make.recognised(cast.village, cast.campaign, title="Đường hoa")
    page = reverse("portal:practice-opinion", args=[road.pk, "duong-hoa"])
    assert client.post(page, {"text": rows.TEXT, "request_key": KEY}).status_code == 302
    assert Opinion.objects.get().candidate is None

    hidden = reverse("portal:practice-opinion", args=[candidate.dossier_id, "x"])
    assert client.get(hidden).status_code == client.post(hidden, {"text": rows.TEXT}).status_code == 404


def test_a_request_is_taken_with_its_model_and_followed(client, cast):
    road = make.recognised(cast.village, cast.campaign, title="Đường hoa")
    form = {"about": "Tên tôi ở trang này", "text": "Xin gỡ tên tôi khỏi trang.", "contact": "", "request_key": KEY}
    assert "Đường hoa" in client.get(f"/go-thong-tin/?mo-hinh={road.pk}").text
    client.post(f"/go-thong-tin/?mo-hinh={road.pk}", form)

    assert (
        Removal.objects.get().dossier == road and "Yêu cầu đã đến" in client.post(FOLLOW, {"ma": code_on(client)}).text
    )
    client.post(
        "/go-thong-tin/", {**form, "about": f"https://x.vn/mo-hinh/{road.pk}-duong-hoa/", "request_key": "q" * 32}
    )
    assert [one.dossier for one in Removal.objects.order_by("pk")] == [road, road]


@pytest.mark.parametrize("page", ["/gop-y/", "/gop-y/{hearing}/", "/gop-y/{hearing}/{candidate}/", "/gop-y/da-gui/",
                                  FOLLOW, "/go-thong-tin/"])  # fmt: skip
def test_each_page_has_a_title_one_heading_a_description_and_crumbs(client, candidate, page):
    text = client.get(page.format(hearing=candidate.consultation_id, candidate=candidate.pk)).text

    assert text.count("<h1") == 1 and 'class="crumbs"' in text and "<title>Trang |" not in text
    assert re.search(r'<meta name="description" content="[^"]{20,}"', text)


def counted(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    return len(asked)


def test_lists_cost_no_query_a_row(client, cast, candidate):
    pages = ["/gop-y/", reverse("portal:hearing", args=[candidate.consultation_id]), address(candidate)]
    few = [counted(client, page) for page in pages]
    for number in range(8):
        said = rows.opinion(candidate, key=str(number) * 32, at=timezone.now())
        show(opinion=said, reading=Reading("SUPPORT", rows.TEXT), by=cast.dung, at=timezone.now())

    assert [counted(client, page) for page in pages] == few and max(few) <= 6
