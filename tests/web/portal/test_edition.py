"""A public page that did not change costs a 304, and is sent anew from the first moment it shows something else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from danvan.accounts.models import Role
from danvan.dossiers.models import Campaign
from danvan.ledger.record import Act, record
from danvan.reports.edition import edition
from tests import make

PAGES = ["/", "/mo-hinh/", "/mo-hinh/?q=duong", "/don-vi/", "/quyet-dinh/", "/danh-hieu/"]


def told(client, address, name):
    return client.get(address, headers={"If-None-Match": name})


@pytest.mark.parametrize("address", PAGES)
def test_an_unchanged_page_is_not_sent_again(client, book, address):
    first = client.get(address)
    assert first["Cache-Control"] == "public, no-cache"
    again = told(client, address, first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_it_costs_one_small_query(client, book):
    by = make.user(Role.DISTRICT_BOARD, book.district, "ghi")
    record(Act(book.commune, "rename", "Đổi tên"), by=by, at=timezone.now())
    name = client.get("/")["ETag"]
    with CaptureQueriesContext(connection) as queries:
        assert told(client, "/", name).status_code == 304
    assert len(queries) == 1


def test_any_recorded_action_sends_it_anew(client, book):
    name = client.get("/")["ETag"]
    by = make.user(Role.DISTRICT_BOARD, book.district, "ghi")
    record(Act(book.commune, "rename", "Đổi tên"), by=by, at=timezone.now())
    assert told(client, "/", name).status_code == 200


def test_what_others_may_not_even_know_of_does_not_show_in_the_name(client, book):
    name = client.get("/")["ETag"]
    by = make.user(Role.DISTRICT_BOARD, book.district, "ghi")
    record(Act(book.road, "blind_score", "Chấm độc lập"), by=by, at=timezone.now())
    assert told(client, "/", name).status_code == 304


def test_figures_that_come_out_by_the_clock_send_it_anew(book):
    soon = timezone.now() + timedelta(minutes=5)
    Campaign.objects.filter(pk=book.campaign.pk).update(published_at=soon)
    assert edition(soon - timedelta(seconds=1)) != edition(soon)


def test_another_day_sends_it_anew(book):
    noon = timezone.localtime().replace(hour=12)
    assert edition(noon) != edition(noon + timedelta(days=1))
    assert edition(noon) == edition(noon + timedelta(hours=1))


def test_another_release_sends_it_anew(client, book, settings):
    name = client.get("/")["ETag"]
    settings.RELEASE = "another"
    assert told(client, "/", name).status_code == 200


def test_pages_with_a_form_of_their_own_and_pages_of_officers_are_not_kept(client, book):
    assert not client.get("/can-bo/dang-nhap/").has_header("ETag")
    client.force_login(make.user(Role.DISTRICT_BOARD, book.district, "can-bo"))
    assert not client.get("/").has_header("ETag")


def test_a_page_that_is_not_there_has_no_name(client, book):
    assert not client.get("/khong-co/").has_header("ETag")


def test_readers_get_no_cookie_and_pages_come_packed(client, book):
    answer = client.get("/mo-hinh/", headers={"Accept-Encoding": "gzip"})
    assert not answer.cookies
    assert answer["Content-Encoding"] == "gzip"
    assert "Cookie" not in answer.get("Vary", "")
    assert settings.SESSION_COOKIE_NAME not in answer.cookies
