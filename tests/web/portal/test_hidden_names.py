"""A name that was taken down stands on no public page and in no public file, however it was typed; counts stay."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from danvan.decisions.models import Certificate
from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier
from danvan.hearings.actions import Reading, hide_name, open_consultation, prepare, reply, say, show
from danvan.hearings.preparing import Plan
from danvan.kit import vi
from danvan.reports import words
from danvan.stories.models import Figure, Story
from tests import make

NAME, OLD = "Bà Nông Thị Lan, thôn Nà Pài", "Nông Thị Lam"
TEXT = "Bà Nông Thị Lan làm trước; bà con nghe Nong Thi Lan nói."
FIELDS = (
    "situation",
    "objectives",
    "method",
    "place",
    "forces",
    "resources",
    "schedule",
    "outputs",
    "upkeep",
    "achieved",
)
SIGNS = ("nong thi lan", "nong thi lam", "nong-thi-lan", "nong%20thi")
CODE = "A6J9ZWYW"
# every address that may tell of a model, {pk} of the dossier, {slug} as it was before
ADDRESSES = (
    "/", "/mo-hinh/", "/mo-hinh/?tinh_trang=dang-ky", "/mo-hinh/?q=Nong+Thi+Lam", "/mo-hinh/?q=ngheo",
    "/mo-hinh/{pk}/", "/mo-hinh/{pk}-{slug}/", "/mo-hinh/{pk}-{slug}/in.pdf", "/mo-hinh/{pk}-{slug}/nhan-rong/",
    "/mo-hinh/{pk}-{slug}/gop-y/", "/mo-hinh/xuat.xlsx", "/mo-hinh/xuat.csv", "/mo-hinh/xuat.pdf", "/mo-hinh/xuat.json",
    "/mo-hinh/tin.atom", "/mo-hinh/tin.rss", "/don-vi/{unit}-x/", "/quyet-dinh/", "/quyet-dinh/{decision}/",
    "/quyet-dinh/{amending}/", "/quyet-dinh/xuat.csv", "/tra-cuu/" + CODE + "/", "/danh-hieu/", "/thong-ke/", "/gop-y/",
    "/gop-y/{hearing}/", "/gop-y/{hearing}/{candidate}/", "/go-thong-tin/?mo-hinh={pk}", "/so-do/",
    "/sitemap-mo-hinh.xml", "/van-ban/",
    "/api/v1/practices", "/api/v1/practices/{pk}", "/api/v1/decisions", "/api/v1/certificates/" + CODE,
)  # fmt: skip


@pytest.fixture
def person(cast) -> Dossier:
    """A recognised individual whose name stands wherever it can."""
    written = dict.fromkeys(FIELDS, TEXT)
    made = make.recognised(
        cast.village, cast.campaign, holder_kind="INDIVIDUAL", title="Nông Thị Lan giúp hộ nghèo",
        **{**written, "holder_name": NAME},
    )  # fmt: skip
    story = Story.objects.create(
        dossier=made, lead=TEXT, lesson=TEXT, quote=TEXT, quote_by=NAME, steps=TEXT, cost=TEXT, people=TEXT,
        written_by=cast.an, written_at=make.NOON, shown_at=make.NOON, shown_by=cast.dung,
    )  # fmt: skip
    Figure.objects.create(story=story, order=1, value="5", label=TEXT)
    return made


@pytest.fixture
def places(cast, person) -> dict[str, object]:
    """Decisions with a correction, a certificate, a candidate and opinions on it."""
    printed = {"title": person.title, "holder_kind": "INDIVIDUAL", "holder_name": NAME, "unit_name": "Xã", "year": 2026}
    given = make.decision(cast.province, person, state="ISSUED")
    given.items.update(**{**printed, "holder_name": OLD, "title": f"{OLD} giúp hộ nghèo"})
    mended = make.decision(cast.province, person, state="ISSUED", kind="AMEND", amends=given, reason="Sửa tên")
    mended.items.update(**printed, about=given.items.get(), reason="Sửa tên Nông Thị Lam")
    Certificate.objects.create(item=mended.items.get(), serial="1", code=CODE, issued_at=make.NOON, state="VALID")
    candidate = _laid_open(cast)
    return {
        "pk": person.pk, "slug": vi.slug(person.title), "unit": cast.village.pk, "decision": given.pk,
        "amending": mended.pk, "hearing": candidate.consultation_id, "candidate": candidate.pk,
    }  # fmt: skip


def _laid_open(cast):
    """Another work of the same person, named with consent and spoken about."""
    now = timezone.now()
    texts = {"holder_kind": "INDIVIDUAL", "holder_name": NAME, "title": "Nông Thị Lan dạy chữ", "method": TEXT}
    one = make.dossier(cast.village, cast.campaign, state=State.CONFIRMED, **texts)
    today = timezone.localdate(now)
    plan = Plan("Góp ý", today, today + timedelta(days=5), dossiers=[one], agreed={one.pk})
    open_consultation(
        consultation=prepare(campaign=cast.campaign, plan=plan, by=cast.dung, at=now), by=cast.dung, at=now
    )
    candidate = one.candidacies.select_related("consultation", "dossier__campaign__keeper").get()
    for about, key in ((candidate, "a" * 32), (None, "b" * 32)):
        dossier = candidate.dossier if about else Dossier.objects.public().get()
        said = say(dossier=dossier, candidate=about, text=TEXT, request_key=key, at=now).opinion
        show(opinion=said, reading=Reading("SUPPORT", TEXT), by=cast.dung, at=now)
        reply(opinion=said, text=TEXT, by=cast.dung, at=now)
    return candidate


def told(response) -> str:
    """Everything an answer says, folded: of a workbook its texts, of a PDF its pages."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        book = zipfile.ZipFile(BytesIO(content))
        content = b" ".join(book.read(name) for name in book.namelist())
    if content.startswith(b"%PDF"):
        reader = PdfReader(BytesIO(content))
        content = " ".join([str(reader.metadata), *(page.extract_text() for page in reader.pages)]).encode()
    where = response.headers.get("Location", "")
    return vi.fold(content.decode(errors="ignore").encode().decode("utf-8") + " " + where)


