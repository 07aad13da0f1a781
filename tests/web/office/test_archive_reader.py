"""A person whose post ended with its unit: the archive of that time is read, nothing is changed, nothing else seen."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from danvan.criteria.enums import Track
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.models import Dossier, Evidence, Score, Scorecard
from danvan.dossiers.workflow import LIFE
from danvan.ledger.models import Event
from danvan.succession.actions import carry_out
from danvan.units.plans import Heir, Plan
from tests import make

DAY = date(2025, 7, 1)
SENTENCE = (
    "Phân công của bạn tại Huyện ủy Miền Đông đã kết thúc ngày 30/6/2025. Bạn còn xem được hồ sơ lưu trữ đến ngày đó."
)


@pytest.fixture
def archive(cast):
    """The east ends on 1/7/2025 and its commune comes directly under the province; binh held a post in the east."""
    past = make.campaign(
        cast.province, name="Thi đua năm 2024", first_year=2024, last_year=2024, cutoff_on=date(2024, 6, 1),
        tracks={Track.MODEL: None, Track.COMMUNE: make.version(24)},
    )  # fmt: skip
    title = make.dossier(cast.village, past, state=State.APPROVED, track=Track.COMMUNE, title="Đảng bộ xã Đồng Điều")
    for voice in Voice.values:
        make.card(title, voice, marks="Y" * 24, state=CardState.SIGNED)
    hamlet = make.unit("W1", parent=cast.west, name="Đảng bộ xã Miền Tây Một")
    rows = {"title": title, "open": make.dossier(cast.village, past, state=State.SUBMITTED, title="Đường hoa"),
            "west": make.dossier(hamlet, past, title="Của huyện khác")}  # fmt: skip
    end = Plan(on=DAY, before=("E",), children_to="P", basis="Nghị quyết")
    carry_out([end], by=cast.quan, at=make.NOON)
    rows["now"] = make.dossier(cast.village, cast.campaign, state=State.SUBMITTED, title="Của năm 2026")
    return rows


@pytest.fixture
def reader(client, cast, archive):
    client.force_login(cast.binh)
    return client


def address(name: str, dossier: Dossier, **more: str) -> str:
    return reverse(f"office:{name}", kwargs={"pk": dossier.pk, **more})


def test_the_first_page_says_since_when_and_leads_to_the_list(reader):
    page = reader.get(reverse("office:desk"))
    text = page.content.decode()
    assert SENTENCE in text
    assert f'href="{reverse("office:dossiers")}"' in text.partition("<main")[2]
    assert page.context["nav"][0].current and "Nhập từ Excel" not in text and "Chấm, thẩm định" not in text


def test_the_list_has_the_dossiers_of_that_time_and_of_that_unit_alone(reader, archive):
    page = reader.get(reverse("office:dossiers"))
    assert {line.title for line in page.context["rows"]} == {"Đảng bộ xã Đồng Điều", "Đường hoa"}
    assert page.context["register"] is None
    narrowed = reader.get(reverse("office:dossiers"), {"dot": archive["title"].campaign.code})
    assert narrowed.context["total"] == 2


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("dossier", {}), ("card", {"voice": "SELF"}), ("card", {"voice": "SUPERIOR"}), ("card", {"voice": "PROVINCE"}),
        ("card-pdf", {}),
    ],
)  # fmt: skip
def test_a_dossier_its_cards_and_its_print_open_without_anything_to_change(reader, archive, name, more):
    page = reader.get(address(name, archive["title"], **more))
    assert page.status_code == 200
    if page["Content-Type"].startswith("text/html"):
        main = page.content.decode().partition("<main")[2].partition("</main>")[0]
        assert "<button" not in main and "formaction" not in main and "/tham-dinh/" not in main


@pytest.mark.parametrize("hidden", ["west", "now"])
def test_what_came_later_or_belonged_to_others_is_not_there(reader, archive, hidden):
    for name, more in (("dossier", {}), ("card", {"voice": "SELF"}), ("card-pdf", {}), ("review-dossier", {})):
        assert reader.get(address(name, archive[hidden], **more)).status_code == 404


# What could be sent to a dossier, and with what.
POSTS = {
    **{f"ho-so/%s/buoc/{step}/": {"note": "Lý do"} for step in LIFE.steps},
    **{f"ho-so/%s/phieu/{voice}/": {"edition": "1"} for voice in ("tu-cham", "huyen", "tinh")},
    **{f"ho-so/%s/phieu/{voice}/luu/": {"edition": "1"} for voice in ("tu-cham", "huyen", "tinh")},
    **{f"ho-so/%s/phieu/{voice}/dien-san/": {} for voice in ("tu-cham", "huyen", "tinh")},
    "ho-so/%s/phieu/tu-cham/buoc/reopen_self/": {"note": "Lý do"},
    "ho-so/%s/phieu/huyen/buoc/reopen_review/": {"note": "Lý do"},
    "ho-so/%s/sua/": {"title": "Khác"}, "ho-so/%s/minh-chung/": {}, "tham-dinh/%s/": {},
}  # fmt: skip


# Refusals that come as a message on the page one is led to.
TOLD = {
    "Bạn không được chấm phiếu này.", "Bạn không có quyền thực hiện bước này.",
    "Chưa có phiếu đã ký nào để điền sẵn theo.", "Hồ sơ này không chấm theo bộ tiêu chí nên không có phiếu.",
    "Chưa đến lượt hoặc đã qua lượt thêm minh chứng cho hồ sơ này.",
    "Phiếu không có tiêu chí này; hãy tải lại trang rồi chấm lại.",
}  # fmt: skip


@pytest.mark.parametrize("of", ["title", "open"])
def test_whatever_is_sent_is_refused_and_nothing_changes(reader, archive, of):
    before = snapshot()
    line = archive["title"].cards.get(voice=Voice.SELF).version.criteria.get(order=3).pk
    for path, more in POSTS.items():
        sent = more | {f"kq-{line}": "NOT_MET", f"da-{line}": "", "criterion": str(line), "tep": scan()}
        answer = reader.post("/can-bo/" + path % archive[of].pk, sent)
        told = {message.message for message in get_messages(answer.wsgi_request)}
        refused = answer.status_code in (400, 404, 409) or (answer.status_code == 302 and told and told <= TOLD)
        assert refused, (path, answer.status_code, told)
        assert snapshot() == before, path
        list(reader.get("/can-bo/huong-dan/").context["messages"])  # what was told is told once


def test_a_sheet_sent_empty_is_not_called_kept(reader, archive):
    for voice in ("tu-cham", "huyen", "tinh"):
        answer = reader.post(f"/can-bo/ho-so/{archive['title'].pk}/phieu/{voice}/", {})
        assert answer.status_code == 400 and "Bạn không được chấm phiếu này." in answer.content.decode()


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile(
        "bien-ban.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", content_type="application/pdf"
    )


def snapshot() -> list[list[dict]]:
    return [list(model.objects.order_by("pk").values()) for model in (Dossier, Scorecard, Score, Evidence, Event)]


def test_pages_for_work_are_not_there(reader, archive):
    for name in ("dossier-new", "imports", "decision-new"):
        address = reverse(f"office:{name}", args=[archive["title"].campaign.code] if name == "dossier-new" else [])
        assert reader.get(address).status_code == reader.post(address).status_code == 404, name


def test_the_proofs_of_that_time_can_be_read_and_not_removed(reader, cast, archive):
    title = archive["title"]
    proof = Evidence.objects.create(
        dossier=title, criterion=title.cards.get(voice=Voice.SELF).version.criteria.get(order=3), name="Biên bản.pdf",
        file=ContentFile(b"%PDF", name="x.pdf"), content_type="application/pdf", size=4, sha256="0" * 64,
        added_by=cast.an, added_at=make.LONG_AGO,
    )  # fmt: skip
    answer = reader.get(reverse("office:evidence", args=[proof.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF"
    reader.post(reverse("office:evidence-remove", args=[proof.pk]))
    proof.refresh_from_db()
    assert proof.removed_at is None


@pytest.mark.parametrize("ended", [True, False])
def test_a_person_without_any_post_is_told_whom_to_ask(client, cast, ended):
    nobody = make.user("UNIT_CLERK", cast.village, to_on=date(2020, 1, 1)) if ended else make.User.objects.create()
    client.force_login(nobody)
    page = client.get(reverse("office:desk"))
    assert page.status_code == 200 and "Bạn chưa có phân công nào" in page.content.decode()
    assert client.get(reverse("office:dossiers")).context["total"] == 0


def test_one_who_went_on_to_the_new_unit_has_an_ordinary_desk_and_its_own_campaign_first(client, cast, archive):
    commune = cast.village
    carry_out([Plan(on=date(2026, 1, 1), before=("V",), heirs=(Heir("N", "Đảng bộ xã Mới", "COMMUNE"),))],
              by=cast.quan, at=make.NOON)  # fmt: skip
    make.Post.objects.create(user=cast.an, unit=make.Unit.objects.get(code="N"), role="UNIT_CLERK", from_on=DAY)
    client.force_login(cast.an)
    page = client.get(reverse("office:desk"))
    assert page.context["campaign"] == cast.campaign
    assert commune.ended_on is None or "đã kết thúc" not in page.content.decode()
