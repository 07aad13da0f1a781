"""Each caller has so many askings a minute, counted by the address that our proxy saw."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.urls import reverse

from danvan.kit.limits import caller, seconds_to_wait

AT = datetime(2026, 3, 10, 5, 0, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def counting(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "limits"}}
    cache.clear()


def test_the_minute_has_room_for_so_many_and_the_next_begins_anew():
    told = [seconds_to_wait("x", "10.0.0.1", most=3, at=AT) for _ in range(5)]

    assert told == [0, 0, 0, 45, 45]
    assert seconds_to_wait("x", "10.0.0.2", most=3, at=AT) == seconds_to_wait("y", "10.0.0.1", most=3, at=AT) == 0
    assert seconds_to_wait("x", "10.0.0.1", most=3, at=AT.replace(minute=1)) == 0


@pytest.mark.parametrize(("address", "who"), [
    ("10.0.0.1", "10.0.0.1"), ("::ffff:10.0.0.1", "10.0.0.1"), ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
    ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::"), ("unix", "unix"),
])  # fmt: skip
def test_a_caller_is_its_address_or_its_network(address, who):
    assert caller(RequestFactory().get("/", REMOTE_ADDR=address)) == who


def test_codes_are_tried_so_often_by_each_client_behind_the_proxy(client, settings, db):
    settings.CHECKS_PER_MINUTE, settings.BEHIND_PROXY = 2, True
    page, twin = (reverse(name, args=["22222222"]) for name in ("portal:certificate", "api:certificate"))

    def ask(address: str, via: str) -> int:
        answers = client.get(address, headers={"x-forwarded-for": f"forged, {via}"})
        assert (answers.status_code == 429) == ("Retry-After" in answers.headers)
        return answers.status_code

    assert [ask(page, "10.0.0.1"), ask(twin, "10.0.0.1"), ask(page, "10.0.0.1"), ask(twin, "10.0.0.1")] == [
        404, 404, 429, 429,
    ]  # fmt: skip
    assert ask(page, "10.0.0.2") == 404
    refused = client.get(page, headers={"x-forwarded-for": "10.0.0.1"})
    assert "Bạn đã kiểm tra quá nhiều mã" in refused.text and refused["Cache-Control"] == "no-store"
