"""The printed files: sent as attachments to those in reach, cut into batches, and explained where printing is off."""

from __future__ import annotations

import pytest
from django.urls import reverse

from danvan.decisions.models import Certificate
from danvan.decisions.workflow import DECISION_LIFE
from danvan.office.views import printing
from danvan.papers import render
from tests import make
from tests.unit.papers.conftest import printer  # noqa: F401  (the fixture)
from tests.unit.papers.reading import pages


@pytest.fixture
def decision(cast):
    """Three dossiers of the village in a decision in force."""
    found = [make.dossier(cast.village, cast.campaign, state="APPROVED", title=f"Mô hình {n}") for n in "ABC"]
    made = make.decision(cast.province, *found, campaign=cast.campaign, number="86-QĐ/TU", number_key="86-qd-tu")
    DECISION_LIFE.take(made, "issue", by=cast.giang, at=make.NOON)
    return made


def file_of(name, pk):
    return reverse(f"office:{name}", args=[pk])


@pytest.mark.parametrize("name", ["decision-pdf", "certificates-pdf"])
def test_a_file_is_a_private_attachment(cast, client, decision, printer, name):  # noqa: F811
    client.force_login(cast.dung)

    answer = client.get(file_of(name, decision.pk))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store, private"
    assert answer.content.startswith(b"%PDF-")


def test_the_holder_prints_its_own_certificate_and_the_west_does_not(cast, client, decision, printer):  # noqa: F811
    certificate = Certificate.objects.get(item__order=2)

    client.force_login(cast.an)
    own = client.get(file_of("certificate-pdf", certificate.pk))
    client.force_login(cast.chi)
    strange = client.get(file_of("certificate-pdf", certificate.pk))

    assert "Mô hình B" in pages(own.content)[0]
    assert strange.status_code == 404


def test_certificates_are_cut_into_files(cast, client, decision, printer, monkeypatch):  # noqa: F811
    monkeypatch.setattr(printing, "BATCH", 2)
    client.force_login(cast.dung)
    url = file_of("certificates-pdf", decision.pk)

    first, second = (pages(client.get(url, {"phan": part}).content) for part in ("1", "2"))

    assert [next(n for n in "ABC" if f"Mô hình {n}" in text) for text in [*first, *second]] == ["A", "B", "C"]
    assert len(first) == 2


@pytest.mark.parametrize("part", ["0", "-1", "x", "99999", "٣", "9999999999"])
def test_a_part_that_is_not_there_never_breaks(cast, client, decision, printer, part):  # noqa: F811
    client.force_login(cast.dung)

    assert client.get(file_of("certificates-pdf", decision.pk), {"phan": part}).status_code in {200, 302}


def test_a_draft_has_no_certificates_and_says_so(cast, client):
    client.force_login(cast.dung)

    answer = client.get(file_of("certificates-pdf", make.decision(cast.province).pk), follow=True)

    assert [str(message) for message in answer.context["messages"]] == ["Quyết định này chưa có giấy nào để in."]


def test_a_scorecard_is_printed_for_those_in_reach(cast, client, printer):  # noqa: F811
    dossier = make.dossier(cast.village, cast.campaign, state="ACCEPTED", track="COMMUNE", theme=None)
    make.card(dossier, marks="Y" * 24)
    url = file_of("card-pdf", dossier.pk)

    client.force_login(cast.an)
    assert "PHIẾU CHẤM ĐIỂM" in pages(client.get(url).content)[0]
    client.force_login(cast.chi)
    assert client.get(url).status_code == 404


def test_a_dossier_without_a_card_has_no_sheet(cast, client):
    client.force_login(cast.an)

    assert client.get(file_of("card-pdf", make.dossier(cast.village, cast.campaign).pk)).status_code == 404


def test_where_printing_is_off_buttons_and_addresses_say_why(cast, client, decision, monkeypatch):
    monkeypatch.setattr(render, "_engine", lambda: None)
    client.force_login(cast.giang)

    page = client.get(file_of("decision", decision.pk)).content.decode()
    answer = client.get(file_of("decision-pdf", decision.pk))

    assert "Máy chủ chưa cài thư viện in." in page
    assert file_of("decision-pdf", decision.pk) not in page
    assert answer.status_code == 503
    assert "Máy chủ chưa cài thư viện in." in answer.content.decode()
