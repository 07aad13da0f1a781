"""What follows a preview: consent to converted letters, wrong rows sent back, columns matched, an import undone."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from danvan.dossiers.models import Dossier
from danvan.exchange.models import ColumnMatch, Import
from tests import make
from tests.unit.exchange.books import book, registrations, row, sent

OLD = row(title="TuyÕn ®­êng hoa", holder="Chi héi Phô n÷")
OWN_WORDS = [["STT", "Công trình dân vận", "Nơi thực hiện", "Cách triển khai"],
             [1, "Đường hoa", "Đảng bộ xã Đồng Điều", "Mỗi nhà một đoạn"]]  # fmt: skip


@pytest.fixture
def send(client, cast):
    def send_as(person: str, data: bytes):
        client.force_login(getattr(cast, person))
        file = SimpleUploadedFile("dang-ky.xlsx", data)
        return client.post(reverse("office:imports"), {"dot": cast.campaign.code, "tep": file}, follow=True)

    return send_as


def to(name: str, page) -> str:
    return reverse(f"office:import-{name}", args=[Import.objects.latest("created_at").key])


def said(page) -> str:
    return " ".join(str(message) for message in page.context["messages"])


def store(client, page, **more):
    return client.post(to("apply", page), {"seen": page.context["seen"], **more}, follow=True)


def test_converted_letters_are_shown_and_wait_for_consent(send, client):
    page = send("binh", registrations(OLD, row(title="Cổng tre")))
    text = page.content.decode()
    assert "TuyÕn ®­êng hoa" in text and "Tuyến đường hoa" in text
    assert {count["key"]: count["count"] for count in page.context["counts"]}["ask"] == 1

    assert "đánh dấu vào ô đồng ý" in said(client.post(to("agree", page), {}, follow=True))
    store(client, page)
    assert [dossier.title for dossier in Dossier.objects.all()] == ["Cổng tre"]


def test_with_consent_the_converted_words_are_stored(send, client):
    page = send("binh", registrations(OLD))
    agreed = client.post(to("agree", page), {"agreed": "converted"}, follow=True)
    assert "Đã ghi nhận bạn đồng ý" in said(agreed)
    store(client, agreed)
    assert Dossier.objects.get().title == "Tuyến đường hoa"


def test_wrong_rows_are_downloaded_mended_and_sent_again(send, client):
    page = send("binh", registrations(row(), row(title="Cổng tre", unit="Không đâu")))
    store(client, page, skip_wrong="1")
    answer = client.get(to("wrong", page))
    assert answer["Content-Disposition"].startswith("attachment")
    back = load_workbook(BytesIO(answer.content))
    sheet = back["Đăng ký"]
    wrong = next(cell for line in sheet.iter_rows() for cell in line if cell.value == "Không đâu")
    assert "Không có đơn vị nào tên «Không đâu»" in wrong.comment.text
    wrong.value = "Đảng bộ xã Đồng Điều"

    again = send("binh", sent(back))
    assert (again.context["to_store"], again.context["wrong"]) == (1, 0)
    store(client, again)
    assert Dossier.objects.count() == 2


def test_columns_are_matched_once_and_the_next_file_needs_none(send, client, cast):
    page = send("binh", book(OWN_WORDS))
    assert page.request["PATH_INFO"] == to("columns", page)
    half = client.post(to("columns", page), {"cot-0": "title", "cot-1": "title"})
    assert "cùng ghép với «Tên mô hình»" in half.content.decode()
    lacking = client.post(to("columns", page), {"cot-0": "title"})
    assert "Cần ít nhất cột tên mô hình" in lacking.content.decode()

    done = client.post(to("columns", page), {"cot-0": "title", "cot-1": "unit", "cot-2": "method"}, follow=True)
    assert "Đã nhớ cách ghép cột" in said(done) and done.context["to_store"] == 1
    assert set(ColumnMatch.objects.values_list("unit", flat=True)) == {cast.east.pk}
    assert send("binh", book(OWN_WORDS)).context["to_store"] == 1


def test_an_import_is_undone_and_the_file_can_be_sent_again(send, client):
    page = send("binh", registrations(row()))
    store(client, page)
    undone = client.post(to("undo", page), follow=True)
    assert "Đã hoàn tác lần nhập này" in said(undone)
    assert "Đã hoàn tác lúc" in undone.content.decode()
    assert "đã được hoàn tác" in said(client.post(to("undo", page), follow=True))
    store(client, send("binh", registrations(row())))
    assert sorted(Dossier.objects.values_list("state", flat=True)) == ["DRAFT", "WITHDRAWN"]


def test_what_stands_in_the_way_of_undoing_is_named(send, client):
    page = send("binh", registrations(row()))
    store(client, page)
    Dossier.objects.update(edition=2)
    assert "Dòng 5, trang “Đăng ký”" in said(client.post(to("undo", page), follow=True))
    assert Dossier.objects.get().state == "DRAFT"


@pytest.mark.parametrize("name", ["preview", "columns", "wrong"])
def test_the_imports_of_another_are_not_there_to_read(send, client, cast, name):
    url = to(name, send("binh", registrations(row())))
    client.force_login(cast.an)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("name", ["apply", "agree", "undo"])
def test_the_imports_of_another_are_not_there_to_answer(send, client, cast, name):
    page = send("binh", registrations(row()))
    store(client, page)
    client.force_login(make.user("DISTRICT_BOARD", cast.east))
    answer = client.post(to(name, page), {"seen": "x", "agreed": "converted"})
    assert (answer.status_code, client.get(to(name, page)).status_code) == (404, 405)
    assert Dossier.objects.get().state == "DRAFT"
