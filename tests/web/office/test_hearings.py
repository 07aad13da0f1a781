"""The office side of hearings: reading opinions, holding a consultation, taking a name down, and the desk."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from danvan.dossiers.models import Dossier
from danvan.hearings.actions import Plan, Request, ask_removal, open_consultation, prepare, say
from danvan.hearings.models import Candidate, Consultation, Opinion, Removal
from tests import make

TEXT = "Tôi ủng hộ, đường đẹp hơn trước nhiều."
PHONE = "Gọi tôi số 0912 345 678 để biết thêm về đoạn đường."


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def models(cast):
    """Two models of the village that can be laid open, the second of an individual."""
    first = make.dossier(cast.village, cast.campaign, state="CONFIRMED", title="Hiến đất làm đường")
    second = make.dossier(
        cast.village, cast.campaign, state="SENT", title="Ông Nông Văn Thử dạy đan lát", holder_kind="INDIVIDUAL",
        holder_name="Ông Nông Văn Thử",
    )  # fmt: skip
    return first, second


@pytest.fixture
def consultation(cast, models, at):
    today = timezone.localdate(at)
    plan = Plan(title="Lấy ý kiến năm 2026", opens_on=today, closes_on=today + timedelta(days=14), dossiers=models)
    made = prepare(campaign=cast.campaign, plan=plan, by=cast.dung, at=at)
    return open_consultation(consultation=made, by=cast.dung, at=at)


@pytest.fixture
def opinion(consultation, at):
    return said(consultation, at, TEXT)


def said(consultation: Consultation, at, text: str, key: str = "k") -> Opinion:
    candidate = consultation.candidates.select_related("dossier__campaign__keeper", "consultation").order_by("pk")[0]
    return say(dossier=candidate.dossier, candidate=candidate, text=text, request_key=f"{key}{text}", at=at).opinion


def page(name: str, *args: object) -> str:
    return reverse(f"office:{name}", args=args)


def show(client, opinion: Opinion, **more: object):
    data = {"step": "show", "stance": "SUPPORT", "shown_text": opinion.text, "seen": opinion.moves, **more}
    return client.post(page("opinion", opinion.pk), data)


def test_dung_shows_an_opinion_and_an_answers_for_the_village(client, cast, opinion):
    client.force_login(cast.an)
    before = client.get(page("opinion", opinion.pk)).status_code
    client.force_login(cast.dung)
    shown = show(client, opinion)
    client.force_login(cast.an)
    read = client.get(page("opinion", opinion.pk)).text
    client.post(page("opinion", opinion.pk), {"step": "reply", "reply": "Xã cảm ơn.", "before": ""})
    opinion.refresh_from_db()

    assert (before, shown.status_code, opinion.state) == (404, 302, "SHOWN")
    assert "Đăng trả lời" in read and "Không đăng" not in read and "Bản đăng</label>" not in read
    assert (opinion.reply, opinion.reply_as) == ("Xã cảm ơn.", cast.village.name)


def test_a_telephone_number_is_marked_and_the_proposed_text_covers_it(client, cast, consultation, at):
    client.force_login(cast.dung)
    written = said(consultation, at, PHONE)
    text = client.get(page("opinion", written.pk)).text

    assert '<mark class="hearing-masked">0912 345 678</mark>' in text
    assert "Gọi tôi số [số điện thoại] để biết thêm" in text.partition('name="shown_text"')[2]


@pytest.mark.parametrize(
    "data, words",
    [
        ({"reason": ""}, "Chọn lý do không đăng."),
        ({"reason": "khac", "words": " "}, "Ghi rõ lý do không đăng."),
    ],
)
def test_nothing_is_withheld_without_a_reason(client, cast, opinion, data, words):
    client.force_login(cast.dung)
    refused = client.post(page("opinion", opinion.pk), {"step": "withhold", "seen": "0", **data})
    opinion.refresh_from_db()

    assert (refused.status_code, opinion.state, words in refused.text) == (400, "RECEIVED", True)


def test_a_ready_reason_and_more_words_are_kept_together(client, cast, opinion):
    client.force_login(cast.dung)
    data = {"step": "withhold", "seen": "0", "reason": "quang-cao", "words": "Gửi ba lần."}
    client.post(page("opinion", opinion.pk), data)
    opinion.refresh_from_db()

    assert (opinion.state, opinion.reason) == ("WITHHELD", "Nội dung quảng cáo, gửi hàng loạt. Gửi ba lần.")


def test_a_stale_page_is_told_and_what_was_typed_stays(client, cast, opinion):
    client.force_login(cast.giang)
    show(client, opinion)
    client.force_login(cast.dung)
    late = client.post(
        page("opinion", opinion.pk), {"step": "withhold", "seen": "0", "reason": "khac", "words": "Trùng"}
    )
    opinion.refresh_from_db()

    assert (late.status_code, opinion.state) == (409, "SHOWN")
    assert "Đã có bước xử lý mới" in late.text and 'value="Trùng"' in late.text


def test_ticked_opinions_are_shown_at_once_but_none_with_personal_data(client, cast, consultation, at):
    plain, more, personal = (said(consultation, at, text) for text in (TEXT, f"{TEXT} Tốt.", PHONE))
    client.force_login(cast.dung)
    listed = client.get(page("opinions")).text
    sent = {"stance": "SUPPORT", f"seen-{plain.pk}": 0, f"seen-{more.pk}": 0, f"seen-{personal.pk}": 0}
    client.post(page("opinions-show"), {**sent, "chon": [plain.pk, personal.pk]})
    none = set(Opinion.objects.values_list("state", flat=True))
    client.post(page("opinions-show"), {**sent, "chon": [plain.pk, more.pk]})

    assert f'name="chon" value="{plain.pk}"' in listed and f'name="chon" value="{personal.pk}"' not in listed
    assert none == {"RECEIVED"}
    assert dict(Opinion.objects.values_list("pk", "state")) == {
        plain.pk: "SHOWN", more.pk: "SHOWN", personal.pk: "RECEIVED",
    }  # fmt: skip


def test_the_list_is_narrowed_and_counts_what_it_shows(client, cast, consultation, opinion):
    client.force_login(cast.dung)

    def told(**asked: object):
        return client.get(page("opinions"), asked).context["told"]

    assert [tab["count"] for tab in told().tabs] == [1, 0, 0, 0, 1]
    assert (told(**{"lay-y-kien": consultation.pk}).total, told(q="hien dat").total, told(q="khong co").total) == (
        1,
        1,
        0,
    )
    assert (told(muc="da-dang").total, told(dot=cast.campaign.code, muc="tat-ca").total) == (0, 1)


def test_an_unread_opinion_past_its_day_is_late_in_red(client, cast, opinion, at):
    Opinion.objects.update(due_on=timezone.localdate(at) - timedelta(days=2))
    client.force_login(cast.dung)

    assert '<span class="red strong">quá hạn đọc 2 ngày</span>' in client.get(page("opinions")).text


def form(models, **more: object) -> dict[str, object]:
    return {
        "title": "Lấy ý kiến", "opens_on": f"{timezone.localdate():%d/%m/%Y}", "days": "15", "intro": "Mời góp ý.",
        "mo-hinh": [one.pk for one in models], **more,
    }  # fmt: skip


def test_a_consultation_is_prepared_previewed_and_opened(client, cast, models):
    client.force_login(cast.dung)
    stored = client.post(page("consultation-new", cast.campaign.pk), form(models))
    made = Consultation.objects.get()
    preview = client.get(stored["Location"]).text
    opened = client.post(page("consultation-step", made.pk, "open"), {"seen": made.moves})
    made.refresh_from_db()

    assert (stored.status_code, opened.status_code, made.state) == (302, 302, "OPEN")
    assert (made.closes_on - made.opens_on).days == 14
    assert "Bản Nhân dân sẽ thấy" in preview and "Một cá nhân, không nêu tên" in preview
    assert "Nông Văn Thử" not in preview


def test_models_are_ticked_by_theme_or_all_at_once_and_nothing_is_stored(client, cast, models):
    client.force_login(cast.dung)
    url, theme = page("consultation-new", cast.campaign.pk), models[0].theme
    one = client.post(url, form([], **{"danh-dau": str(theme.pk)}))
    every = client.post(url, form([], **{"danh-dau": "tat-ca"}))
    none = client.post(url, form(models, **{"danh-dau": "bo-het"}))

    assert [found.context["count"] for found in (one, every, none)] == [2, 2, 0]
    assert not Consultation.objects.exists()


def test_days_are_only_added_while_it_is_open(client, cast, consultation):
    client.force_login(cast.dung)
    url = page("consultation-step", consultation.pk, "extend")
    sooner, later = (consultation.closes_on + timedelta(days=days) for days in (-1, 5))
    refused = client.post(url, {"until": f"{sooner:%d/%m/%Y}", "edition": consultation.edition})
    taken = client.post(url, {"until": f"{later:%d/%m/%Y}", "edition": consultation.edition})
    consultation.refresh_from_db()

    assert (refused.status_code, taken.status_code, consultation.closes_on) == (409, 302, later)
    assert "Chỉ kéo dài được" in refused.text


def test_a_closed_consultation_gets_its_summary_into_the_dossier(client, cast, consultation, opinion, models):
    client.force_login(cast.dung)
    show(client, opinion)
    client.post(page("consultation-step", consultation.pk, "close"), {"seen": 1, "reason": "Đủ ý kiến."})
    box = client.get(page("consultation", consultation.pk)).text
    candidate = Candidate.objects.get(dossier=opinion.dossier)
    client.post(page("consultation-digest", consultation.pk, candidate.pk), {"digest": "Nhân dân đồng tình."})
    told = client.get(opinion.dossier.get_absolute_url()).text
    review = client.get(reverse("office:review-dossier", args=[opinion.dossier_id])).text

    assert "có 1 ý kiến được đăng: 1 ủng hộ" in box
    assert "Nhân dân đồng tình." in told and "1 ủng hộ" in told
    assert "Nhân dân đồng tình." in review


def test_the_workbook_holds_every_opinion_and_is_for_the_board_alone(client, cast, consultation, at):
    said(consultation, at, TEXT), said(consultation, at, PHONE)
    client.force_login(cast.an)
    refused = client.get(page("consultation-xlsx", consultation.pk)).status_code
    client.force_login(cast.dung)
    sheet = load_workbook(BytesIO(client.get(page("consultation-xlsx", consultation.pk)).content)).active

    assert refused == 404
    assert [row[7].value for row in sheet.iter_rows(min_row=4)] == [TEXT, PHONE]


@pytest.fixture
def removal(cast, at):
    """A request about a recognised individual of the village."""
    dossier = make.recognised(
        cast.village,
        cast.campaign,
        title="Người thầy của bản",
        holder_kind="INDIVIDUAL",
        holder_name="Ông Nông Văn Thử",
    )
    dossier = Dossier.objects.select_related("campaign__keeper").get(pk=dossier.pk)
    request = Request(about="Trang mô hình", text="Đề nghị không nêu tên tôi nữa.", contact="a@b.vn", dossier=dossier)
    return ask_removal(request=request, request_key="r", at=at).removal


def test_a_name_is_hidden_from_the_public_page_by_answering(client, cast, removal):
    client.force_login(cast.dung)
    listed, one = client.get(page("removals")).text, client.get(page("removal", removal.pk)).text
    empty = client.post(page("removal", removal.pk), {"step": "done", "answer": "", "seen": "0"})
    done = client.post(page("removal", removal.pk), {"step": "done", "answer": "Đã ẩn tên.", "seen": "0"})
    public = client.get(f"/mo-hinh/{removal.dossier_id}/", follow=True).text
    removal.refresh_from_db()

    assert "Trang mô hình" in listed and "a@b.vn" in one and "Nông Văn Thử" in one
    assert (empty.status_code, done.status_code, removal.state) == (400, 302, "DONE")
    assert "Nông Văn Thử" not in public and "cá nhân" in public


def test_a_request_without_a_model_is_given_one(client, cast, removal, at):
    request = Request(about="Không nhớ trang", text="Có trang nêu tên tôi, đề nghị gỡ.")
    asked = ask_removal(request=request, request_key="z", at=at).removal
    client.force_login(cast.dung)
    found = client.get(page("removal", asked.pk), {"q": "nguoi thay"}).context["choices"]
    client.post(page("removal", asked.pk), {"step": "find", "dossier": found[0].pk, "seen": "0"})
    asked.refresh_from_db()

    assert asked.dossier_id == removal.dossier_id


def test_the_desk_tells_each_person_what_waits(client, cast, consultation, opinion, removal):
    def jobs(person) -> list[str]:
        client.force_login(person)
        return [job.title for job in client.get(reverse("office:desk")).context["jobs"]]

    assert {"Đọc một ý kiến của Nhân dân", "Trả lời yêu cầu gỡ thông tin"} <= set(jobs(cast.dung))
    assert not any("Nhân dân" in title for who in (cast.an, cast.chi, cast.hoa) for title in jobs(who))
    client.force_login(cast.dung)
    show(client, opinion)
    assert "Có ý kiến của Nhân dân về mô hình của đơn vị" in jobs(cast.an)


def test_the_list_costs_the_same_however_long(client, cast, consultation, at, django_assert_max_num_queries):
    for number in range(12):
        said(consultation, at, f"{TEXT} Lần {number}.")
    client.force_login(cast.dung)
    with django_assert_max_num_queries(14):
        assert len(client.get(page("opinions")).context["told"].rows) == 12


def test_the_ledger_never_holds_what_was_said(client, cast, opinion, removal):
    client.force_login(cast.dung)
    show(client, opinion)
    told = client.get(page("opinion", opinion.pk)).context["history"]
    assert [row["title"] for row in told] == ["Đăng ý kiến"]
    assert Removal.objects.get().state == "OPEN"
