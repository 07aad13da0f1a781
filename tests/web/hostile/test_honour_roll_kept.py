"""No public page is kept by a browser that changed, and no sending counts that should not."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from danvan.dossiers.models import Campaign
from danvan.hearings.actions import (
    Reading,
    close,
    hide_name,
    say,
    show,
)
from danvan.ledger.models import Event
from danvan.library.actions import withdraw
from danvan.portal import links
from danvan.stories.actions import Contact, hide_story, keep_contact, remove_photo
from tests import make
from tests.unit.stories import rows as stories
from tests.web.hostile.pages import text_of
from tests.web.hostile.roll import places, posts, roll

__all__ = ["roll"]
MARKS = re.compile(r'(csrfmiddlewaretoken|request_key)" value="[^"]*"|nonce="[^"]*"')


CHANGES = {
    "a photo taken down": lambda cast, at: remove_photo(photo=at["photo"], why="Gỡ", by=cast.dung, at=timezone.now()),
    "a story hidden": lambda cast, at: hide_story(dossier=at["model"], why="Sai", by=cast.dung, at=timezone.now()),
    "a name hidden": lambda cast, at: hide_name(at["person"], by=cast.dung, at=timezone.now()),
    "a document taken back": lambda cast, at: withdraw(
        document=at["document"], reason="Nhầm", by=cast.dung, at=timezone.now()
    ),
    "an opinion shown": lambda cast, at: show(
        opinion=at["said"], reading=Reading("SUPPORT", at["said"].text), by=cast.dung, at=timezone.now()
    ),
    "a consultation closed": lambda cast, at: close(
        consultation=at["candidate"].consultation, reason="Đủ", by=cast.dung, at=timezone.now()
    ),
    "a contact kept": lambda cast, at: keep_contact(
        unit=cast.province, contact=Contact("Ban Dân vận", telephone="0204"), edition=0, by=cast.dung, at=timezone.now()
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_no_page_is_kept_that_changed(cast, roll, visit, change):
    at = _before(cast, roll)
    browser, names = visit(), {}
    for way in at["ways"]:
        answer = browser.get(way)
        names[way] = (answer.get("ETag"), _told(answer))
    assert browser.get("/", headers={"If-None-Match": names["/"][0]}).status_code == 304
    CHANGES[change](cast, at)

    now = {way: browser.get(way) for way in names}
    differ = [way for way in at["ways"] if "text/html" in now[way]["Content-Type"] and _told(now[way]) != names[way][1]]
    assert differ
    for way in differ:
        again = browser.get(way, headers={"If-None-Match": names[way][0] or ""})
        assert again.status_code == now[way].status_code, way
    if change in {"a photo taken down", "a story hidden"}:
        assert browser.get(at["picture"], headers={"If-None-Match": names[at["picture"]][0]}).status_code == 404


def _told(answer) -> str:
    return MARKS.sub("", text_of(answer)) if "text/html" in answer["Content-Type"] else ""


def _before(cast, roll) -> dict:
    person = make.recognised(cast.village, cast.campaign, holder_kind="INDIVIDUAL", holder_name="Nông Thị Lan")
    photo = stories.photo(cast, roll["model"])
    said = say(
        dossier=roll["model"], candidate=None, text="Con đường rất đẹp.", request_key="z" * 32, at=timezone.now()
    )
    picture = f"/anh/{photo.pk}-{photo.widths[0]}.jpg"
    pages = [way for way in places(roll) if "." not in way and "/api/" not in way]
    ways = [*pages, picture, links.practice(person.pk, person.title)]
    return {**roll, "person": person, "photo": photo, "said": said.opinion, "picture": picture, "ways": ways}


def test_the_address_of_the_site_is_never_what_the_caller_says(roll, visit):
    for way in places(roll):
        answer = visit().get(
            way, headers={"host": "localhost", "x-forwarded-host": "evil.example", "x-host": "evil.example"}
        )
        assert b"evil.example" not in b"".join(answer.streaming_content if answer.streaming else [answer.content]), way
        assert "evil" not in answer.headers.get("Location", "")
    for way in ("//evil.example/", "/mo-hinh//evil.example/", f"/mo-hinh/{roll['model'].pk}//evil.example/"):
        assert not visit().get(way).headers.get("Location", "").startswith(("//", "http")), way


def test_no_sending_counts_without_its_token(cast, roll):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.dung)
    count = Event.objects.count()

    assert {way: browser.post(way, {}).status_code for way in posts(roll)} == dict.fromkeys(posts(roll), 403)
    assert Event.objects.count() == count


def test_those_it_does_not_concern_change_nothing(cast, roll, visit):
    count = Event.objects.count()
    for who in ("chi", "hoa"):
        for way in posts(roll):
            if way.startswith("/can-bo/") and way != "/can-bo/gop-y/dang/" and "van-ban/moi" not in way:
                answer = visit(who).post(way, {"why": "x", "reason": "x", "seen": 1, "edition": 1, "lead": "x"})
                assert answer.status_code in {403, 404, 422}, (who, way)
    assert Event.objects.count() == count


def test_figures_that_come_out_by_the_clock_are_not_taken_for_the_old_ones(cast, roll, visit):
    coming = make.campaign(cast.east, first_year=2020, last_year=2020, is_archive=True)
    make.dossier(cast.village, coming, state="ACCEPTED", year=2020)
    before = visit().get("/api/v1/statistics")
    Campaign.objects.filter(pk=coming.pk).update(published_at=make.LONG_AGO)  # as when its hour comes: nobody acts

    again = visit().get("/api/v1/statistics", headers={"If-Modified-Since": before["Last-Modified"]})
    assert (again.status_code, again.json()["registered"]) == (200, before.json()["registered"] + 1)
