"""The screens of stock and batches: measures typed, files made, papers handed out as issued."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from danvan.decisions.models import Certificate
from danvan.decisions.workflow import DECISION_LIFE
from danvan.papers.kept import keep_due
from danvan.papers.models import Printer, PrintRun, Stock
from danvan.papers.runs import AT_ONCE
from danvan.papers.spots import spots
from tests import make


@pytest.fixture
def dung(cast) -> Client:
    client = Client()
    client.force_login(cast.dung)
    return client


@pytest.fixture
def decision(cast):
    made = make.decision(cast.province, make.dossier(cast.village, cast.campaign, state="APPROVED"))
    DECISION_LIFE.take(made, "issue", by=cast.giang, at=make.NOON)
    return made


def typed(page) -> dict[str, str]:
    """What the form of a page would send."""
    form, said = page.context["form"], {}
    for part in (form, *form.spots):
        said |= {field.html_name: field.value() for field in part if field.value() not in (None, False)}
    return {name: str(value).replace(".", ",") for name, value in said.items()}


def test_common_stock_is_copied_and_its_fields_moved(cast, dung):
    common = Stock.objects.get(code="giay-khen-a4")
    assert "Lưu phôi" not in dung.get(f"/can-bo/phoi-in/{common.pk}/").content.decode()
    own = dung.post(f"/can-bo/phoi-in/{common.pk}/chep/").url
    said = typed(dung.get(own))

    assert dung.post(own, {**said, "name-x": "36,5", "where-width": "9999"}).status_code == 422
    assert dung.post(own, {**said, "name-x": "100"}).status_code == 422  # 227 mm wide: over the edge
    assert dung.post(own, {**said, "name-x": "36,5"}).status_code == 302
    assert spots(Stock.objects.get(unit=cast.province))[0].x == 36.5

    late = dung.post(own, {**said, "name-x": "40"})
    assert "Người khác vừa lưu phôi này" in late.content.decode()
    assert dung.post(own, {**said, "name-x": "40", "seen": late.context["form"].data["seen"]}).status_code == 302


def test_a_printer_is_written_down_with_its_drift(cast, dung):
    said = {"name": "Máy một", "unit": cast.province.pk, "right": "-1,5", "down": "2"}

    assert dung.post("/can-bo/may-in/moi/", said).status_code == 302
    assert dung.post("/can-bo/may-in/moi/", said).status_code == 422  # twice the same name
    one = Printer.objects.get()
    assert (float(one.right), float(one.down)) == (-1.5, 2)


def test_a_small_decision_is_printed_at_once_and_a_large_one_shows_how_far_it_is(dung, decision):
    page = f"/can-bo/quyet-dinh/{decision.pk}/in-giay/"
    done = dung.post(page, {"stock": Stock.objects.get(code="giay-khen-a4").pk}).url
    assert "Đã dựng xong 1 giấy" in dung.get(done).content.decode()
    assert b"".join(dung.get(f"{done}giay.pdf").streaming_content).startswith(b"%PDF-")

    PrintRun.objects.update(total=AT_ONCE * 4, done=AT_ONCE, finished_at=None, file="")
    shown = dung.get(done)
    assert ("Đang dựng 25/100 giấy" in shown.content.decode(), shown["Refresh"]) == (True, "5")
    assert dung.get(f"{done}giay.pdf").status_code == 404


def test_what_was_issued_is_downloaded_unchanged_and_never_written_by_looking(dung, decision, settings):
    address = f"/can-bo/giay/{Certificate.objects.get().pk}.pdf"
    before = dung.get(address).content
    assert not list(Path(settings.MEDIA_ROOT).glob("papers/**/*.pdf"))
    keep_due(make.NOON)
    given = Certificate.objects.get()
    given.item.__class__.objects.update(holder_name="Tên khác", unit_name="Đơn vị khác")

    assert dung.get(address).content == before

    for file in Path(settings.MEDIA_ROOT).glob("papers/**/*.pdf"):
        file.write_bytes(b"%PDF-1.7")
    assert dung.get(address).status_code == 503
    assert "bị hỏng" in dung.get(f"/can-bo/quyet-dinh/{decision.pk}/ban-in.pdf").content.decode()
