"""What is not public cannot be read, counted, searched or guessed; an export holds what its list shows."""

from __future__ import annotations

import pytest
from django.urls import reverse

from danvan.dossiers.models import Evidence
from danvan.kit import vi
from tests.web.hostile.conftest import PHONE, SECRET
from tests.web.hostile.pages import LISTS, rows_of, text_of

QUESTIONS = (
    "unit__name=x", "state=DRAFT", "ordering=contact", "fields=contact,state", "search__contains=a", "q__regex=.*",
    "recognised_on__isnull=True", "status=DRAFT", "tinh-trang=nhap", "tinh-trang=dang-ky", "status=registered",
    f"q={SECRET}", f"q={SECRET}&tinh-trang=dang-ky", f"q={vi.fold(SECRET)}&status=registered", "include=contact",
    "page_size=200", "expand=evidence", "format=api", "contact__contains=0912", "published=0", "is_archive=1",
)  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_no_question_brings_out_what_is_hidden(book, visit, path):
    client = visit()
    client.get(f"{path}?{QUESTIONS[0]}")

    for question in ("", *QUESTIONS):
        answer = client.get(f"{path}?{question}")
        assert answer.status_code in {200, 400}, question
        if SECRET not in question or path.endswith(".xlsx"):
            assert SECRET not in text_of(answer) and PHONE not in text_of(answer), question


def test_unknown_names_change_no_count(book, visit):
    """Two models are published: one recognised, one registered; no lookup of ours widens that."""
    widened = {"tinh-trang=dang-ky": 2, "status=registered": 2}

    for question in QUESTIONS:
        answer = visit().get(f"/api/v1/practices?{question}")
        expected = 0 if "q=" in question else widened.get(question, 1)
        refused = answer.status_code == 400 and question in {"status=DRAFT", "tinh-trang=nhap"}
        assert refused or answer.json()["count"] == expected, question


def test_drafts_are_in_no_figure(book, cast, visit):
    figures = visit().get("/api/v1/statistics").json()
    page = visit().get("/mo-hinh/", {"tinh-trang": "dang-ky"})
    facets = {facet.name: sum(choice.count for choice in facet.choices) for facet in page.context["facets"]}

    assert (figures["registered"], figures["recognised"]) == (2, 1)
    assert [row["registered"] for row in figures["by_unit"]] == [2]
    assert facets["linh-vuc"] == facets["loai"] == facets["nam"] == page.context["page"].paginator.count == 2


def test_a_hidden_name_is_found_by_no_search(book, visit):
    for words in (SECRET, SECRET.lower(), PHONE, "0912"):
        for status in ("", "dang-ky", "khen-thuong"):
            page = visit().get("/mo-hinh/", {"q": words, "tinh-trang": status})
            assert page.context["page"].paginator.count == 0, (words, status)


def test_what_is_not_recognised_has_no_page(book, visit):
    for dossier in (*book.hidden, book.listed):
        assert visit().get(f"/mo-hinh/{dossier.pk}-{vi.slug(dossier.title)}/").status_code == 404
        assert visit().get(f"/mo-hinh/{dossier.pk}-x/").status_code == 404
        assert visit().get(f"/api/v1/practices/{dossier.pk}").status_code == 404
    assert visit().get(f"/quyet-dinh/{book.draft.pk}/").status_code == 404


def test_a_recognition_taken_back_is_gone_at_once(book, visit):
    address = f"/mo-hinh/{book.model.pk}-hien-dat-lam-duong/"
    assert visit().get(address).status_code == 200

    type(book.model).objects.filter(pk=book.model.pk).update(recognised_on=None)

    assert visit().get(address).status_code == 404
    assert address not in text_of(visit().get("/")) + text_of(visit().get("/mo-hinh/"))


def test_public_pages_carry_no_telephone_and_no_evidence(book, cast, visit):
    own = [
        f"/mo-hinh/{book.model.pk}-hien-dat-lam-duong/", f"/don-vi/{cast.village.pk}-dang-bo-xa-dong-dieu/",
        f"/don-vi/{cast.east.pk}-huyen-uy-mien-dong/", f"/quyet-dinh/{book.decision.pk}/", f"/tra-cuu/{book.code}/",
        f"/api/v1/practices/{book.model.pk}",
    ]  # fmt: skip
    for address in (*own, *LISTS):
        answer = visit().get(address)
        assert answer.status_code == 200, address
        told = text_of(answer)
        assert PHONE not in told and SECRET not in told and "minh-chung" not in told, address


def test_evidence_has_no_public_address(book, visit):
    held = Evidence.objects.get()

    for address in (
        f"/media/{held.file.name}",
        f"/{held.file.name}",
        f"/static/{held.file.name}",
        "/media/",
        "/static/",
    ):
        assert visit().get(address).status_code == 404
    assert visit().get(f"/can-bo/minh-chung/{held.pk}/").status_code == 302


@pytest.mark.parametrize("who", ["an", "binh", "chi", "dung", "giang", "hoa", "quan"])
@pytest.mark.parametrize("query", ["", "?trang-thai=DRAFT&trang-thai=CONG-NHAN", "?q=hien dat"])
def test_an_office_export_holds_the_rows_of_its_list(book, abroad, visit, who, query):
    client = visit(who)
    page = client.get(reverse("office:dossiers") + query)
    listed = [line.url for line in page.context["rows"]]

    exported = rows_of(client.get(reverse("office:dossiers-export") + query))

    assert sorted(reverse("office:dossier", args=[row[0]]) for row in exported) == sorted(listed)
    assert len(exported) == page.context["total"]


@pytest.mark.parametrize("query", ["", "?tinh-trang=dang-ky", "?nam=2020", "?q=hoa&tinh-trang=dang-ky", "?state=DRAFT"])
def test_the_public_export_holds_the_rows_of_its_list(book, visit, query):
    page = visit().get("/mo-hinh/" + query)
    exported = rows_of(visit().get("/mo-hinh/xuat.xlsx" + query))
    found = visit().get("/api/v1/practices" + query).json()["results"]

    assert len(exported) == page.context["page"].paginator.count == len(found)
    assert [row[1] for row in exported] == [row["id"] for row in found]