def names_on(client, places) -> dict[str, list[str]]:
    """The spellings of the name by the address that tells them."""
    found = {}
    for address in ADDRESSES:
        response = client.get(address.format(**places), follow=True)
        assert response.status_code == 200, address
        said, typed = told(response), "Nong+Thi" in address  # the words a reader typed are shown back to them
        if signs := [sign for sign in SIGNS if sign in said and not (typed and sign == "nong thi lam")]:
            found[address] = signs
    return found


def test_a_hidden_name_is_on_no_public_page_and_in_no_file(client, cast, person, places):
    before = client.get("/api/v1/statistics").json()
    assert len(names_on(client, places)) >= 25  # it stands nearly everywhere before
    hide_name(person, by=cast.dung, at=make.NOON)
    words.rebuild()

    assert names_on(client, places) == {}
    assert client.get("/api/v1/statistics").json() == before


def test_the_pages_still_stand_and_say_somebody(client, cast, person, places):
    hide_name(person, by=cast.dung, at=make.NOON)

    page = client.get(f"/mo-hinh/{places['pk']}-{places['slug']}/", follow=True)
    assert page.status_code == 200 and "Một cá nhân giúp hộ nghèo" in page.text
    assert client.get(f"/api/v1/practices/{person.pk}").json()["holder"] == "Một cá nhân"
    assert "một cá nhân" in client.get(reverse("portal:certificate", args=[CODE])).text.lower()


def test_a_hidden_name_is_neither_found_nor_proposed(client, cast, person, places):
    hide_name(person, by=cast.dung, at=make.NOON)
    words.rebuild()

    assert words.nearest("lann") != ["lan"]
    assert client.get("/api/v1/practices?q=nong thi lan").json()["count"] == 0
