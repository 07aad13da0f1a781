"""The honour roll before hostile readers: what is not public stays so, and letters stay letters."""

from __future__ import annotations

import csv
from io import StringIO
from xml.etree.ElementTree import fromstring

import pytest
from django.http import QueryDict
from django.utils import timezone

from danvan.dossiers.models import Dossier
from danvan.dossiers.replicating import follow
from danvan.hearings.actions import (
    Reading,
    Request,
    answer_removal,
    ask_removal,
    say,
    show,
    withhold,
)
from danvan.hearings.models import Consultation
from danvan.ledger.models import Event
from danvan.library.actions import withdraw
from danvan.library.models import Document
from danvan.portal.compare import Asked
from danvan.reports import words
from danvan.stories.actions import Told, Words, remove_photo, write_story
from danvan.stories.models import Photo
from tests import make
from tests.unit.library import rows as papers
from tests.unit.stories import rows as stories
from tests.web.hostile.pages import sheet_xml, text_of
from tests.web.hostile.roll import laid_open, places, roll

__all__ = ["roll"]
SECRET, EVIL = "BIMATCHUADANG", '<script>alert(1)</script>"><img src=x onerror=QW()>{{7*7}}'
LOOSE = ("<script>alert", "<img src=x", "&lt;img src=x onerror=QW()&gt;</script")
FORMULA = '=HYPERLINK("http://evil")'


NAMES = (
    "q", "page", "page_size", "nam", "tu", "den", "don-vi", "linh-vuc", "loai", "tinh-trang", "sort", "mo", "bo",
    "ket-qua", "chua", "ma", "khi-do", "reading", "nhan-rong", "nguon", "hieu-luc", "dung-chu", "co-quan", "mo-hinh",
    "xong", "p", "year", "from", "to", "unit", "theme", "kind", "status",
)  # fmt: skip
VALUES = ("9" * 20, "-1", "%D9%A2%D9%A0%D9%A2%D9%A4", "%00", "a%00b", "%FF%FE", "%ED%A0%80", "1e9", "[]", "%0d%0aX:1")


@pytest.mark.parametrize("value", VALUES)
def test_every_address_bears_any_value(roll, visit, value):
    browser, asked = visit(), "&".join(f"{name}={value}" for name in NAMES)
    wrong = {}
    for place in places(roll):
        status = browser.get(f"{place}?{asked}&q=a&nam=x&nam=2026&don-vi=a&don-vi={value}").status_code
        if status not in {200, 301, 302, 400, 404}:
            wrong[place] = status
    assert wrong == {}


def test_every_address_bears_a_long_value(roll, visit):
    for place in places(roll):
        for name in ("q", "don-vi", "nam", "page"):
            assert visit().get(f"{place}?{name}={'x' * 100_000}").status_code in {200, 301, 302, 400, 404}, place


@pytest.mark.parametrize("sign", ["%01", "%0B", "%EF%BF%BE", "%C2%85", "%E2%80%AE", "%3C/title%3E"])
def test_feeds_and_files_bear_signs_that_xml_cannot_hold(roll, visit, sign):
    for name in ("tin.atom", "tin.rss"):
        answer = visit().get(f"/mo-hinh/{name}?q=duong{sign}hoa")
        assert answer.status_code == 200
        assert fromstring(answer.content).tag
    assert visit().get(f"/mo-hinh/xuat.xlsx?q=duong{sign}").status_code == 200


HUGE = "9" * 20
NO_PAGE = (
    f"/mo-hinh/{HUGE}/", f"/mo-hinh/{HUGE}-x/", f"/mo-hinh/{HUGE}-x/gop-y/", f"/mo-hinh/{HUGE}-x/nhan-rong/",
    f"/mo-hinh/{HUGE}-x/in.pdf", f"/mo-hinh/{HUGE}-x/anh-the.png", f"/anh/{HUGE}-480.jpg", f"/anh/1-{HUGE}.jpg",
    f"/gop-y/{HUGE}/", f"/gop-y/1/{HUGE}/", f"/van-ban/{HUGE}/", f"/van-ban/{HUGE}/tep/", f"/tieu-chi/{HUGE}/",
    "/thong-ke/x.csv", "/thong-ke/nam.exe", "/du-lieu/x.csv", "/du-lieu/mo-hinh.exe", "/quyet-dinh/xuat.exe",
    "/sitemap-x.xml", f"/sitemap-mo-hinh.xml?p={HUGE}", "/sitemap-mo-hinh.xml?p=x",
)  # fmt: skip


