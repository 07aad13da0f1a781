"""A refusal from the form to the unit, its complaint and the answer, as each of them sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.models import Role
from danvan.appeals.actions import file_appeal
from danvan.appeals.models import Appeal
from danvan.dossiers.models import Dossier, Refusal
from danvan.dossiers.refusing import refuse
from danvan.notices.models import Notice
from danvan.notices.results import tell_news
from tests import make
from tests.unit.dossiers.test_refusing import LONG, criterion, judged

TEXT = "Quyết định thành lập đã gửi trong minh chứng tiêu chí 2."


@pytest.fixture
def khanh(cast):
    return make.user(Role.PROVINCE_BOARD, cast.province, "khanh")


@pytest.fixture
def appeal(cast) -> Appeal:
    now = timezone.now()
    refusal = refuse(dossier=judged(cast), note=LONG, points={}, by=cast.giang, at=now)
    return file_appeal(refusal=refusal, text=TEXT, by=cast.an, at=now)


def page(name: str, thing) -> str:
    return reverse(f"office:{name}", args=[thing.pk])


def test_giang_refuses_with_what_was_proposed_and_an_reads_it(client, cast):
    dossier = judged(cast)
    client.force_login(cast.giang)

    shown = client.get(page("refuse", dossier)).text
    sent = {"note": LONG, "seen": dossier.moves, "chon-tc-2": "on", "ly-do-tc-2": "Thiếu quyết định thành lập",
            "chon-tc-3": "on", "mau-tc-3": "minh-chung"}  # fmt: skip
    answer = client.post(page("refuse", dossier), sent)
    client.force_login(cast.an)
    read, desk = client.get(page("result", dossier)).text, client.get(reverse("office:desk")).text

    assert shown.index('name="chon-tc-2" id="id_chon-tc-2" checked') < shown.index('name="chon-tc-1"')
    assert "Thiếu quyết định thành lập</textarea>" in shown and "Không công nhận Đảng bộ xã Đồng Điều</button>" in shown
    assert answer["Location"] == page("result", dossier)
    for words in (
        LONG,
        "Thiếu quyết định thành lập",
        "Minh chứng chưa đủ để xác nhận.",
        "Gửi kiến nghị xem lại",
        page("result-pdf", dossier),
    ):
        assert words in read
    assert "Xem kết quả của Đảng bộ xã Đồng Điều" in desk and "giang" not in read
    assert [(one.recipient, one.title) for one in Notice.objects.all()] == [
        (cast.an, "Hồ sơ Đảng bộ xã Đồng Điều: chưa được công nhận")
    ]


def test_what_was_typed_comes_back_with_each_fault_at_its_place(client, cast):
    dossier = judged(cast)
    client.force_login(cast.giang)

    answer = client.post(page("refuse", dossier), {"chon-tc-3": "on", "ly-do-tc-7": "Chưa rõ", "note": "ngắn"})

    assert answer.status_code == 400
    assert "Ghi lý do của tiêu chí 3, hoặc chọn một câu có sẵn." in answer.text
    assert "Đã ghi lý do cho tiêu chí 7 nhưng chưa chọn" in answer.text and "Chưa rõ</textarea>" in answer.text
    assert Refusal.objects.count() == 0


def test_the_page_of_a_dossier_leads_to_the_reasons_and_a_bare_step_too(client, cast):
    dossier = judged(cast)
    client.force_login(cast.giang)

    shown = client.get(dossier.get_absolute_url()).text
    step = client.post(reverse("office:dossier-step", args=[dossier.pk, "decline"]), {"note": "Lý do đang viết"})
    kept = client.get(page("refuse", dossier)).text

    assert f'href="{page("refuse", dossier)}"' in shown
    assert step["Location"] == page("refuse", dossier) and "Lý do đang viết</textarea>" in kept
    assert Dossier.objects.get().state == "CONFIRMED"


def test_an_complains_and_the_organiser_is_told_but_for_who_refused(client, cast, khanh):
    dossier = judged(cast)
    refuse(dossier=dossier, note=LONG, points={criterion(dossier, 2): "Thiếu"}, by=cast.giang, at=timezone.now())
    client.force_login(cast.an)

    form = client.get(page("appeal-new", dossier))
    key = form.context["form"].initial["request_key"]
    short = client.post(page("appeal-new", dossier), {"text": "ngắn quá", "request_key": key})
    sent = [client.post(page("appeal-new", dossier), {"text": TEXT, "request_key": key}) for _ in range(2)]
    appeal = Appeal.objects.get()

    assert (short.status_code, {one["Location"] for one in sent}) == (400, {page("appeal", appeal)})
    assert "ngắn quá</textarea>" in short.text
    told = Notice.objects.filter(kind="APPEAL").order_by("pk").values_list("recipient__username", flat=True)
    assert list(told) == ["dung", "khanh"]
    assert "Chờ trả lời" in client.get(dossier.get_absolute_url()).text


def test_khanh_answers_from_the_desk_and_the_unit_reads_it(client, cast, khanh, appeal):
    client.force_login(khanh)
    desk, rows = client.get(reverse("office:desk")).text, client.get(reverse("office:appeals")).text
    empty = client.post(page("appeal", appeal), {"step": "keep", "text": " ", "seen": "0"})
    done = client.post(page("appeal", appeal), {"step": "uphold", "text": "Đã thấy quyết định.", "seen": "0"})
    again = client.post(page("appeal", appeal), {"step": "keep", "text": "Giữ nguyên.", "seen": "0"})
    client.force_login(cast.an)
    read = client.get(appeal.dossier.get_absolute_url()).text

    assert "Trả lời kiến nghị của Đảng bộ xã Đồng Điều" in desk and "còn 30 ngày để trả lời" in rows
    assert (empty.status_code, done.status_code, again.status_code) == (409, 302, 409)
    assert "Giữ nguyên.</textarea>" in again.text and Dossier.objects.get().state == "SENT"
    for words in (LONG, TEXT, "Đã thấy quyết định.", "Tỉnh ủy Miền Trên", "Chấp nhận, xem lại hồ sơ"):
        assert words in read
    assert Notice.objects.get(kind="ANSWER").recipient == cast.an


# who: whether the form is there, and the sentence where it is not
PAGES = {
    "an": (False, "đang chờ cơ quan tổ chức đợt trả lời"), "dung": (False, "Bạn đã ký phiếu thẩm định"),
    "giang": (False, "Bạn là người kết luận"), "hoa": (False, "đang chờ cơ quan tổ chức"), "khanh": (True, ""),
}  # fmt: skip


def test_each_sees_whether_the_answer_is_theirs(client, cast, khanh, appeal):
    for who, (form, said) in PAGES.items():
        client.force_login(khanh if who == "khanh" else getattr(cast, who))
        text = client.get(page("appeal", appeal)).text
        assert ('value="uphold"' in text, said in text) == (form, True), who
        if who == "dung":
            assert "Người trả lời được: khanh." in text
        answer = client.post(page("appeal", appeal), {"step": "uphold", "text": "Xem lại"} if not form else {})
        assert answer.status_code in (400, 409), who
    assert Appeal.objects.get().state == "OPEN"


def test_nobody_free_is_said_and_an_takes_it_back(client, cast, appeal):
    client.force_login(cast.giang)
    gap = client.get(page("appeal", appeal)).text
    client.force_login(cast.an)
    client.post(page("appeal", appeal), {"step": "take_back", "seen": "0"})

    assert "Chưa có ai của cơ quan tổ chức trả lời được" in gap
    assert Appeal.objects.get().state == "TAKEN_BACK"
    assert "Đã rút" in client.get(page("result", appeal.dossier)).text


def test_what_was_missed_is_told_once_the_next_day(cast, khanh, appeal):
    tomorrow = timezone.now() + timedelta(days=1)

    assert [tell_news(at=tomorrow), tell_news(at=tomorrow)] == [3, 0]
    assert sorted(Notice.objects.values_list("kind", "recipient__username")) == [
        ("APPEAL", "dung"), ("APPEAL", "khanh"), ("RESULT", "an"),
    ]  # fmt: skip
