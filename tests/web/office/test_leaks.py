"""Whatever the first judge's hidden card says, nobody else can tell: every address, order, search, file and refusal
reads the same, at the same number of queries, until both have signed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from danvan.accounts.models import Role
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.models import Campaign, Dossier
from danvan.office.marking import stamp
from danvan.office.views.dossiers import SHEET
from tests import make
from tests.web import test_doors
from tests.web.office import blind

world = test_doors.world
HOUR = timedelta(hours=1)
LONG = "Sổ tay dân vận thôn Nà Khoang bị rách mất trang, chưa đối chiếu được. " * 20
ASKED = "q=Khoang&can=lech&can=thieu&can=so-lieu&can=nguoi-khac&khop=on"
# Besides every address by itself: each order, filter and search of the lists, and the files made of them.
LISTS = {
    "office:review": (
        "?q=Khoang", f"?{ASKED}", *(f"?xep={key}" for key in ("lau", "don-vi", "lech", "han")),
        *(f"?tab={key}" for key in ("cho-toi", "da-tra", "da-chuyen", "xong")), "?nguoi=toi", "?nguoi=chua",
        "?can=lech", "?can=thieu", "?khop=on",
    ),
    "office:dossiers": ("?q=Khoang", "?q=đọc lập", "?viec=tham-dinh", "?trang-thai=SENT", "?noi-dung=COMMUNE"),
    "office:dossiers-export": ("?q=Khoang", "?viec=tham-dinh"),
    "office:desk": ("?loc=SENT", "?tat-ca=1"),
    "office:visits": ("?q=Khoang",),
    "portal:practices": ("?q=Khoang", "?sort=ten", "?sort=sat-nhat&q=Khoang"),
    "portal:titles": ("?ket-qua=dat", "?ket-qua=chua-dat"),
    "api:practices": ("?q=Khoang", "?status=registered"),
    "api:units": ("?q=Khoang",),
}  # fmt: skip
# Where a dossier and its cards are told of, for those of whom one walk is enough.
NEAR = (
    "office:dossier", "office:review", "office:review-dossier", "office:desk", "office:dossiers",
    "office:dossiers-export", "office:judging-seats", "office:judging-load",
)  # fmt: skip
# Papers made of nothing but what other addresses here show; each takes long to print.
PRINTED = (
    "office:criteria-lessons-pdf", "office:certificates-pdf", "office:certificate-pdf", "office:briefing-pdf",
    "office:decision-pdf", "office:visit-pdf", "office:receipt-pdf",
)  # fmt: skip
CHANGING = re.compile(r'csrfmiddlewaretoken" value="\w+"|nonce[-=]["\w+/=-]+|name="request_key" value="[\w-]+"')


def cells(content: bytes) -> list[Any]:
    """A workbook as it is read: the names of its sheets and everything in their cells."""
    book = load_workbook(BytesIO(content))
    return [(sheet.title, [[cell.value for cell in row] for row in sheet.iter_rows()]) for sheet in book]


def told(answer) -> Any:
    """What an answer says, less what is new each time it is asked for."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.get("Content-Type", "")
    if kind == SHEET:
        said: Any = cells(content)
    elif kind.startswith("application/vnd.openxml"):
        said = ZipFile(BytesIO(content)).read("word/document.xml")
    elif content.startswith(b"%PDF-1") and b"startxref" in content:  # a stand-in for a file is compared as it is
        said = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    else:
        said = CHANGING.sub("", content.decode("utf-8", "replace"))
    heads = [answer.get(name, "") for name in ("Location", "ETag", "Last-Modified", "Content-Disposition")]
    return answer.status_code, heads, said


def asked(act: Callable[[], Any]) -> tuple[Any, int]:
    """An answer with the number of queries it took; what it stored is taken back."""
    with CaptureQueriesContext(connection) as seen, transaction.atomic():
        answer = told(act())
        transaction.set_rollback(True)
    return answer, len(seen)


@pytest.fixture
def khanh(cast):
    return make.user(Role.PROVINCE_BOARD, cast.province, "khanh")


@pytest.fixture
def dossier(cast, khanh, world, monkeypatch) -> Dossier:
    """The dossier that the doors lead to, before its organiser, with two judges: dung, then khanh, who has begun."""
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    Campaign.objects.filter(pk=cast.campaign.pk).update(asks_two=True)
    Dossier.objects.filter(pk=world["dossier"]).update(state=State.SENT)
    found = Dossier.objects.get(pk=world["dossier"])
    found.cards.update(state=CardState.SIGNED)
    make.card(found, Voice.SUPERIOR, marks="Y" * 24, state=CardState.SIGNED)
    for number, person in enumerate((cast.dung, khanh), 1):
        make.seat(found, person, number)
    blind.says(found, khanh, "Y")
    return found


def hidden_cards(dossier, dung) -> Iterator[str]:
    """The worlds between which nobody may tell: how far the first judge is, and what the card says."""
    cases = {
        "not begun": lambda: None,
        "all met": lambda: blind.says(dossier, dung, "Y" * 24, LONG, at=make.NOON + HOUR),
        "none met": lambda: blind.says(dossier, dung, "N" * 24, "Chưa có sổ", at=make.NOON + 2 * HOUR),
        "none met, signed": lambda: blind.says(
            dossier, dung, "N" * 24, "Chưa có sổ", signed=True, at=make.NOON + 3 * HOUR
        ),
    }
    for name, act in cases.items():
        with transaction.atomic():
            act()
            yield name
            transaction.set_rollback(True)


