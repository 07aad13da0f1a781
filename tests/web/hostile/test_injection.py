"""Hostile words in every field: shown as the letters they are on every page, sheet and paper, and run nowhere."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from danvan.decisions.workflow import DECISION_LIFE
from danvan.dossiers.models import Dossier
from danvan.dossiers.workflow import LIFE
from danvan.kit import vi
from danvan.papers.certificate import certificates_paper
from danvan.papers.decision import decision_paper
from danvan.papers.render import pdf
from danvan.papers.scorecard import scorecard_paper
from tests import make
from tests.unit.papers.conftest import printer
from tests.unit.papers.reading import pages, reader
from tests.web.hostile.conftest import attach
from tests.web.hostile.pages import sheet_xml, text_of

__all__ = ["printer"]
MARK = "QWZX"
EVIL = f"<script>alert('{MARK}')</script>\"><img src=x onerror={MARK}()>{{{{7*7}}}}%s{{0.__class__}}"
LOOSE = re.compile(rf"<script>alert\('{MARK}|<img src=x onerror={MARK}|<b onclick={MARK}")
PAPER = "<img src=file:///etc/passwd><link rel=attachment href=file:///etc/passwd>{{7*7}} url(http://127.0.0.1:9/x)"
FORMULAS = ("=1+1", "+84 912", "-1", "@SUM(A1)", '=HYPERLINK("http://evil")', "\t=1+1", "＝1+1")


def poisoned(cast, **more) -> Dossier:
    """A dossier that says something hostile wherever it can."""
    words = dict.fromkeys(("title", "holder_name", "place", *make.FULL, "upkeep", "achieved"), EVIL)
    made = make.dossier(cast.village, cast.campaign, **{**words, **more})
    made.superior_name = made.unit_name = EVIL
    made.save()
    return made


@pytest.fixture
def poison(cast):
    """Everything the portal shows, with hostile words in it: dossiers, a card, a decision, a draft, the ledger."""
    cast.an.full_name = EVIL
    cast.an.save()
    model = poisoned(cast, state="APPROVED")
    words = dict.fromkeys(("body", "summary", "capacity", "signer_name", "signer_title", "place", "bases", "articles",
                           "recipients", "superior_body"), EVIL)  # fmt: skip
    decision = make.decision(cast.province, model, campaign=cast.campaign, **words)
    DECISION_LIFE.take(decision, "issue", by=cast.giang, at=make.NOON)
    sent = poisoned(cast, title=f"{EVIL} 2")
    LIFE.take(sent, "submit", by=cast.an, at=make.NOON)
    LIFE.take(sent, "return", by=cast.binh, at=make.NOON, note=EVIL)
    titled = make.dossier(cast.village, cast.campaign, track="COMMUNE", state="ACCEPTED", theme=None, title=EVIL)
    card = make.card(titled, marks="Y" * 24)
    card.scores.update(note=EVIL)
    attach(titled, f"{EVIL[:60]}.pdf", cast.an)
    draft = make.decision(cast.province, make.dossier(cast.village, cast.campaign, state="APPROVED"), **words)
    return {"model": model, "decision": decision, "sent": sent, "titled": titled, "draft": draft,
            "code": decision.items.get().certificate.code}  # fmt: skip


def public(poison, cast) -> list[str]:
    model, decision = poison["model"], poison["decision"]
    return [
        "/", "/mo-hinh/", "/mo-hinh/?q=script", f"/mo-hinh/{model.pk}-{vi.slug(model.title)}/", "/don-vi/",
        f"/don-vi/{cast.village.pk}-dang-bo-xa-dong-dieu/", "/quyet-dinh/", f"/quyet-dinh/{decision.pk}/",
        f"/tra-cuu/{poison['code']}/",
    ]  # fmt: skip


def inside(poison) -> list[tuple[str, str]]:
    model, sent, titled = (poison[name].pk for name in ("model", "sent", "titled"))
    return [
        ("an", ""), ("an", "ho-so/"), ("an", f"ho-so/{model}/"), ("an", f"ho-so/{sent}/"), ("an", f"ho-so/{sent}/sua/"),
        ("an", f"ho-so/{sent}/?ban-gui=1"), ("an", f"ho-so/{titled}/phieu/tu-cham/"), ("binh", ""),
        ("binh", "tham-dinh/"), ("binh", f"tham-dinh/{sent}/"), ("binh", f"tham-dinh/{titled}/?xem=nhat-ky"),
        ("binh", f"tham-dinh/{titled}/?xem=minh-chung"), ("giang", "quyet-dinh/"), ("giang", ""),
        ("giang", f"quyet-dinh/{poison['decision'].pk}/"), ("giang", f"quyet-dinh/{poison['draft'].pk}/"),
    ]  # fmt: skip


def clean(told: str) -> bool:
    return not LOOSE.search(told) and ">49%s" not in told and "<class" not in told


def test_public_pages_print_hostile_words_as_letters(poison, cast, visit):
    shown = 0
    for address in public(poison, cast):
        answer = visit().get(address)
        assert answer.status_code == 200, address
        told = text_of(answer)
        assert clean(told), address
        shown += f"&lt;script&gt;alert(&#x27;{MARK}" in told or "&lt;<mark>script</mark>&gt;" in told
    assert shown >= 7


def test_signed_in_pages_print_hostile_words_as_letters(poison, visit):
    shown = 0
    for who, place in inside(poison):
        answer = visit(who).get(f"/can-bo/{place}")
        assert answer.status_code == 200, place
        told = text_of(answer)
        assert clean(told), place
        shown += f"&lt;script&gt;alert(&#x27;{MARK}" in told
    assert shown >= 10


def test_the_admin_prints_hostile_words_as_letters(poison, cast, visit):
    type(cast.quan).objects.filter(pk=cast.quan.pk).update(is_staff=True, is_superuser=True)

    for place in ("dossiers/dossier/", "ledger/event/", "decisions/decision/",
                  f"dossiers/dossier/{poison['sent'].pk}/change/",
                  "accounts/user/", "dossiers/scorecard/", "decisions/certificate/"):  # fmt: skip
        answer = visit("quan").get(f"/quan-tri/{place}")
        assert answer.status_code == 200 and clean(text_of(answer)), place


def test_what_was_typed_comes_back_as_letters(cast, visit):
    mine = make.dossier(cast.village, cast.campaign)
    note = {"note": EVIL}
    tries = [
        visit().get("/mo-hinh/", {"q": EVIL}), visit().get("/don-vi/", {"q": EVIL}), visit().get(f"/{EVIL}/"),
        visit().get("/tra-cuu/", {"ma": EVIL}), visit().get("/danh-hieu/", {"don-vi": EVIL[:30]}),
        visit("an").get("/can-bo/ho-so/", {"q": EVIL}), visit("giang").get("/can-bo/quyet-dinh/", {"q": EVIL}),
        visit("an").post(f"/can-bo/dang-ky/{cast.campaign.code}/", {"title": EVIL, "method": EVIL}),
        visit("binh").post(f"/can-bo/ho-so/{mine.pk}/buoc/accept/", note),
        visit().post("/can-bo/dang-nhap/", {"username": EVIL, "password": "x"}),
        visit().get("/can-bo/dang-nhap/", {"next": EVIL}),
    ]  # fmt: skip

    assert [answer.status_code for answer in tries if not clean(text_of(answer))] == []


def test_data_for_programs_is_never_read_as_a_page(poison, visit):
    answer = visit().get("/api/v1/practices")

    assert answer["Content-Type"] == "application/json; charset=utf-8" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer.json()["results"][0]["title"] == EVIL
    assert EVIL not in visit().get("/api/v1/practices", {"page": EVIL}).content.decode()


def test_sheets_hold_hostile_words_as_text(poison, visit):
    for who, path in (("", "/mo-hinh/xuat.xlsx"), ("binh", "/can-bo/ho-so/xuat/")):
        answer = visit(who).get(path)
        cells = [cell for row in load_workbook(BytesIO(answer.content)).active.iter_rows() for cell in row]
        assert EVIL in [cell.value for cell in cells]
        assert "f" not in {cell.data_type for cell in cells}


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_that_is_handed_out_is_a_formula(cast, visit, formula):
    words = {"title": formula, "holder_name": formula, "place": formula}
    make.recognised(cast.village, cast.campaign, **words)

    for who, path in (("", "/mo-hinh/xuat.xlsx"), ("binh", "/can-bo/ho-so/xuat/")):
        answer = visit(who).get(path)
        xml = sheet_xml(answer)
        assert "<f>" not in xml and "<f " not in xml and "<hyperlink" not in xml.lower()
        values = [cell.value for row in load_workbook(BytesIO(answer.content)).active.iter_rows() for cell in row]
        assert formula in values or formula.strip() in values


@pytest.mark.usefixtures("printer")
def test_papers_print_hostile_words_and_read_nothing(cast, tmp_path):
    words = {"title": PAPER, "holder_name": PAPER[:290]}
    model = make.dossier(cast.village, cast.campaign, state="APPROVED", **words)
    decision = make.decision(cast.province, model, articles=PAPER, bases=PAPER, signer_name=PAPER[:80])
    DECISION_LIFE.take(decision, "issue", by=cast.giang, at=make.NOON)
    titled = make.dossier(cast.village, cast.campaign, track="COMMUNE", state="ACCEPTED", theme=None)
    make.card(titled, marks="Y" * 24).scores.update(note=PAPER)
    items = list(decision.items.all())

    for paper in (decision_paper(decision, items), certificates_paper([items[0].certificate]), scorecard_paper(titled)):
        made = pdf(paper)
        told = "".join("".join(pages(made)).split())
        assert "{{7*7}}" in told and "file:///etc/passwd" in told and "root:" not in told
        assert "/EmbeddedFiles" not in str(reader(made).trailer["/Root"]) and b"/Filespec" not in made