def test_senseless_addresses_are_not_found(roll, visit):
    assert {way: visit().get(way).status_code for way in NO_PAGE} == dict.fromkeys(NO_PAGE, 404)


def test_no_code_with_a_nul_reaches_a_database(roll, visit):
    assert Asked.read(QueryDict("don-vi=a%00b&don-vi=V"), "").codes == ("V",)


def hidden(cast, roll) -> None:
    """Everything that is kept but not public, each with the secret word in it."""
    model, now = roll["model"], timezone.now()
    told = dict.fromkeys(("lead", "steps", "lesson", "quote", "cost", "people", "contact"), SECRET)
    quiet = make.recognised(cast.village, cast.campaign, title="Mô hình khác")
    write_story(dossier=quiet, told=Told(**told), edition=0, by=cast.an, at=now)
    stories.photo(cast, quiet, Words(alt=SECRET, credit=SECRET, caption=SECRET, shows_people=False))
    stories.photo(cast, model, Words(alt=SECRET, credit=SECRET, caption=SECRET), colour="red")
    gone = stories.photo(cast, model, Words(alt=SECRET, credit=SECRET, shows_people=False), colour="blue")
    remove_photo(photo=gone, why=SECRET, by=cast.dung, at=now)
    soon = make.dossier(cast.village, cast.campaign, state="CONFIRMED", title=SECRET, method=SECRET)
    laid_open(cast, soon, is_open=False, title=SECRET, intro=SECRET)
    for number, about in enumerate((roll["candidate"], None) * 2):
        dossier = about.dossier if about else model
        key = f"{number}" * 32
        said = say(dossier=dossier, candidate=about, text=f"{SECRET} xin nói", request_key=key, at=now).opinion
        if number > 1:
            withhold(opinion=said, reason=SECRET, by=cast.dung, at=now)
    ask_removal(request=Request(SECRET, f"{SECRET} xin gỡ", SECRET, model), request_key="r" * 32, at=now)
    papers.draft(cast.province, cast.dung, title=SECRET, number=f"1-HD/{SECRET}")
    back = papers.public(cast.province, cast.dung, title=SECRET, summary=SECRET)
    withdraw(document=back, reason=SECRET, by=cast.dung, at=now)


def test_nothing_that_is_not_public_is_told_anywhere(cast, roll, visit):
    hidden(cast, roll)
    words.rebuild()
    ways = [*places(roll), *(f"/gop-y/{pk}/" for pk in Consultation.objects.values_list("pk", flat=True))]
    ways += [f"/van-ban/{one.pk}/{tail}" for one in Document.objects.all() for tail in ("", "tep/")]
    ways += [f"/anh/{one.pk}-{width}.jpg" for one in Photo.objects.all() for width in one.widths]
    ways += [f"/mo-hinh/{one.pk}/" for one in Dossier.objects.all()]
    typed = ("/mo-hinh/?q=bimatchuadamg", "/van-ban/?q=bimat", "/quyet-dinh/?q=bimat", "/go-thong-tin/?mo-hinh=")

    for way in (*ways, *typed, *(f"/go-thong-tin/?mo-hinh={one.pk}" for one in Dossier.objects.all())):
        answer = visit().get(way, follow=True)
        assert SECRET.lower() not in told(answer), way
        assert not (way.startswith("/anh/") and answer.status_code == 200), way


def told(answer) -> str:
    kind = answer.headers["Content-Type"]
    return "" if kind.startswith("image/") else text_of(answer).lower()