def differing(dossier, dung, look: Callable[[], dict[str, Any]], *worlds: str) -> list[str]:
    """Which addresses answer otherwise in the second of these worlds than in the first."""
    first, second = (look() for name in hidden_cards(dossier, dung) if name in worlds)
    return [name for name in first if first[name] != second[name]]


def pages(client: Client, world, names, lists: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """Every address by itself, the organiser's card, and the lists in their orders."""
    urls = {name: test_doors.address(name, world) for name in names}
    urls["the card"] = reverse("office:card", args=[world["dossier"], "PROVINCE"])
    urls |= {f"{name}{query}": reverse(name) + query for name, queries in lists.items() for query in queries}
    return {name: asked(lambda url=url: client.get(url)) for name, url in urls.items()}


def sendings(world, line: int, first, other) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """What may be sent, wrongly or rightly, on the organiser's card and around it: the first seven by anybody."""
    here, card = {"pk": world["dossier"]}, {"pk": world["dossier"], "voice": "PROVINCE"}
    said = {f"kq-{line}": "NOT_MET", f"ghi-{line}": "Khoang", f"diem-{line}": ""}
    fresh, stale = {**said, f"da-{line}": stamp(None)}, {**said, f"da-{line}": "cũ"}
    moved = {"cach": "luu", "doi": f"{world['dossier']}.1.{first.pk}.{other.pk}", "request_key": "k"}
    return [
        ("judging-seats", {"pk": world["run"]}, moved), ("card", card, fresh), ("card-mark", card, fresh),
        ("card-prefill", card, {}), ("card-step", {**card, "name": "blind_reopen"}, {"note": "x"}),
        ("card-step", {**card, "name": "sign_review"}, {}), ("dossier-step", {**here, "name": "confirm"}, {}),
        ("card", card, stale), ("card-mark", card, stale), ("card-mark", card, {"kq-0": "MET", "da-0": ""}),
        ("card-step", {**card, "name": "blind_sign"}, {}),
        ("card-step", {**card, "name": "reopen_review"}, {"note": "x"}),
        ("dossier-step", {**here, "name": "send_back"}, {"note": "x"}), ("review-dossier", here, {"step": "confirm"}),
        ("review-dossier", here, {"step": "confirm", **stale}),
    ]  # fmt: skip


def answers(client: Client, sent) -> dict[str, Any]:
    """What each sending is answered, and what the page it leads to says."""
    found = {}
    for place, (name, where, data) in enumerate(sent):
        url = reverse(f"office:{name}", kwargs=where)
        found[f"{name} {place}"] = asked(lambda url=url, data=data: client.post(url, data, follow=True))
    return found


def browser(person) -> Client:
    """Someone signed in who has looked around: what the process remembers is remembered from the start."""
    client = Client()
    client.force_login(person)
    for name in ("office:desk", "office:review", "office:dossiers", "portal:home"):
        client.get(reverse(name))
    return client


def test_the_second_judge_reads_the_same_at_every_address_whatever_the_first_has_written(cast, world, dossier, khanh):
    client, names = browser(khanh), [name for name in test_doors.DOORS if name not in PRINTED]

    got = differing(dossier, cast.dung, lambda: pages(client, world, names, LISTS), "all met", "none met, signed")

    assert got == []


def test_the_second_judge_is_refused_in_the_same_words_whatever_the_first_has_written(cast, world, dossier, khanh):
    lan = make.user(Role.PROVINCE_BOARD, cast.province, "lan")
    client, line = browser(khanh), dossier.cards.first().version.criteria.get(order=3).pk

    got = differing(
        dossier, cast.dung, lambda: answers(client, sendings(world, line, cast.dung, lan)),
        "not begun", "none met, signed",
    )  # fmt: skip

    assert got == []


def test_nobody_else_reads_anything_of_the_first_card_before_both_are_signed(cast, world, dossier):
    """A judge without a seat, the approver and the auditor."""
    lan, line = make.user(Role.PROVINCE_BOARD, cast.province, "lan"), dossier.cards.first().version.criteria.first().pk
    sent, found = sendings(world, line, cast.dung, lan), {}
    for person in (lan, cast.giang, cast.hoa):
        client = browser(person)
        found[person.username] = differing(
            dossier, cast.dung,
            lambda client=client: pages(client, world, NEAR, {}) | answers(client, sent[:7]),
            "not begun", "none met, signed",
        )  # fmt: skip

    assert found == {"lan": [], "giang": [], "hoa": []}


def test_the_administrators_book_of_events_and_the_api_keep_still(cast, dossier):
    client = Client()
    cast.quan.is_staff = cast.quan.is_superuser = True
    cast.quan.save()
    client.force_login(cast.quan)
    book, list_of_units = reverse("admin:ledger_event_changelist"), reverse("api:units")
    client.get(book)

    def look() -> dict[str, Any]:
        return {url: asked(lambda url=url: client.get(url)) for url in (book, f"{book}?q=blind", list_of_units)}

    assert differing(dossier, cast.dung, look, "not begun", "none met, signed") == []


def test_the_walk_would_see_a_leak(cast, world, dossier, khanh):
    """Once the second has signed too, the same walk finds the difference: it looks where the marks would stand."""
    client = browser(khanh)
    blind.says(dossier, khanh, "Y" * 24, signed=True)

    def look() -> dict[str, Any]:
        return pages(client, world, ("office:dossier", "office:review-dossier"), {})

    assert differing(dossier, cast.dung, look, "not begun", "none met") == []
    assert differing(dossier, cast.dung, look, "not begun", "none met, signed") == [
        "office:dossier", "office:review-dossier", "the card",
    ]  # fmt: skip
