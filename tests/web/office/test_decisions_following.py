"""From an issued decision to its amendment, its hour and its revocation, on the screens and before the public."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from danvan.decisions.models import Certificate, Decision, DecisionFile
from danvan.decisions.publishing import publish_due
from tests import make
from tests.unit.kit.samples import PDF
from tests.web.office.drafts import WORDS, approved, drafted, page_of, step_of

HOUR = (timezone.now() + timedelta(hours=2)).replace(second=0, microsecond=0)
SIGNED = {"number": "90-QĐ/TU", "signed_on": "05/03/2026", "signer_name": "Người Ký", "reason": "Ghi nhầm tên"}


def paper():
    return SimpleUploadedFile("qd.pdf", PDF)


@pytest.fixture
def issued(cast, client) -> Decision:
    """Issued by one press: what was typed and the scan that was chosen come with it."""
    decision = drafted(cast, approved(cast), approved(cast, "Đường hoa"), scanned=False)
    client.force_login(cast.giang)
    client.post(step_of(decision), {**WORDS, "scan": paper()})
    decision.refresh_from_db()
    return decision


def begun(client, decision, kind="amend", *titles) -> Decision:
    lines = [item.pk for item in decision.items.filter(title__in=titles or ["Tiếng mõ an ninh"])]
    answer = client.post(page_of(decision, f"decision-{kind}"), {"lines": lines, "request_key": f"{kind}{lines}"})
    return Decision.objects.get(pk=int(answer.url.rstrip("/").rsplit("/", 1)[1]))


def check(client, certificate) -> tuple[int, dict, str]:
    told = client.get(reverse("api:certificate", args=[certificate.code]))
    return told.status_code, told.json(), client.get(reverse("portal:certificate", args=[certificate.code])).text


def test_the_scan_is_read_within_reach_and_nowhere_else(cast, client, issued):
    assert (issued.state, DecisionFile.objects.count()) == ("ISSUED", 1)
    address = page_of(issued, "decision-scan-file", file=DecisionFile.objects.get().pk)

    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="qd.pdf"'
    assert b"".join(answer.streaming_content) == PDF
    client.post(page_of(issued, "decision-scan"), {"scan": SimpleUploadedFile("x.exe", b"MZ")})
    assert "Chưa lưu bản quét." in client.get(page_of(issued)).text
    for stranger in (cast.an, cast.chi):
        client.force_login(stranger)
        assert client.get(address).status_code == 404


@pytest.fixture
def amended(cast, client, issued) -> tuple[Decision, str]:
    """An amendment of one line, issued for an hour to come; and the page that told so."""
    old, draft = issued.items.get(title="Tiếng mõ an ninh"), begun(client, issued)
    assert begun(client, issued) == draft  # the same form sent twice
    typed = {f"dong-{old.pk}-{name}": getattr(old, name) for name in ("holder_name", "unit_name", "theme_name")}
    typed |= {f"dong-{old.pk}-title": "Tiếng mõ bình yên", f"dong-{old.pk}-reason": "", "edition": draft.edition}
    typed["publish_at"] = f"{timezone.localtime(HOUR):%d/%m/%Y %H:%M}"
    told = client.post(step_of(draft, "follow"), {**SIGNED, **typed, "scan": paper()}, follow=True)
    draft.refresh_from_db()
    return draft, told.text


def test_an_amendment_with_an_hour_is_unknown_before_it(client, issued, amended):
    draft, told = amended
    old = issued.items.get(title="Tiếng mõ an ninh")

    assert draft.state == "ISSUED"
    assert "Đã cấp 1 giấy công nhận. Công bố lúc" in told and "Công bố ngay" in told
    assert check(client, old.certificate)[0] == 200
    assert check(client, draft.items.get().certificate)[0] == 404
    assert client.get(reverse("portal:decision", args=[draft.pk])).status_code == 404
    assert "Tiếng mõ bình yên" not in client.get(reverse("portal:practices")).text


def test_at_its_hour_the_old_certificate_leads_to_the_new_one(client, issued, amended):
    old, new = (one.items.get(title__startswith="Tiếng mõ").certificate for one in (issued, amended[0]))
    publish_due(at=HOUR)

    status, body, page = check(client, old)
    assert (status, body["status"], body["reason"]) == (410, "replaced", "Ghi nhầm tên")
    assert body["replaced_by"]["code"].replace("-", "") == new.code and "holder" not in body
    assert "Đã thay thế theo Quyết định số 90-QĐ/TU" in page and "Lý do: Ghi nhầm tên." in page
    assert body["replaced_by"]["code"] in page
    assert check(client, new)[1]["title"] == "Tiếng mõ bình yên"


def test_both_decisions_stay_and_lead_to_each_other(client, issued, amended):
    publish_due(at=HOUR)

    public = client.get(reverse("portal:decision", args=[issued.pk])).text
    assert "Đã được đính chính theo" in public and "Dòng này hết hiệu lực theo" in public
    later = client.get(reverse("portal:decision", args=[amended[0].pk])).text
    assert "Thay dòng" in later and reverse("portal:decision", args=[issued.pk]) in later
    assert "Đính chính: Quyết định số 90-QĐ/TU" in client.get(page_of(issued)).text


def test_a_revocation_by_the_screens_takes_the_model_off_the_public_list(cast, client, issued):
    draft = begun(client, issued, "revoke")
    page = client.get(page_of(draft)).text
    assert "Soạn quyết định thu hồi" in page and "Ban hành và thu hồi 1 giấy công nhận" in page

    client.post(step_of(draft, "follow"), {**SIGNED, "edition": draft.edition, "scan": paper()})

    status, body, page = check(client, issued.items.get(title="Tiếng mõ an ninh").certificate)
    assert (status, body["status"], body["replaced_by"]) == (410, "revoked", None)
    assert "Đã thu hồi theo Quyết định số 90-QĐ/TU" in page
    listed = client.get(reverse("portal:practices")).text
    assert "Đường hoa" in listed and "Tiếng mõ an ninh" not in listed


def test_a_stale_page_keeps_what_was_typed_on_the_lines(cast, client, issued):
    draft = begun(client, issued)
    old = issued.items.get(title="Tiếng mõ an ninh")
    names = {f"dong-{old.pk}-{name}": "Chữ khác" for name in ("title", "holder_name", "unit_name", "reason")}
    sent = {**names, f"dong-{old.pk}-theme_name": old.theme_name, "edition": draft.edition}
    client.post(page_of(draft), sent)

    answer = client.post(page_of(draft), {**sent, f"dong-{old.pk}-title": "Muộn hơn"})

    assert (answer.status_code, draft.items.get().title) == (422, "Chữ khác")
    assert "Muộn hơn" in answer.text and "vừa được người khác sửa" in answer.text


def test_the_hour_can_be_cut_short_by_who_issues(cast, client):
    decision = make.decision(cast.province, approved(cast), publish_at=timezone.now() + timedelta(days=1))
    client.force_login(cast.giang)
    client.post(step_of(decision), {})
    certificate = Certificate.objects.get()
    assert check(client, certificate)[0] == 404

    client.post(page_of(decision, "decision-publish"))

    assert check(client, certificate)[1]["status"] == "valid"
