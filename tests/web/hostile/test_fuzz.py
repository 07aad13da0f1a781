"""Senseless addresses and forms: an answer in words, never a fault of ours."""

from __future__ import annotations

import pytest
from django.test import Client

from danvan.dossiers.models import Dossier
from danvan.ledger.models import Event
from tests import make
from tests.web.hostile.pages import LISTS, OFFICE_LISTS

HUGE = "99999999999999999999"
VALUES = (HUGE, "-1", "0", "٢", "२", "1e9", "1.5", "NaN", "Infinity", "%00", "a%00b", "%FF%FE", "%ED%A0%80",
          "9" * 5000, "0000000010000000", "x" * 100_000, "%25", "_", "''\"", "%5C", "[]", "%7B%22a%22:1%7D",
          "%0d%0aX:1", "%F0%9F%98%80", "ﷺ" * 60)  # fmt: skip
NAMES = ("q", "page", "page_size", "nam", "tu", "den", "don-vi", "linh-vuc", "loai", "tinh-trang", "sort", "mo", "bo",
         "ket-qua", "ma", "pham-vi", "year", "from", "to", "unit", "theme", "kind", "status")  # fmt: skip
OFFICE_NAMES = ("q", "page", "dot", "don-vi", "trang-thai", "noi-dung", "viec", "tab", "loc", "tat-ca", "xem", "buoc",
                "mau", "ban-gui", "phan", "loai")  # fmt: skip


def query(names: tuple[str, ...], value: str) -> str:
    """Every name with the same senseless value; the long ones only once, or the address grows too long to be true."""
    names = names if len(value) < 1000 else ("q",) if value[0] == "x" else ("page", "page_size", "nam", "don-vi")
    return "&".join(f"{name}={value}" for name in names)


@pytest.mark.parametrize("path", LISTS)
def test_public_addresses_bear_any_value(book, visit, path):
    client = visit()

    for value in VALUES:
        answer = client.get(f"{path}?{query(NAMES, value)}")
        assert answer.status_code in {200, 302, 400, 404}, value[:40]
    for question in ("q=a&q=b&q=c", "&&&==", "page=1&page=2", "%zz=1", "nam[]=2020", "nam=2020&nam=x&nam=2021"):
        assert client.get(f"{path}?{question}").status_code in {200, 302, 400}, question


@pytest.mark.parametrize("path", OFFICE_LISTS)
def test_signed_in_addresses_bear_any_value(book, visit, path):
    client = visit("giang" if "quyet-dinh" in path else "binh")

    for value in VALUES[OFFICE_LISTS.index(path) % 2 :: 2]:
        answer = client.get(f"{path}?{query(OFFICE_NAMES, value)}")
        assert answer.status_code in {200, 302}, value[:40]


def test_pages_of_one_thing_bear_any_value(book, visit):
    one, client = book.model.pk, visit("giang")
    places = (f"ho-so/{one}/", f"tham-dinh/{one}/", f"quyet-dinh/{book.draft.pk}/", f"quyet-dinh/{book.decision.pk}/")

    for number, value in enumerate(VALUES):
        for place in places[number % 2 :: 2]:
            answer = client.get(f"/can-bo/{place}?{query(OFFICE_NAMES, value)}")
            assert answer.status_code in {200, 404}, (place, value[:40])


NO_PAGE = (
    f"/mo-hinh/{HUGE}-x/", f"/don-vi/{HUGE}-x/", f"/quyet-dinh/{HUGE}/", f"/api/v1/practices/{HUGE}", "/tra-cuu/%00/",
    "/tra-cuu/%FF/", f"/tra-cuu/{'A' * 5000}/", "/tra-cuu/..%2f..%2fetc/", "/tra-cuu/%E2%80%AEABCD/", "/mo-hinh/-1-x/",
    "/mo-hinh/٢-x/", "/%00/", "/%FF%FE/", "/mo-hinh/1-%00/", f"/{'a' * 5000}/", "/tra-cuu/'OR'1'='1/",
    "/tra-cuu/{{7*7}}/",
)  # fmt: skip


def test_senseless_public_addresses_are_not_found(book, visit):
    assert [path for path in NO_PAGE if visit().get(path).status_code != 404] == []


NO_SCREEN = (
    f"ho-so/{HUGE}/", f"tham-dinh/{HUGE}/", f"minh-chung/{HUGE}/", f"quyet-dinh/{HUGE}/", f"giay/{HUGE}.pdf",
    f"ho-so/{HUGE}/phieu/tu-cham/", f"ho-so/{HUGE}/sua/", f"quyet-dinh/{HUGE}/ban-in.pdf", "dang-ky/khong-co/",
    "nhap/00000000-0000-0000-0000-00000000zzzz/", "ho-so/1/phieu/ai/", "ho-so/1/buoc/xoa/",
)  # fmt: skip


def test_senseless_office_addresses_are_not_found(book, visit):
    client = visit("binh")

    assert [place for place in NO_SCREEN if client.get(f"/can-bo/{place}").status_code != 404] == []


TEXTS = ("\x00", "x\x00y", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "x" * 400_000,
         "\u202e\u200b", "9" * 5000, HUGE, "\r\n\r\n", "'\"\\;--", "{{7*7}}", "ﬃ" * 400)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text)[:12])
