"""What is done to every request, and what is told when one breaks."""

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from danvan import errors, logs, middleware, probe


def passed(request: HttpRequest, layer: Callable[[middleware.Answer], middleware.Answer]) -> HttpResponse:
    return layer(lambda heard: HttpResponse(heard.META.get("REMOTE_ADDR", "")))(request)


@pytest.mark.parametrize(("behind", "address"), [(True, "203.0.113.9"), (False, "127.0.0.1")])
def test_only_the_address_written_by_our_proxy_counts(settings: Any, behind: bool, address: str) -> None:
    settings.BEHIND_PROXY = behind
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"})

    assert passed(request, middleware.real_client).content.decode() == address


@pytest.mark.parametrize(
    ("path", "kept"),
    [("/mo-hinh/", None), ("/can-bo/ho-so/1/", "no-store, private"), ("/quan-tri/", "no-store, private")],
)
def test_signed_in_pages_are_kept_nowhere(path: str, kept: str | None) -> None:
    response = passed(RequestFactory().get(path), middleware.private_pages)

    assert response.get("Cache-Control") == kept


@pytest.mark.parametrize(("length", "status"), [("104857600", 200), ("104857601", 413), ("", 200), ("x", 200)])
def test_sending_too_much_is_refused_unread(length: str, status: int) -> None:
    request = RequestFactory().post("/can-bo/", CONTENT_LENGTH=length)

    assert passed(request, middleware.body_limit).status_code == status


STRICT = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/suc-khoe/", "/khong-co/", "/can-bo/dang-nhap/", "/quan-trị/"])
def test_policy_is_strict_on_our_pages(client: Client, path: str) -> None:
    policy = client.get(path)["Content-Security-Policy"]

    assert sorted(policy.split("; ")) == sorted(STRICT.split("; "))


@pytest.mark.django_db
def test_policy_is_loosened_for_the_admin_only_where_its_theme_needs_it(client: Client) -> None:
    policy = client.get("/quan-tri/login/")["Content-Security-Policy"].split("; ")

    assert sorted(set(policy) - set(STRICT.split("; "))) == [
        "script-src 'self' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
    ]


@pytest.mark.django_db
def test_health_answers_while_the_database_does(client: Client) -> None:
    response = client.get("/suc-khoe/")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


def test_probe_finds_nobody_at_home() -> None:
    assert probe.healthy(1, "danvan.example") is False


def test_log_line_stays_one_line() -> None:
    record = logging.LogRecord("x", logging.ERROR, "", 0, "tên %s", ("a\r\nERROR giả\x1b[31m",), None)

    assert logs.OneLine().format(record).endswith("ERROR x: tên a\\r\\nERROR giả\\x1b[31m")


@pytest.mark.django_db
def test_fault_of_ours_gives_a_number_that_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    response = errors.server_error(RequestFactory().get("/mo-hinh/"))

    number = re.search(r"Mã tra cứu ([0-9A-F]{8})", caplog.text)
    assert number is not None
    assert response.status_code == 500
    assert number[1] in response.content.decode()
