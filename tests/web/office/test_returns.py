"""Returning a dossier on the screens: the form, the list of the unit, the locks, and what the reviewer reads again."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from danvan.dossiers.jottings import jotted
from danvan.dossiers.models import Ask, Dossier, Return, ReturnReason, Scorecard
from danvan.dossiers.returning import Asked, Said, give_back
from danvan.dossiers.workflow import LIFE
from danvan.exchange.judging import why_locked
from danvan.ledger.models import Event
from tests import make

AIMS = {"chon-objectives": "on", "ly-do-objectives": "CHUA_DO_DUOC", "yeu-cau-objectives": "Ghi số hộ."}


def address(dossier: Dossier, name: str = "return") -> str:
    return reverse("office:dossier-return", kwargs={"pk": dossier.pk, "name": name})


def answers(dossier: Dossier) -> str:
    return reverse("office:dossier-answer", args=[dossier.pk])


def form_of(dossier: Dossier) -> str:
    return reverse("office:dossier-edit", args=[dossier.pk])


@pytest.fixture
def sent(cast) -> Dossier:
    return make.dossier(cast.village, cast.campaign, state="SUBMITTED", objectives="Mở đường")


@pytest.fixture
def reported(cast) -> Dossier:
    dossier = make.dossier(cast.village, cast.campaign, track="COMMUNE", state="REPORTED", theme=None)
    make.card(dossier, marks="Y" * 24, state="SIGNED")
    Scorecard.objects.update(signed_at=make.NOON)
    return dossier


def return_fields(dossier: Dossier, by, *names: str) -> list[Ask]:
    reason = ReturnReason.objects.get(code="CHUA_RO")
    said = Said("", [Asked(reason, "Ghi rõ hơn.", field=name) for name in names])
    turned = give_back(dossier=dossier, step="return", said=said, by=by, at=make.NOON)
    return list(turned.asks.order_by("pk"))


def return_criteria(dossier: Dossier, by, *numbers: int) -> list[Ask]:
    reason = ReturnReason.objects.get(code="THIEU_MINH_CHUNG")
    lines = dossier.cards.get(voice="SELF").version.criteria.filter(order__in=numbers).order_by("order")
    said = Said("", [Asked(reason, "Bổ sung biên bản.", criterion=line) for line in lines])
    return list(give_back(dossier=dossier, step="rework", said=said, by=by, at=make.NOON).asks.order_by("pk"))


def test_the_form_offers_every_field_and_no_criterion_of_a_registration(cast, client, sent):
    client.force_login(cast.binh)

    keys = re.findall(r'name="chon-([^"]+)"', client.get(address(sent)).text)

    assert keys == [
        "ho-so", "title", "theme", "continuity", "holder-kind", "holder-name", "contact", "forces", "situation",
        "objectives", "method", "place", "resources", "schedule", "outputs", "upkeep",
    ]  # fmt: skip


def test_the_form_offers_every_criterion_of_a_card(cast, client, reported):
    client.force_login(cast.binh)

    keys = re.findall(r'name="chon-([^"]+)"', client.get(address(reported, "rework")).text)

    assert keys == ["ho-so", "contact", "achieved", *(f"tc-{number}" for number in range(1, 25))]


def test_binh_returns_with_one_point(cast, client, sent):
    client.force_login(cast.binh)

    told = client.post(address(sent), {"note": "Sửa giúp.", **AIMS}, follow=True).text

    ask = Ask.objects.get()
    assert (ask.field, ask.reason.code, ask.remark) == ("objectives", "CHUA_DO_DUOC", "Ghi số hộ.")
    assert (Dossier.objects.get().state, Return.objects.get().note) == ("RETURNED", "Sửa giúp.")
    assert "Đã thực hiện: Trả lại đăng ký, với 1 yêu cầu." in told


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"note": "Viết lại"}, "Chọn ít nhất một mục"),
        ({"chon-objectives": "on", "yeu-cau-objectives": "Viết lại"}, "Chọn lý do cho mục tiêu, tiêu chí."),
        ({"ly-do-title": "CHUA_RO", "yeu-cau-title": "Viết lại"}, "Đã ghi cho tên mô hình nhưng chưa chọn"),
        ({"chon-title": "on", "ly-do-title": "KHAC", "yeu-cau-place": "Viết lại"}, "ghi rõ cần làm gì ở tên mô hình"),
        ({"chon-title": "on", "ly-do-title": "MA_LA", "yeu-cau-title": "Viết lại"}, "MA_LA"),
        (AIMS | {"seen": "7", "note": "Viết lại"}, "Đã có bước xử lý mới"),
    ],
)
def test_a_refused_return_keeps_every_word(cast, client, sent, typed, sentence):
    client.force_login(cast.binh)

    answer = client.post(address(sent), typed)

    assert answer.status_code in {400, 409}
    assert sentence in answer.text
    assert "Viết lại</textarea>" in answer.text
    assert (Dossier.objects.get().state, Event.objects.count()) == ("SUBMITTED", 0)


def test_the_button_says_how_many_points_are_asked_for(cast, client, sent):
    client.force_login(cast.binh)

    page = client.post(address(sent), AIMS | {"chon-title": "on"}).text

    assert re.search(r"data-consequence>Trả lại với 2 yêu cầu</button>", page)


def test_a_note_begun_on_the_decision_bar_comes_along(cast, client, sent):
    client.force_login(cast.binh)
    bar = {"diem": "return", "chon": "return", "note-return": "Bắt đầu ghi ở đây"}

    page = client.post(reverse("office:review-dossier", args=[sent.pk]), bar, follow=True)

    assert page.request["PATH_INFO"] == address(sent)
    assert "Bắt đầu ghi ở đây</textarea>" in page.text
    client.post(address(sent), AIMS)
    assert jotted(cast.binh, f"return:{sent.pk}:return") is None


def test_a_form_opened_too_late_says_so(cast, client, sent):
    LIFE.take(sent, "accept", by=cast.binh, at=make.NOON)
    client.force_login(cast.binh)

    assert "lúc này không trả lại được" in client.get(address(sent), follow=True).text


def test_the_unit_sees_its_points_with_reason_remark_and_place(cast, client, sent):
    return_fields(sent, cast.binh, "objectives", "outputs")
    client.force_login(cast.an)

    todo = client.get(sent.get_absolute_url()).context["todo"]

    assert (todo.heading, todo.left) == ("Cần sửa 2 điểm", "Còn 2 điểm chưa sửa, chưa trả lời.")
    assert [(one.label, one.reason, one.remark, one.url) for one in todo.points] == [
        ("Mục tiêu, tiêu chí", "Nội dung chưa rõ, chưa cụ thể", "Ghi rõ hơn.", f"{form_of(sent)}#id_objectives"),
        ("Sản phẩm, kết quả đầu ra", "Nội dung chưa rõ, chưa cụ thể", "Ghi rõ hơn.", f"{form_of(sent)}#id_outputs"),
    ]


def test_those_who_do_not_mend_it_read_the_points_and_write_nothing(cast, client, sent):
    return_fields(sent, cast.binh, "objectives")
    client.force_login(cast.dung)

    page = client.get(sent.get_absolute_url())

    assert page.context["todo"].heading == "Đang chờ sửa 1 điểm"
    assert 'name="tra-loi-' not in page.text


def test_the_form_writes_what_was_asked_and_shows_the_rest_as_text(cast, client, sent):
    return_fields(sent, cast.binh, "objectives")
    client.force_login(cast.an)

    page = client.get(form_of(sent))

    inputs = set(re.findall(r'<(?:input|textarea|select)[^>]* name="(\w+)"', page.text))
    assert inputs & {"title", "objectives", "method", "theme", "contact"} == {"objectives"}
    assert ("Tên mô hình", sent.title) in [(one.label, one.value) for one in page.context["kept_shut"]]
    assert "14 mục đang khóa" in page.text


def test_a_locked_field_sent_by_hand_stays_as_it_was(cast, client, sent):
    return_fields(sent, cast.binh, "objectives")
    sent.refresh_from_db()
    client.force_login(cast.an)

    client.post(form_of(sent), {"objectives": "Mở 620 mét", "title": "Tên khác", "edition": sent.edition})

    stored = Dossier.objects.get()
    assert (stored.objectives, stored.title) == ("Mở 620 mét", sent.title)
    assert "đang khóa: tên mô hình" in why_locked(stored, {"title", "objectives"}, cast.an)  # the sheets ask the same


def test_edits_and_answers_are_sent_together_and_lead_on(cast, client, sent):
    asks = return_fields(sent, cast.binh, "objectives", "outputs")
    sent.refresh_from_db()
    client.force_login(cast.an)
    typed = {"objectives": "Mở 620 mét", "outputs": sent.outputs, "edition": sent.edition, "buoc": "gui",
             f"tra-loi-{asks[1].pk}": "Đã rõ ở mục trên", f"cu-tra-loi-{asks[1].pk}": ""}  # fmt: skip

    told = client.post(form_of(sent), typed, follow=True).text

    assert "Đã lưu và gửi đăng ký." in told
    assert Dossier.objects.get().state == "SUBMITTED"


def test_two_editors_of_a_returned_registration_meet(cast, client, sent):
    return_fields(sent, cast.binh, "objectives")
    sent.refresh_from_db()
    client.force_login(cast.binh)
    client.post(form_of(sent), {"objectives": "Bản của Bình", "edition": sent.edition})
    client.force_login(cast.an)

    clash = client.post(form_of(sent), {"objectives": "Bản của An", "edition": sent.edition})

    assert clash.status_code == 409
    assert "Bản của Bình" in clash.text and "Bản của An" in clash.text


def test_an_answer_never_covers_one_that_was_not_seen(cast, client, sent):
    ask = return_fields(sent, cast.binh, "objectives")[0]
    Ask.objects.update(answer="Đã sửa")
    client.force_login(cast.an)

    clash = client.post(answers(sent), {f"tra-loi-{ask.pk}": "Chưa sửa", f"cu-tra-loi-{ask.pk}": ""})

    assert clash.status_code == 409
    assert "Người khác vừa trả lời điểm này: “Đã sửa”" in clash.text
    assert ">Chưa sửa</textarea>" in clash.text
    again = dict(re.findall(r'name="(cu-tra-loi-\d+)"[^>]* value="([^"]*)"', clash.text))
    client.post(answers(sent), {f"tra-loi-{ask.pk}": "Chưa sửa", **again})
    assert Ask.objects.get().answer == "Chưa sửa"


def test_the_card_opens_for_the_asked_criteria_only(cast, client, reported):
    return_criteria(reported, cast.binh, 5, 13)
    client.force_login(cast.an)

    page = client.get(reverse("office:card", kwargs={"pk": reported.pk, "voice": "SELF"}))

    rows = [row for group in page.context["sheet"].groups for row in group.rows]
    assert [row.number for row in rows if not row.shut] == [5, 13]
    assert len(re.findall(r'name="kq-\d+" ?[^>]*value="MET"|value="MET"[^>]*name="kq-\d+"', page.text)) == 2
    assert page.text.count("Không nằm trong yêu cầu sửa nên đang khóa.") == 22
    assert "Cần sửa 2 điểm" in page.text


def test_a_locked_criterion_sent_by_hand_is_refused_in_a_sentence(cast, client, reported):
    return_criteria(reported, cast.binh, 5)
    card = reported.cards.get()
    line = card.scores.get(criterion__order=6)
    client.force_login(cast.an)
    blank = client.get(reverse("office:card", kwargs={"pk": reported.pk, "voice": "SELF"})).context["sheet"]
    was = next(row.was for group in blank.groups for row in group.rows if row.number == 6)
    pk = line.criterion_id

    answer = client.post(
        reverse("office:card-mark", kwargs={"pk": reported.pk, "voice": "SELF"}),
        {f"kq-{pk}": "NOT_MET", f"diem-{pk}": "", f"ghi-{pk}": "", f"da-{pk}": was},
    )

    assert answer.status_code == 400
    assert answer.json()["error"].startswith("Tiêu chí 6 không nằm trong yêu cầu sửa")
    assert reported.cards.get().marks == "Y" * 24


def resent(cast, dossier: Dossier) -> None:
    """Returned for its aims and its results; the aims rewritten, the results explained, and sent again."""
    asks = return_fields(dossier, cast.binh, "objectives", "outputs")
    Ask.objects.filter(pk=asks[1].pk).update(answer="Đã rõ")
    Dossier.objects.update(objectives="Mở 620 mét")
    dossier.refresh_from_db()
    LIFE.take(dossier, "submit", by=cast.an, at=make.NOON)


def test_the_reviewer_reads_only_the_difference(cast, client, sent):
    resent(cast, sent)
    client.force_login(cast.binh)

    page = client.get(reverse("office:review-dossier", args=[sent.pk]))

    told = page.context["difference"]
    assert page.context["view"] == "da-sua"
    assert [(one.label, one.answer, [(c.old, c.new) for c in one.changes]) for one in told.round.points] == [
        ("Mục tiêu, tiêu chí", "", [("Mở đường", "Mở 620 mét")]),
        ("Sản phẩm, kết quả đầu ra", "Đã rõ", []),
    ]
    assert (told.others, told.same_words) == ([], "Không thay đổi: 13 mục")


def test_a_criterion_that_came_back_is_the_only_row_to_judge(cast, client, reported):
    ask = return_criteria(reported, cast.binh, 5)[0]
    Ask.objects.filter(pk=ask.pk).update(answer="Biên bản kèm tiêu chí 4")
    Scorecard.objects.update(state="SIGNED")
    reported.refresh_from_db()
    LIFE.take(reported, "report", by=cast.an, at=make.NOON)
    client.force_login(cast.binh)

    page = client.get(reverse("office:review-dossier", args=[reported.pk]))

    assert [line.row.number for line in page.context["lines"]] == [5]
    assert page.context["difference"].same_words == "Không thay đổi: 2 mục, 23 tiêu chí"


@pytest.mark.parametrize("who", ["an", "binh", "dung", "hoa"])
def test_both_sides_read_the_history_of_returns(cast, client, sent, who):
    resent(cast, sent)
    client.force_login(getattr(cast, who))

    page = client.get(sent.get_absolute_url())

    (told,) = page.context["rounds"]
    assert (told.what, told.who, told.closed_at) == ("Trả lại đăng ký", "binh", make.NOON)
    assert [(one.label, one.remark, one.answer) for one in told.points] == [
        ("Mục tiêu, tiêu chí", "Ghi rõ hơn.", ""), ("Sản phẩm, kết quả đầu ra", "Ghi rõ hơn.", "Đã rõ"),
    ]  # fmt: skip
    assert (page.context["difference"] is not None) == (who == "binh")
