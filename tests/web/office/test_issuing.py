"""Issuing a decision: what was typed is saved first, the list is frozen, and pressing twice changes nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from danvan.decisions.models import Certificate
from danvan.dossiers.models import Dossier
from tests.web.office.drafts import WORDS, approved, drafted, page_of, step_of


@pytest.fixture
def as_dung(client, cast):
    client.force_login(cast.dung)
    return client


@pytest.fixture
def as_giang(client, cast):
    client.force_login(cast.giang)
    return client


def test_issuing_saves_what_was_typed_and_publishes_in_one_press(cast, as_giang):
    dossier = approved(cast)
    decision = drafted(cast, dossier)

    answer = as_giang.post(step_of(decision), {**WORDS, "list": "1", "dossiers": [dossier.pk]}, follow=True)

    decision.refresh_from_db()
    dossier.refresh_from_db()
    assert (decision.state, decision.number) == ("ISSUED", "86-QĐ/TU")
    assert decision.articles == (
        "Điều 1. Công nhận 01 mô hình “Dân vận khéo” năm 2026, gồm 01 mô hình tập thể."
    )  # fmt: skip
    assert dossier.recognised_by == "Quyết định số 86-QĐ/TU, ngày 05/3/2026"
    assert [str(message) for message in answer.context["messages"]] == [
        "Đã ban hành Quyết định số 86-QĐ/TU, ngày 05/3/2026. Đã cấp 1 giấy công nhận."
    ]


def test_a_decision_without_a_number_says_so_and_keeps_the_rest(cast, as_giang):
    decision = drafted(cast, approved(cast))

    answer = as_giang.post(step_of(decision), {**WORDS, "number": ""}, follow=True)

    decision.refresh_from_db()
    assert [str(message) for message in answer.context["messages"]] == [
        "Chưa ban hành. Chưa ghi số, ký hiệu quyết định (do văn thư cấp)."
    ]
    assert (decision.state, decision.signer_name) == ("DRAFT", "Người Ký")
    assert decision.articles == "Điều 1. Công nhận [số lượng]."
    assert not Dossier.objects.public().exists()


def test_issuing_twice_changes_nothing_and_says_so(cast, as_giang):
    decision = drafted(cast, approved(cast))
    as_giang.post(step_of(decision), WORDS)
    before = list(Certificate.objects.values())

    answer = as_giang.post(step_of(decision), {**WORDS, "number": "99-QĐ/TU"}, follow=True)

    decision.refresh_from_db()
    assert decision.number == "86-QĐ/TU"
    assert list(Certificate.objects.values()) == before
    assert "đã ban hành từ trước; không có gì thay đổi." in str(list(answer.context["messages"])[-1])


def test_the_reviewer_cannot_issue_even_by_address(cast, as_dung):
    decision = drafted(cast, approved(cast))

    answer = as_dung.post(step_of(decision), WORDS, follow=True)

    decision.refresh_from_db()
    assert decision.state == "DRAFT"
    assert "Bạn không có quyền thực hiện bước này." in str(list(answer.context["messages"])[-1])


def test_the_auditor_reads_a_draft_and_changes_nothing(cast, client):
    decision = drafted(cast, approved(cast))
    client.force_login(cast.hoa)

    page = client.get(page_of(decision))
    client.post(page_of(decision), WORDS)

    decision.refresh_from_db()
    assert page.templates[0].name == "office/decision_detail.html"
    assert (decision.number, decision.edition) == ("", 1)


def test_an_issued_decision_shows_its_frozen_list_with_serials_and_codes(cast, as_giang):
    decision = drafted(cast, approved(cast))
    as_giang.post(step_of(decision), WORDS)
    Dossier.objects.update(title="Tên đã đổi")
    code = Certificate.objects.get().code

    (row,) = as_giang.get(page_of(decision)).context["rows"]

    assert (row["title"], row["code"], row["certificate"].serial) == (
        "Tiếng mõ an ninh",
        f"{code[:4]}-{code[4:]}",
        "2026/P/86-QD-TU-01",
    )


def test_what_was_typed_is_shown_as_text(cast, as_dung):
    page = as_dung.get(page_of(drafted(cast, summary="<b onclick=x>đậm</b>"))).content.decode()

    assert "<b onclick" not in page


@pytest.mark.parametrize("size", [1, 50])
def test_the_pages_ask_the_database_a_fixed_number_of_questions(
    cast, as_giang, django_assert_max_num_queries, size
):  # fmt: skip
    decision = drafted(cast, *(approved(cast, f"Mô hình {number}") for number in range(size)))

    with django_assert_max_num_queries(13):
        as_giang.get(page_of(decision))
    with django_assert_max_num_queries(6):
        as_giang.get(reverse("office:decisions"))
    as_giang.post(step_of(decision), WORDS)
    with django_assert_max_num_queries(9):
        as_giang.get(page_of(decision))
