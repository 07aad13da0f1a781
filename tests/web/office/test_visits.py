"""Visits on screen: planned from what is suggested, written down on a phone, answered, closed, printed."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from danvan.visits.models import Checklist, Finding, Visit
from tests import make
from tests.unit.visits import rows

LIST = "/can-bo/kiem-tra/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def photo(name: str = "IMG_1.jpg") -> SimpleUploadedFile:
    kept = BytesIO()
    Image.new("RGB", (20, 10), name == "IMG_1.jpg" and "green" or "red").save(kept, "JPEG")
    return SimpleUploadedFile(name, kept.getvalue(), "image/jpeg")


def typed(visit: Visit, **more: object) -> dict[str, object]:
    """What the form sends, with a summary and a day."""
    return {"edition": visit.edition, "visited_on": "10/03/2026", "summary": "Đã triển khai", **more}


def test_from_a_suggestion_to_a_plan_the_unit_can_read(cast):
    board = signed_in(cast.binh)
    page = board.get(f"{LIST}?muc=nen-den").content.decode()
    assert "Chưa đến lần nào" in page and "Huyện ủy Miền Tây" not in page

    form = board.get(reverse("office:visit-new"), {"don-vi": [cast.village.pk]})
    assert form.context["form"].chosen == {str(cast.village.pk)}
    plan = {"units": [cast.village.pk, cast.office.pk], "planned_on": "20/03/2026", "kind": "REGULAR",
            "lead": cast.binh.pk, "purpose": "Xem mô hình"}  # fmt: skip
    assert said(board.post(reverse("office:visit-new"), plan)) == ["Đã lập lịch kiểm tra 2 đơn vị."]

    visit = Visit.objects.get(unit=cast.village)
    seen = signed_in(cast.an).get(visit.get_absolute_url()).content.decode()
    assert "20/03/2026" in seen and "Xem mô hình" in seen and "Ghi biên bản" not in seen


def test_minutes_are_written_with_photographs_and_finished_once_nothing_is_missing(cast):
    common = Checklist.objects.get(kind="REGULAR")
    item = common.items.order_by("order").first()
    visit = rows.visit(cast, state="PLANNED", visited_on=None, summary="", checklist=common)
    board, address = signed_in(cast.binh), reverse("office:visit-record", args=[visit.pk])
    sent = typed(visit, **{f"kq-{item.pk}": "NOT", "kn-0-text": "Phân công rõ", "buoc": "xong"})

    answer = board.post(address, {**sent, "chup": photo(), "anh": [photo("IMG_2.jpg"), photo()]})

    assert said(answer)[-1].startswith("Đã lưu, nhưng chưa hoàn thành: Nội dung chưa đạt nào cũng cần ghi chú")
    assert visit.photos.count() == 2
    visit.refresh_from_db()
    found = visit.findings.get()
    mended = typed(visit, **{f"kq-{item.pk}": "NOT", f"ghi-{item.pk}": "Chưa có kế hoạch", "buoc": "xong",
                             "kn-0-pk": found.pk, "kn-0-text": "Phân công", "kn-0-due_on": "01/04/2026"})  # fmt: skip
    board.post(address, mended)
    visit.refresh_from_db()
    assert (visit.state, visit.findings.get().due_on) == ("DONE", date(2026, 4, 1))


def test_two_people_at_one_form_lose_nothing(cast):
    visit = rows.visit(cast, state="PLANNED")
    board, address = signed_in(cast.binh), reverse("office:visit-record", args=[visit.pk])
    old = visit.edition
    board.post(address, typed(visit, met="Bí thư"))

    second = board.post(address, {**typed(visit, met="Chủ tịch"), "edition": old})

    assert second.status_code == 409
    assert "Chủ tịch" in second.content.decode() and "Người khác vừa lưu" in second.content.decode()
    again = {**typed(visit, met="Chủ tịch"), "edition": second.context["form"]["edition"].value()}
    board.post(address, again)
    visit.refresh_from_db()
    assert visit.met == "Chủ tịch"


def test_a_finding_is_answered_by_the_unit_and_closed_by_the_board(cast):
    finding = rows.finding(rows.visit(cast))
    unit, board, address = signed_in(cast.an), signed_in(cast.binh), finding.get_absolute_url()

    bad = SimpleUploadedFile("x.exe", b"MZ not a paper")
    refused = unit.post(address, {"answer": "Đã niêm yết", "seen": 0, "tep": bad})
    assert refused.status_code == 409 and "Đã niêm yết" in refused.content.decode()
    unit.post(address, {"answer": "Đã niêm yết", "seen": 0, "tep": photo()})
    assert Finding.objects.get().state == "ANSWERED"
    proof = Finding.objects.get().proofs.get()
    assert b"".join(board.get(reverse("office:finding-proof", args=[proof.pk]))).startswith(b"\xff\xd8")

    empty = board.post(reverse("office:finding-step", args=[finding.pk, "again"]), {"note": " ", "seen": 1})
    assert empty.status_code == 409 and said(empty) == ["Cần ghi rõ lý do."]
    unit.post(reverse("office:finding-step", args=[finding.pk, "close"]), {"seen": 1})
    assert Finding.objects.get().state == "ANSWERED"
    board.post(reverse("office:finding-step", args=[finding.pk, "close"]), {"seen": 1})
    assert Finding.objects.get().state == "CLOSED"


def test_before_it_is_done_a_visit_keeps_its_record_to_the_board(cast):
    visit = rows.visit(cast, state="PLANNED", summary="Chưa công khai")
    finding = rows.finding(visit, text="Phân công lại")
    unit = signed_in(cast.an)

    page = unit.get(visit.get_absolute_url()).content.decode()

    assert "Chưa công khai" not in page and "Phân công lại" not in page
    for name in ("visit-pdf", "visit-record", "visit-edit"):
        assert unit.get(reverse(f"office:{name}", args=[visit.pk])).status_code == 404
    assert unit.get(finding.get_absolute_url()).status_code == 404
    assert signed_in(cast.chi).get(visit.get_absolute_url()).status_code == 404


def test_a_checklist_is_copied_and_used(cast):
    common, board = Checklist.objects.get(kind="THEMATIC"), signed_in(cast.binh)
    form = board.get(reverse("office:checklist-new"), {"mau": common.pk}).context["form"]
    sent = {"name": "Quy chế dân chủ, huyện", "kind": "THEMATIC", "lines": form["lines"].value(), "is_active": "on"}

    board.post(reverse("office:checklist-new"), sent)

    own = Checklist.objects.get(unit=cast.east)
    assert own.items.count() == common.items.count()
    assert board.get(reverse("office:checklist", args=[common.pk])).status_code == 404
    assert signed_in(cast.chi).get(reverse("office:checklist", args=[own.pk])).status_code == 404
    assert signed_in(cast.an).get(reverse("office:checklists")).status_code == 404


@pytest.mark.parametrize("tab", ["sap-toi", "da-di", "kien-nghi", "qua-han", "nen-den", "la"])
def test_the_list_asks_as_many_questions_for_many_rows(cast, tab, django_assert_max_num_queries):
    for number in range(4):
        done = rows.visit(cast, unit=make.unit(f"V{number}", parent=cast.east))
        rows.finding(done)
        rows.visit(cast, unit=done.unit, state="PLANNED")
    client = signed_in(cast.binh)

    with django_assert_max_num_queries(20):
        assert client.get(LIST, {"muc": tab}).status_code == 200
