"""The library: guidance and decisions in one list, found however typed; only what is public is served."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from danvan.library.actions import replace, withdraw
from tests import make
from tests.unit.library import rows

LIST = reverse("portal:documents")


@pytest.fixture
def shelf(cast):
    """One guidance with a file, and one decision of the book."""
    decision = make.decision(cast.province, state="ISSUED", number="86-QĐ/HU", number_key="86-qd-hu",
                             signed_on=date(2020, 11, 25), summary="công nhận mô hình")  # fmt: skip
    return rows.public(cast.province, cast.dung, file=rows.PDF, summary="Hạn gửi 31/3."), decision


def page(client, **asked) -> str:
    return client.get(LIST, asked).content.decode()


@pytest.mark.parametrize(
    ("q", "count"),
    [("", 2), ("05-HD/BDVTU", 1), ("05 hd bdvtu", 1), ("5-HD/BDVTU", 1), ("86/QĐ-HU", 1), ("quyet dinh cong nhan", 1),
     ("huong dan dang ky", 1), ("Hướng dẫn đăng ký mô hình", 1), ("mo hinh", 2), ("99-HD", 0), ("%", 0)],
)  # fmt: skip
def test_documents_are_found_however_they_are_typed(client, shelf, q, count):
    assert f'role="status">{count} văn bản' in page(client, q=q)


@pytest.mark.parametrize(
    ("asked", "count"),
    [({"loai": "huong-dan"}, 1), ({"loai": "cong-nhan"}, 1), ({"nam": "2020"}, 1), ({"nam": "2026"}, 1),
     ({"nam": "1999"}, 0), ({"nam": "x"}, 2), ({"loai": "huong-dan", "nam": "2020"}, 0)],
)  # fmt: skip
def test_kind_and_year_narrow_the_list(client, shelf, asked, count):
    assert f'role="status">{count} văn bản' in page(client, **asked)


def test_a_number_typed_in_full_stands_first(client, cast, shelf):
    rows.public(cast.province, cast.dung, number="09-HD/X", title="Sửa 05-HD/BDVTU", signed_on=date(2026, 3, 1))
    text = page(client, q="05-HD/BDVTU")
    assert text.index("Hướng dẫn đăng ký mô hình") < text.index("Sửa 05-HD/BDVTU")


def test_decisions_lead_to_their_own_page_and_drafts_are_nowhere(client, cast, shelf):
    rows.draft(cast.province, cast.dung, number="77-HD/X", title="Chưa đăng")
    make.decision(cast.province, number="78-QĐ/X")
    text = page(client)
    assert reverse("portal:decision", args=[shelf[1].pk]) in text
    assert "Chưa đăng" not in text and "78-QĐ/X" not in text


def test_a_page_tells_number_day_issuer_summary_file_and_what_replaced_it(client, cast, shelf):
    newer = rows.public(cast.province, cast.dung, number="07-HD/BDVTU", title="Hướng dẫn mới")
    replace(document=shelf[0], by_document=newer, by=cast.dung, at=make.NOON)
    text = client.get(reverse("portal:document", args=[shelf[0].pk])).content.decode()
    for told in ("05-HD/BDVTU", "05/02/2026", "Ban Dân vận Tỉnh ủy", "Hạn gửi 31/3.", "PDF, 1 kB", "07-HD/BDVTU"):
        assert told in text
    assert "Thay cho" in client.get(reverse("portal:document", args=[newer.pk])).content.decode()


def test_a_file_is_served_safely_and_costs_nothing_when_unchanged(client, shelf):
    address = reverse("portal:document-file", args=[shelf[0].pk])
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == rows.PDF
    assert answer["Content-Type"] == "application/pdf" and answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize("name", ["portal:document", "portal:document-file"])
def test_what_is_taken_back_is_gone_at_once(client, cast, shelf, name):
    address = reverse(name, args=[shelf[0].pk])
    answer = client.get(address)
    etag, _ = answer["ETag"], list(answer)
    withdraw(document=shelf[0], reason="Đăng nhầm", by=cast.dung, at=make.NOON)
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 404
    assert "05-HD/BDVTU" not in page(client)


def test_more_documents_ask_no_more_queries(client, cast, shelf):
    def spent() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST, {"q": "mo hinh"})
        return len(queries)

    client.get(LIST)
    before = spent()
    for number in range(30):
        rows.public(cast.province, cast.dung, number=f"{number}-HD/X", title=f"Mô hình {number}")
        make.decision(cast.province, state="ISSUED", summary="công nhận mô hình")
    assert spent() <= before
