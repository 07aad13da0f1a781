"""The JSON twin of the check page: valid, unknown, slipped; ended ones are told in the tests of the office."""

from __future__ import annotations

import pytest

from danvan.decisions.models import Certificate, Decision

PLACE = "/api/v1/certificates/"


def test_a_valid_certificate_says_what_the_decision_printed(client, book):
    told = client.get(f"{PLACE}a6j9-zwyw").json()

    assert (told["code"], told["status"], told["paper"]) == ("A6J9-ZWYW", "valid", "recognition")
    assert (told["title"], told["holder"]) == (book.road.title, book.road.holder_name)
    assert (told["decision"]["id"], told["decision"]["number"]) == (book.decision.pk, "86-QĐ/HU")


@pytest.mark.parametrize(("code", "more"), [
    ("22222222", {}), ("A6J9ZWYX", {"slip": True}), ("A6J9", {"slip": True}), ("Ạ6J9ZWYW", {"slip": True}),
])  # fmt: skip
def test_a_slip_is_told_apart_from_a_code_never_given(client, book, code, more):
    answer = client.get(f"{PLACE}{code}")

    assert answer.status_code == 404
    assert answer.json() == {"error": "Không có giấy nào mang mã này.", "status": "unknown", **more}


def test_one_that_is_not_public_yet_looks_like_one_never_given(client, book, django_assert_num_queries):
    never = client.get(f"{PLACE}22222222")
    Decision.objects.update(published_at=None)

    with django_assert_num_queries(1):
        hidden = client.get(f"{PLACE}A6J9ZWYW")

    assert (hidden.status_code, hidden.content) == (never.status_code, never.content)
    with django_assert_num_queries(1):
        client.get(f"{PLACE}22222222")


def test_an_ended_one_without_a_line_still_says_so(client, book):
    Certificate.objects.update(state="REVOKED")
    answer = client.get(f"{PLACE}A6J9ZWYW")
    assert (answer.status_code, answer.json()["ended_by"]) == (410, None)
