"""Who is let in, for how long, and where a sign-in leads."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from danvan.accounts.models import User

PASSWORD = "hoa sen nở trên đầm"
EVIL = ("//evil.example", "https://evil.example/", "/\\evil.example", "https:evil.example", "%2f%2fevil.example",
        "javascript:alert(1)", "////evil.example", "http:///evil.example", "\t//evil.example")  # fmt: skip


@pytest.fixture
def binh(cast) -> User:
    cast.binh.set_password(PASSWORD)
    cast.binh.save()
    return cast.binh


def sign_in(client: Client, password: str = PASSWORD, name: str = "binh", **more):
    return client.post("/can-bo/dang-nhap/", {"username": name, "password": password}, **more)


def test_a_post_that_ended_opens_nothing_from_the_next_request(cast, binh, client):
    sign_in(client)
    mine = cast.village.pk
    assert client.get(f"/can-bo/dang-ky/{cast.campaign.code}/?don-vi={mine}").status_code == 200

    binh.all_posts.update(to_on=timezone.localdate() - timedelta(days=1))

    for address in (
        f"/can-bo/dang-ky/{cast.campaign.code}/",
        "/can-bo/nhap/",
        f"/can-bo/nhap/mau/{cast.campaign.code}/",
    ):
        assert client.get(address).status_code == 404
    assert client.get("/can-bo/ho-so/").context["total"] == 0


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "!"}])
def test_a_person_shut_out_is_out_from_the_next_request(binh, client, change):
    sign_in(client)
    assert client.get("/can-bo/").status_code == 200

    User.objects.filter(pk=binh.pk).update(**change)

    assert client.get("/can-bo/")["Location"] == "/can-bo/dang-nhap/?next=/can-bo/"


def test_signing_in_changes_the_session_and_signing_out_ends_it(binh, client):
    client.get("/can-bo/dang-nhap/")
    client.cookies["danvan_session"] = fixed = "a" * 32
    sign_in(client)
    ours = client.cookies["danvan_session"].value
    assert ours != fixed

    client.post("/can-bo/dang-xuat/")
    client.cookies["danvan_session"] = ours

    assert client.get("/can-bo/").status_code == 302
    assert client.get("/can-bo/dang-xuat/").status_code == 405


def host_after(address: str, answer) -> str:
    """Where a browser would be next."""
    return urlsplit(urljoin(f"http://testserver{address}", answer["Location"].replace("\\", "/"))).netloc


@pytest.mark.parametrize("door", ["/can-bo/dang-nhap/", "/quan-tri/login/"])
def test_signing_in_leads_to_no_other_site(cast, binh, door):
    User.objects.filter(pk=binh.pk).update(is_staff=True)

    for target in EVIL:
        client = Client()
        answer = client.post(f"{door}?next={target}", {"username": "binh", "password": PASSWORD, "next": target})
        assert answer.status_code == 302 and host_after(door, answer) == "testserver", target
        again = client.get("/can-bo/dang-nhap/", {"next": target})
        assert host_after("/can-bo/dang-nhap/", again) == "testserver", target


@pytest.mark.parametrize("path", ["//evil.example/mo-hinh", "///evil.example/x", "/\\evil.example/mo-hinh"])
def test_a_missing_slash_leads_to_no_other_site(db, client, path):
    answer = client.get("/", PATH_INFO=path)

    assert answer.status_code == 404 or host_after("/", answer) == "testserver"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "evil.example:80"]
)
def test_another_host_is_refused_and_repeated_nowhere(db, host):
    for path in ("/", "/can-bo/dang-nhap/", "/api/v1/practices", "/khong-co/"):
        answer = Client(raise_request_exception=False).get(path, headers={"host": host})
        assert answer.status_code == 400
        assert "evil" not in answer.content.decode() and "Traceback" not in answer.content.decode()


def test_forwarded_headers_of_strangers_are_not_believed(db, client):
    answer = client.get("/can-bo/", headers={"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"})
    told = client.get("/api/v1/openapi.json", headers={"x-forwarded-host": "evil.example"})

    assert answer["Location"] == "/can-bo/dang-nhap/?next=/can-bo/"
    assert "evil" not in told.content.decode()


def test_five_wrong_passwords_lock_the_door_in_vietnamese(binh):
    client = Client()
    for number in range(5):  # a new address each time: only the proxy's word counts
        answer = sign_in(client, "sai mật khẩu", headers={"x-forwarded-for": f"203.0.113.{number}"})

    assert answer.status_code == 429
    assert "Đăng nhập đang tạm khóa" in answer.content.decode()
    right = sign_in(client)
    assert (right.status_code, "tạm khóa" in right.content.decode()) == (429, True)
    assert client.get("/can-bo/").status_code == 302


def test_the_lock_is_for_one_person_at_one_place(binh):
    for _ in range(5):
        sign_in(Client(), "sai")

    assert sign_in(Client(REMOTE_ADDR="203.0.113.7")).status_code == 302
    assert sign_in(Client(), name="an").status_code == 200


def test_a_stranger_and_a_wrong_password_look_alike(binh):
    wrong, unknown = (sign_in(Client(), "sai", name=name) for name in ("binh", "nobody"))

    said = [answer.context["form"].non_field_errors() for answer in (wrong, unknown)]
    assert said[0] == said[1] and wrong.status_code == unknown.status_code == 200


@pytest.mark.parametrize(
    "name", ["binh\x00", "x" * 100_000, "' OR 1=1 --", "\ud800".encode("utf-8", "replace").decode()]
)
def test_odd_names_are_only_wrong_names(binh, name):
    answer = Client(raise_request_exception=False).post("/can-bo/dang-nhap/", {"username": name, "password": "x\x00"})

    assert answer.status_code == 200