def test_forms_bear_any_text(book, cast, visit, text):
    mine = make.dossier(cast.village, cast.campaign, title="Của mình")
    words = ("title", "theme", "unit", "holder_name", "holder_kind", "continuity", "situation", "place", "contact",
             "edition", "request_key", "note", "buoc", "keep_title", "year", "target_count")  # fmt: skip
    data = dict.fromkeys(words, text)

    for who, place in (
        ("an", f"dang-ky/{cast.campaign.code}/"), ("an", f"ho-so/{mine.pk}/sua/"),
        ("an", f"ho-so/{mine.pk}/buoc/submit/"), ("an", f"ho-so/{mine.pk}/buoc/withdraw/"),
        ("binh", f"tham-dinh/{mine.pk}/"), ("an", "nhap/"),
        ("an", "doi-mat-khau/"),
    ):  # fmt: skip
        more = {"step": text, "old_password": text, "dot": text}
        answer = visit(who).post(f"/can-bo/{place}", {**data, **more})
        assert answer.status_code in {200, 302, 400, 409}, place
    assert Dossier.objects.get(pk=mine.pk).title in {"Của mình", text[:300]}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text)[:12])
def test_cards_and_decisions_bear_any_text(book, cast, visit, text):
    titled = make.dossier(cast.village, cast.campaign, track="COMMUNE", state="ACCEPTED", theme=None)
    first = cast.campaign.tracks.get(track="COMMUNE").version.criteria.get(order=1).pk
    line = {f"kq-{first}": "MET", f"ghi-{first}": text, f"da-{first}": text[:12], f"diem-{first}": text, "note": text}
    words = ("number", "signed_on", "layout", "place", "body", "summary", "capacity", "articles", "dossiers", "edition",
             "list", "unit", "campaign", "kind", "request_key")  # fmt: skip
    data = dict.fromkeys(words, text)

    for place in ("", "luu/", "buoc/sign_self/"):
        answer = visit("an").post(f"/can-bo/ho-so/{titled.pk}/phieu/tu-cham/{place}", line)
        assert answer.status_code in {200, 302, 400, 409}, place
    for place in ("", "danh-sach/", "buoc/issue/"):
        answer = visit("giang").post(f"/can-bo/quyet-dinh/{book.draft.pk}/{place}", data)
        assert answer.status_code in {200, 302, 400, 409, 422}, place
    assert visit("giang").post("/can-bo/quyet-dinh/moi/", data).status_code in {200, 302, 400}
    assert not Event.objects.filter(verb="issue", subject=Event.subject_of(book.draft)).exists()


@pytest.mark.parametrize(("data", "sentence"), [
    ({f"x{number}": "" for number in range(5001)}, "quá nhiều ô"), ({"note": "x" * 6_000_000}, "quá dài"),
])  # fmt: skip
def test_too_much_in_one_sending_gets_a_sentence(cast, visit, data, sentence):
    answer = visit("an").post("/can-bo/nhap/", data)

    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert "Content-Security-Policy" in answer


BAD_NAME = b'--x\r\nContent-Disposition: form-data; name="tep"; filename="a\x00.xlsx"\r\n\r\nPK'
BODIES = (b"", b"\xff\xfe", b"--x\r\n", BAD_NAME, b"--x\r\nContent-Disposition: nonsense\r\n\r\n\r\n--x--")


KINDS = ("multipart/form-data; boundary=x", "multipart/form-data", "application/x-www-form-urlencoded",
         "application/json", "text/xml; charset=utf-7", "multipart/form-data; boundary=\xff")  # fmt: skip


def test_broken_bodies_are_only_broken(cast, visit):
    client = visit("an")

    for body in BODIES:
        for kind in KINDS:
            assert client.generic("POST", "/can-bo/nhap/", body, content_type=kind).status_code in {200, 400}, kind


def test_signs_of_the_database_are_only_letters(book, visit):
    for q, found in (("%", 0), ("_", 0), ("%hien%", 0), ("hien_dat", 0), ("hien dat", 1), ("|", 1)):
        assert visit().get("/mo-hinh/", {"q": q}).context["page"].paginator.count == found, q
        assert visit().get("/api/v1/practices", {"q": q}).json()["count"] == found, q


def test_a_page_size_with_many_noughts_is_no_way_round_the_limit(book, visit):
    for size in ("201", "00000000199999", "0000000020000", "+5", "1_0", " 5 ", "5" * 4500):
        answer = visit().get("/api/v1/practices", {"page_size": size})
        assert answer.status_code == (200 if size.strip() == "5" else 400), size[:20]


def test_senseless_cookies_are_no_cookies(book):
    for name in ("danvan_session", "danvan_csrf", "messages"):
        for value in ('"\\000\\000\\000\\000abcdefgh"', "x" * 4000, "é", "\\377", '"'):
            client = Client(raise_request_exception=False, HTTP_COOKIE=f"{name}={value}")
            for path in ("/tra-cuu/", "/can-bo/dang-nhap/", "/can-bo/"):
                assert client.get(path).status_code in {200, 302}, (name, value[:20], path)