def test_no_event_holds_what_people_wrote_or_how_to_reach_them(cast, roll):
    said = say(dossier=roll["model"], candidate=None, text=f"{SECRET} xin nói", request_key="a" * 32, at=make.NOON)
    show(opinion=said.opinion, reading=Reading("SUPPORT", f"{SECRET} xin nói"), by=cast.dung, at=make.NOON)
    asked = Request(SECRET, f"{SECRET} xin gỡ", SECRET, roll["model"])
    found = ask_removal(request=asked, request_key="r" * 32, at=make.NOON).removal
    answer_removal(removal=found, step="done", answer=SECRET, by=cast.dung, at=make.NOON)

    assert not [one.pk for one in Event.objects.all() if SECRET in f"{one.note}{one.details}{one.label}"]


def test_the_name_of_an_individual_does_not_travel_with_the_copies(cast):
    person = {"holder_kind": "INDIVIDUAL", "holder_name": "Nông Thị Lan", "title": "Nông Thị Lan giúp hộ nghèo"}
    model = make.recognised(cast.village, cast.campaign, **person)
    made = follow(source=model, campaign=make.campaign(cast.province), unit=cast.office, by=cast.binh, at=make.NOON)

    told_of = Event.objects.filter(subject=Event.subject_of(made))
    assert not [one.verb for one in told_of if "Nông Thị Lan" in f"{one.note}{one.details}"]


def poisoned(cast, roll) -> None:
    """Hostile words wherever an officer or a citizen may write some."""
    model, now = roll["model"], timezone.now()
    Dossier.objects.filter(pk=model.pk).update(title=EVIL, place=EVIL, method=EVIL)
    told_of = dict.fromkeys(("lead", "steps", "lesson", "quote", "quote_by", "cost", "people", "contact"), EVIL)
    texts = Told(**told_of, figures=[("=1+1<b>", EVIL[:100])])
    write_story(dossier=model, told=texts, edition=1, by=cast.dung, at=now)
    stories.photo(cast, model, Words(alt=EVIL, credit=EVIL, caption=EVIL, shows_people=False))
    soon = make.dossier(cast.village, cast.campaign, state="CONFIRMED", title=EVIL, method=EVIL)
    one = laid_open(cast, soon, title=EVIL, intro=EVIL)
    for about, key in ((one, "a" * 32), (None, "b" * 32)):
        said = say(
            dossier=about.dossier if about else model, candidate=about, text=EVIL, request_key=key, at=now
        ).opinion
        show(opinion=said, reading=Reading("SUPPORT", EVIL), by=cast.dung, at=now)
    papers.public(cast.province, cast.dung, title=EVIL, body=EVIL, summary=EVIL, number="<b>1</b>")
    roll["candidate"], roll["model"] = one, Dossier.objects.get(pk=model.pk)


def test_hostile_words_are_only_letters(cast, roll, visit):
    poisoned(cast, roll)
    seen = 0
    for way in (*places(roll), *(f"/van-ban/{one.pk}/" for one in Document.objects.all())):
        answer = visit().get(way, follow=True)
        if answer.headers["Content-Type"].startswith(("text/html", "application/rss", "application/atom", "text/xml")):
            text = text_of(answer)
            seen += "alert(1)" in text
            assert not [one for one in LOOSE if one in text], way
    assert seen > 10


def test_formulas_are_only_letters_in_every_file(cast, roll, visit):
    Dossier.objects.filter(pk=roll["model"].pk).update(title=FORMULA, holder_name=FORMULA, unit_name=FORMULA)
    for way in places(roll):
        if way.endswith(".csv"):
            rows = list(csv.reader(StringIO(text_of(visit().get(way)).lstrip("\ufeff"))))
            assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "@", "+"))], way
        if way.endswith(".xlsx"):
            assert "<f>" not in sheet_xml(visit().get(way)), way


def test_a_form_sent_twice_makes_one_draft(cast):
    judged = make.dossier(cast.village, cast.campaign, state="CONFIRMED")
    held = {laid_open(cast, judged, is_open=False).consultation_id for _ in range(2)}
    other = laid_open(cast, judged, is_open=False, title="Góp ý khác").consultation_id
    written = {papers.draft(cast.province, cast.dung).pk for _ in range(2)}

    assert (len(held), len(written)) == (1, 1) and other not in held
    assert papers.draft(cast.province, cast.dung, title="Văn bản khác").pk not in written
