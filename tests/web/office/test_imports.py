"""Importing through the screens: nothing is stored before it is agreed to, and nothing twice."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from danvan.dossiers.models import Dossier
from tests import make

HEADS = ("STT", "Tên mô hình", "Đơn vị", "Tập thể, cá nhân đăng ký", "Thực trạng, lý do")
GOOD = (1, "Tuyến đường hoa", "Đảng bộ xã Đồng Điều", "Chi hội Phụ nữ", "Đường thôn nhiều cỏ")
FOREIGN = (2, "Hàng rào xanh", "Đảng bộ xã Nơi Khác", "Chi bộ thôn", "")


def workbook(*rows) -> SimpleUploadedFile:
    book = Workbook()
    sheet = book.active
    sheet.title = "Mô hình"
    for row in (HEADS, *rows):
        sheet.append(row)
    data = BytesIO()
    book.save(data)
    return SimpleUploadedFile("dang-ky.xlsx", data.getvalue())


@pytest.fixture
def send(client, cast):
    def send_as(person: str, file: SimpleUploadedFile):
        client.force_login(getattr(cast, person))
        return client.post(reverse("office:imports"), {"dot": cast.campaign.code, "tep": file}, follow=True)

    return send_as


def apply(client, page, **more):
    url = reverse("office:import-apply", args=[page.context["staged"].key])
    return client.post(url, {"seen": page.context["seen"], **more}, follow=True)


def counts(page) -> dict[str, int]:
    return {count["key"]: count["count"] for count in page.context["counts"]}


def test_a_preview_stores_nothing(send):
    page = send("binh", workbook(GOOD, FOREIGN))

    assert counts(page) == {"new": 1, "changed": 0, "same": 0, "wrong": 1}
    assert Dossier.objects.count() == 0


def test_right_rows_are_stored_only_after_an_explicit_choice(send, client):
    page = send("binh", workbook(GOOD, FOREIGN))

    refused = apply(client, page)
    assert "Tệp còn 1 dòng sai" in refused.content.decode()
    assert Dossier.objects.count() == 0

    stored = apply(client, page, skip_wrong="1")
    assert "Đã ghi 1 hồ sơ mới và 0 hồ sơ thay đổi." in stored.content.decode()
    assert [dossier.title for dossier in Dossier.objects.all()] == ["Tuyến đường hoa"]


def test_storing_twice_stores_once_and_says_so(send, client):
    page = send("binh", workbook(GOOD))
    apply(client, page)

    again = apply(client, page)

    assert "Tệp này đã được ghi trước đó" in again.content.decode()
    assert Dossier.objects.count() == 1


def test_a_changed_cell_is_shown_old_and_new(send, client, cast):
    make.dossier(cast.village, cast.campaign, title=GOOD[1], holder_name=GOOD[3], situation="Cũ")

    page = send("binh", workbook(GOOD))

    row = page.context["pager"].object_list[0]
    assert [(cell.old, cell.new) for cell in row.cells if cell.is_change] == [("Cũ", "Đường thôn nhiều cỏ")]
    assert counts(page)["changed"] == 1


def test_a_wrong_cell_says_where_and_how_to_mend_it(send):
    page = send("binh", workbook(FOREIGN))

    cell = page.context["pager"].object_list[0].problems[0]
    assert cell.ref == "C2"
    assert cell.problem in page.content.decode()


def test_what_moved_since_the_preview_is_not_overwritten(send, client, cast):
    page = send("binh", workbook(GOOD))
    make.dossier(cast.village, cast.campaign, title=GOOD[1], holder_name=GOOD[3], situation="Người khác vừa ghi")

    refused = apply(client, page)

    assert "Dữ liệu đã thay đổi từ lúc" in refused.content.decode()
    assert Dossier.objects.get().situation == "Người khác vừa ghi"


def test_rows_are_narrowed_by_outcome(send, client):
    page = send("binh", workbook(GOOD, FOREIGN))

    wrong = client.get(page.request["PATH_INFO"], {"loai": "wrong"})

    assert [row.title for row in wrong.context["pager"].object_list] == ["Hàng rào xanh"]


def other_workbook() -> SimpleUploadedFile:
    book = Workbook()
    book.active.append(("Sổ quỹ", "Số tiền"))
    data = BytesIO()
    book.save(data)
    return SimpleUploadedFile("so-quy.xlsx", data.getvalue())


WRONG_FILES = [
    (SimpleUploadedFile("a.xlsx", b"khong phai excel"), "Đây không phải là tệp Excel."),
    (SimpleUploadedFile("a.xlsx", b""), "Tệp rỗng"),
    (other_workbook(), "Tệp không có bảng đăng ký nào đọc được."),
]


@pytest.mark.parametrize(("file", "sentence"), WRONG_FILES)
def test_a_wrong_file_gets_a_plain_sentence(send, file, sentence):
    file.seek(0)

    page = send("binh", file)

    assert sentence in str(page.context["form"].errors["tep"])
    assert Dossier.objects.count() == 0


def test_an_import_belongs_to_the_one_who_sent_it(send, client, cast):
    key = send("binh", workbook(GOOD)).context["staged"].key
    client.force_login(cast.an)

    assert client.get(reverse("office:import-preview", args=[key])).status_code == 404
    assert client.post(reverse("office:import-apply", args=[key]), {"seen": "x"}).status_code == 404


def test_an_unknown_import_is_a_404(client, cast):
    client.force_login(cast.binh)

    assert client.get(reverse("office:import-preview", args=[UUID(int=1)])).status_code == 404


def test_the_blank_workbook_comes_back_as_nothing_new(client, cast, send):
    client.force_login(cast.binh)
    blank = client.get(reverse("office:import-template", args=[cast.campaign.code]))

    page = send("binh", SimpleUploadedFile("mau.xlsx", blank.content))

    assert blank["Content-Disposition"].startswith("attachment")
    assert page.status_code == 200
    assert Dossier.objects.count() == 0
