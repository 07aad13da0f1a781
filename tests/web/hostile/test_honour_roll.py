"""The honour roll before hostile readers: what is not public stays so, letters stay letters, and no page is kept that
changed."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from danvan.dossiers.models import Dossier
from danvan.dossiers.replicating import follow
from danvan.hearings.actions import (
    Plan,
    Reading,
    Request,
    answer_removal,
    ask_removal,
    close,
    hide_name,
    open_consultation,
    prepare,
    say,
    show,
    withhold,
)
from danvan.hearings.models import Consultation
from danvan.ledger.models import Event
from danvan.library.actions import withdraw
from danvan.library.models import Document
from danvan.portal import links
from danvan.portal.compare import Asked
from danvan.portal.figures_page import SECTIONS
from danvan.reports import words
from danvan.stories.actions import Contact, Told, Words, hide_story, keep_contact, remove_photo, write_story
from danvan.stories.models import Photo
from tests import make
from tests.unit.library import rows as papers
from tests.unit.stories import rows as stories
from tests.web.hostile.pages import sheet_xml, text_of

SECRET, EVIL = "BIMATCHUADANG", '<script>alert(1)</script>"><img src=x onerror=QW()>{{7*7}}'
LOOSE = ("<script>alert", "<img src=x", "&lt;img src=x onerror=QW()&gt;</script")
MARKS = re.compile(r'(csrfmiddlewaretoken|request_key)" value="[^"]*"|nonce="[^"]*"')
FORMULA = '=HYPERLINK("http://evil")'


@pytest.fixture
def roll(cast):
    """A recognised model with a story, an open consultation, and a document; the public reads all three."""
    model = stories.model(cast, title="Hiến đất làm đường")
    stories.told(cast, model, shown=True)
    judged = make.dossier(cast.village, cast.campaign, state="CONFIRMED", title="Tuyến đường hoa")
    candidate = laid_open(cast, judged)
    return {"model": model, "candidate": candidate, "document": papers.public(cast.province, cast.dung)}


def laid_open(cast, dossier: Dossier, *, is_open: bool = True, **more):
    today = timezone.localdate()
    plan = Plan(
        **{"title": "Góp ý", "opens_on": today, "closes_on": today + timedelta(days=5), "dossiers": [dossier], **more}
    )
    made = prepare(campaign=cast.campaign, plan=plan, by=cast.dung, at=timezone.now())
    if is_open:
        open_consultation(consultation=made, by=cast.dung, at=timezone.now())
    return made.candidates.select_related("consultation", "dossier__campaign__keeper").get()


def places(roll) -> list[str]:
    """Every new public address that can be asked for, with something behind it."""
    model, candidate, document = roll["model"].pk, roll["candidate"], roll["document"].pk
    title = roll["model"].title
    held = candidate.consultation_id
    return [
        "/", "/mo-hinh/", *(f"/mo-hinh/{name}" for name in ("xuat.csv", "xuat.json", "xuat.xlsx", "tin.atom", "tin.rss")),
        links.practice(model, title), links.copies(model, title), links.practice_opinion(model, title),
        links.practice_card(model, title), f"/mo-hinh/{model}/", "/so-sanh/", "/don-vi/", "/gop-y/", f"/gop-y/{held}/",
        f"/gop-y/{held}/{candidate.pk}/", "/gop-y/theo-doi/", "/gop-y/da-gui/", "/go-thong-tin/", "/van-ban/",
        f"/van-ban/{document}/", f"/van-ban/{document}/tep/", "/quyet-dinh/", "/quyet-dinh/xuat.csv", "/danh-hieu/",
        "/thong-ke/", *(f"/thong-ke/{key}.{form}" for key in SECTIONS for form in ("csv", "xlsx")), "/tieu-chi/", "/lien-he/", "/en/", "/so-do/", "/sitemap.xml",
        "/sitemap-trang.xml", "/sitemap-mo-hinh.xml", "/sitemap-van-ban.xml", "/robots.txt", "/du-lieu/", "/du-lieu/api/",
        *(f"/du-lieu/{name}.{form}" for name in ("mo-hinh", "don-vi", "quyet-dinh", "so-lieu") for form in ("csv", "json")),
        "/api/v1/practices", f"/api/v1/practices/{model}", "/api/v1/statistics",
    ]  # fmt: skip


NAMES = [
    "q",
    "page",
    "page_size",
    "nam",
    "tu",
    "den",
    "don-vi",
    "linh-vuc",
    "loai",
    "tinh-trang",
    "sort",
    "mo",
    "bo",
    "ket-qua",
    "chua",
    "ma",
    "khi-do",
    "reading",
    "nhan-rong",
    "nguon",
    "hieu-luc",
    "dung-chu",
    "co-quan",
    "mo-hinh",
    "xong",
    "p",
    "year",
    "from",
    "to",
    "unit",
    "theme",
    "kind",
    "status",
]
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


def posts(roll) -> list[str]:
    model, candidate, document = roll["model"].pk, roll["candidate"], roll["document"].pk
    held = candidate.consultation_id
    office = [
        "gop-y/dang/", "gop-y/1/", f"gop-y/dot/moi/{roll['model'].campaign_id}/", f"gop-y/dot/{held}/sua/",
        *(f"gop-y/dot/{held}/buoc/{step}/" for step in ("open", "extend", "close", "cancel")),
        f"gop-y/dot/{held}/tong-hop/{candidate.pk}/", "go-thong-tin/1/", "cau-chuyen/anh/1/dong-y/",
        "cau-chuyen/anh/1/thu-tu/", "cau-chuyen/anh/1/go/", f"ho-so/{model}/cau-chuyen/",
        f"ho-so/{model}/cau-chuyen/go/", f"ho-so/{model}/cau-chuyen/them-anh/",
        f"lien-he/{roll['model'].unit_id}/", "van-ban/moi/",
        *(f"van-ban/{document}/{step}/" for step in ("sua", "dang", "go", "thay")), f"lam-theo/{model}/",
    ]  # fmt: skip
    public = [
        f"/gop-y/{held}/{candidate.pk}/",
        links.practice_opinion(model, roll["model"].title),
        "/go-thong-tin/",
        "/gop-y/theo-doi/",
    ]
    return [*(f"/can-bo/{way}" for way in office), *public]


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
