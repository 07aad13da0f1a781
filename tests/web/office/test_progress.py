"""Progress on screen: targets, a report written, given back and noted; gifts confirmed; the briefing sheet."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from danvan.accounts.models import Role
from danvan.progress.models import Contribution, ProgressReport
from tests import make
from tests.unit.progress import rows


@pytest.fixture
def as_(cast):
    """A signed-in client for one of the cast."""

    def sign_in(who) -> Client:
        client = Client()
        client.force_login(getattr(cast, who) if isinstance(who, str) else who)
        return client

    return sign_in


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_targets_come_from_the_registration_and_figures_from_the_last_report(cast, as_):
    dossier, an = rows.running(cast, year=2021), as_("an")
    address = reverse("office:targets", args=[dossier.pk])
    assert 'value="Mở 2 km đường"' in text(an.get(address))
    an.post(address, {"text-1": "Mở đường", "goal-1": "2,5", "measure-1": "km"})
    rows.report(dossier, number=1, done="1.5")

    begun = an.post(reverse("office:report-begin", args=[dossier.pk]), {"ky": "quy-2"}, follow=True)
    line = ProgressReport.objects.get(number=2).lines.get()
    said = {f"done-{line.pk}": "hai", "summary": "Xong 2 km", "edition": "1", "buoc": "gui"}
    wrong = an.post(begun.request["PATH_INFO"], said)

    assert "Kỳ trước: 1,5 km" in text(begun) and 'value="1,5"' in text(begun)
    assert wrong.status_code == 400 and "“hai” không phải là số" in text(wrong) and "Xong 2 km" in text(wrong)


def test_a_report_is_sent_given_back_sent_again_and_noted(cast, as_):
    """In a year long gone, so that the clock never says it is too early."""
    dossier, an, binh = rows.running(cast, year=2021), as_("an"), as_("binh")
    rows.target(dossier, goal="2.5")
    report = rows.report(dossier, state="DRAFT", done=None)
    line, edit = report.lines.get(), reverse("office:report-edit", args=[report.pk])
    said = {f"done-{line.pk}": "2", "summary": "Xong", "edition": "1", "buoc": "gui"}

    an.post(edit, said)
    binh.post(reverse("office:report-step", args=[report.pk, "return"]), {"note": "Thiếu ảnh"})
    assert "Thiếu ảnh" in text(an.get(edit))
    an.post(edit, {**said, "summary": "Xong, có ảnh", "edition": "2"})
    binh.post(reverse("office:report-step", args=[report.pk, "note"]))

    report.refresh_from_db()
    assert (report.state, report.summary, report.seen_by) == ("NOTED", "Xong, có ảnh", cast.binh)
    assert "80 %" in text(an.get(reverse("office:progress", args=[dossier.pk])))
    assert an.get(edit).status_code == 404


def test_a_draft_is_nobody_elses_business(cast, as_):
    report = rows.report(rows.running(cast), state="DRAFT")

    assert [as_(name).get(report.get_absolute_url()).status_code for name in ("an", "binh", "dung", "chi")] == [
        200, 200, 404, 404,
    ]  # fmt: skip


def test_two_who_write_one_report_both_see_their_words(cast, as_):
    dossier = rows.running(cast, year=2021)
    rows.target(dossier)
    report = rows.report(dossier, state="DRAFT", edition=3, done="1.5", summary="Chữ của chị Bình")
    line = report.lines.get()

    typed = {"summary": "Chữ của tôi", f"done-{line.pk}": "2", "edition": "2", "buoc": "luu"}
    met = as_("an").post(reverse("office:report-edit", args=[report.pk]), typed)

    assert met.status_code == 409 and 'name="edition" value="3"' in text(met)
    assert "Chữ của tôi" in text(met) and "<dd>Chữ của chị Bình</dd>" in text(met)
    assert "<dt>Đã thực hiện (km), mục tiêu 1</dt><dd>1,5</dd>" in text(met)


def test_who_owes_a_report_is_named_on_the_list(cast, as_):
    rows.running(cast, year=2025, title="Chưa báo cáo gì")
    rows.report(rows.running(cast, year=2025, title="Báo cáo rồi"))
    address = reverse("office:reports")

    owing = text(as_("binh").get(address, {"nam": "2025", "ky": "quy-1"}))
    sent = text(as_("binh").get(address, {"nam": "2025", "ky": "quy-1", "muc": "da-gui"}))

    assert "Chưa báo cáo gì" in owing and "Báo cáo rồi" not in owing
    assert "Báo cáo rồi" in sent and "Chưa báo cáo gì" not in sent


def test_the_commune_confirms_what_it_received_and_only_then_it_counts(cast, as_):
    oanh = make.user(Role.UNIT_CLERK, cast.office, "oanh")
    given = {"unit": cast.office.pk, "receiver": cast.village.pk, "kind": "MONEY", "quantity": "30.000.000",
             "given_on": "09/03/2025", "what": "Làm đường"}  # fmt: skip
    as_(oanh).post(reverse("office:contribution-new"), given)
    gift, ledger = Contribution.objects.get(), f"{reverse('office:contributions')}?nam=2025&muc=tat-ca"
    an = as_("an")
    assert "30.000.000 đồng: Làm đường" in text(an.get(ledger)) and "Chưa có khoản nào được xác nhận" in text(
        an.get(ledger)
    )

    denied = an.post(reverse("office:contribution-step", args=[gift.pk, "dispute"]), {"note": " "})
    assert denied.status_code == 409 and "Cần ghi rõ lý do" in text(denied)
    an.post(reverse("office:contribution-step", args=[gift.pk, "confirm"]))

    assert '<td class="right num">30.000.000</td>' in text(an.get(ledger))
    assert as_(oanh).get(reverse("office:contribution-edit", args=[gift.pk])).status_code == 404
    assert as_("chi").get(gift.get_absolute_url()).status_code == 404


def test_the_briefing_sheet_opens_its_rows_and_goes_out_as_a_workbook(cast, as_):
    rows.running(cast, year=2025, title="=Đường hoa")
    binh, quarter = as_("binh"), [2025, 1]

    page = text(binh.get(reverse("office:briefing", args=quarter)))
    opened = text(binh.get(reverse("office:briefing-rows", args=[*quarter, "mo-hinh"])))
    book = load_workbook(BytesIO(binh.get(reverse("office:briefing-xlsx", args=quarter)).content))

    assert "Giao ban quý I năm 2025" in page and "=Đường hoa" in page
    assert "Mô hình đăng ký: 1" in opened and "=Đường hoa" in opened
    figures = {row[1].value: row[2].value for row in book["Danh sách"].iter_rows(min_row=4)}
    assert (figures["Mô hình đăng ký"], figures["Hồ sơ chưa báo cáo"]) == (1, 1)
    assert book["Chưa báo cáo"]["C4"].value == "=Đường hoa"
    assert binh.get(reverse("office:briefing-rows", args=[*quarter, "khong-co"])).status_code == 404
    assert binh.get("/can-bo/giao-ban/2025/5/").status_code == 404
