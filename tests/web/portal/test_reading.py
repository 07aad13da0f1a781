"""A reading is counted once, only when a page of ours tells of it, and leaves nothing about the reader."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import cache
from django.utils import timezone

from danvan.stories.models import Reads
from tests import make

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def remembering(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "reading"}}
    cache.clear()


def times() -> list[tuple[date, int]]:
    return list(Reads.objects.values_list("month", "times"))


def test_a_page_of_ours_tells_of_a_reading_once(client, book):
    address = f"/mo-hinh/{book.road.pk}/da-xem/"
    assert [client.post(address, headers=OURS).status_code for _ in range(3)] == [204, 204, 204]
    assert times() == [(timezone.localdate().replace(day=1), 1)]


def test_another_reader_is_another_reading(client, book):
    for who in ("192.0.2.1", "192.0.2.2"):
        client.post(f"/mo-hinh/{book.road.pk}/da-xem/", headers=OURS, REMOTE_ADDR=who)
    assert [count for _, count in times()] == [2]


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_nobody_else_can_tell(client, book, site):
    headers = {"Sec-Fetch-Site": site} if site else {}
    assert client.post(f"/mo-hinh/{book.road.pk}/da-xem/", headers=headers).status_code == 403
    assert times() == []


def test_looking_changes_nothing(client, book):
    assert client.get(f"/mo-hinh/{book.road.pk}/da-xem/", headers=OURS).status_code == 405
    client.get(f"/mo-hinh/{book.road.pk}/", follow=True)
    assert times() == []


def test_what_is_not_public_is_not_counted(client, book):
    hidden = make.dossier(book.commune, book.campaign)
    assert client.post(f"/mo-hinh/{hidden.pk}/da-xem/", headers=OURS).status_code == 204
    assert times() == []
