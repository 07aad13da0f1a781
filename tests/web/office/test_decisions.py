"""The decision screens: the list, a new draft, and saving without losing anything."""

from __future__ import annotations

import pytest
from django.urls import reverse

from danvan.decisions.models import Decision
from tests import make
from tests.web.office.drafts import WORDS, approved, drafted, page_of, step_of


@pytest.fixture
def as_dung(client, cast):
    client.force_login(cast.dung)
    return client


def test_drafts_come_first_then_the_years(cast, as_dung):
    make.decision(cast.province, state="ISSUED", number="1-QĐ/TU", signed_on=make.NOON.date().replace(year=2024))
    make.decision(cast.east, state="ISSUED", number="2-QĐ/HU")
    drafted(cast)

    groups = as_dung.get(reverse("office:decisions")).context["groups"]

    assert [(group.heading, len(group.rows)) for group in groups] == [
        ("Dự thảo", 1),
        ("Năm 2026", 1),
        ("Năm 2024", 1),
    ]


@pytest.mark.parametrize("typed", ["86-QĐ/TU", "86 – qđ / tu", " 86-QD/TU"])
def test_a_number_is_found_however_it_is_typed(cast, as_dung, typed):
    wanted = make.decision(cast.province, number="86-QĐ/TU", number_key="86-qd-tu")
    make.decision(cast.province, number="87-QĐ/TU", number_key="87-qd-tu")

    (group,) = as_dung.get(reverse("office:decisions"), {"q": typed}).context["groups"]

    assert [row.pk for row in group.rows] == [wanted.pk]


def test_the_west_sees_no_decision_of_the_east(cast, client):
    hidden = make.decision(cast.east)
    client.force_login(cast.chi)

    assert client.get(reverse("office:decisions")).context["groups"] == []
    assert client.get(page_of(hidden)).status_code == 404
    assert client.post(step_of(hidden)).status_code == 404


def test_a_new_draft_comes_with_its_words_and_every_approved_dossier(cast, as_dung):
    one, other = approved(cast), approved(cast, "Đường hoa")
    approved(cast, "Đã công nhận", recognised_on=make.BEGIN)
    make.dossier(cast.village, cast.campaign, state="CONFIRMED")
    form = {"unit": cast.province.pk, "kind": "RECOGNISE", "campaign": cast.campaign.pk, "request_key": "k1"}

    answer = as_dung.post(reverse("office:decision-new"), form)

    made = Decision.objects.get()
    assert answer.url == page_of(made)
    assert (made.state, made.body, made.number) == ("DRAFT", "Ban Thường vụ Tỉnh ủy Miền Trên", "")
    assert {item.dossier for item in made.items.all()} == {one, other}


def test_a_draft_begins_empty_where_nothing_is_approved_yet(cast, as_dung):
    as_dung.post(
        reverse("office:decision-new"), {"unit": cast.province.pk, "kind": "COMMEND", "campaign": cast.campaign.pk}
    )

    decision = Decision.objects.get()
    page = as_dung.get(page_of(decision)).content.decode()
    assert decision.layout == "STATE_30"
    assert "Chưa có hồ sơ nào của đợt đưa vào được." in page
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page


def test_the_new_form_sent_twice_gives_one_draft(cast, as_dung):
    approved(cast)
    form = {"unit": cast.province.pk, "kind": "RECOGNISE", "campaign": cast.campaign.pk, "request_key": "k1"}

    first, second = (as_dung.post(reverse("office:decision-new"), form).url for _ in range(2))

    assert first == second
    assert Decision.objects.get().items.count() == 1


def test_the_new_form_sent_again_leaves_a_list_already_worked_on(cast, as_dung):
    kept, left_out = approved(cast), approved(cast, "Đường hoa")
    form = {"unit": cast.province.pk, "kind": "RECOGNISE", "campaign": cast.campaign.pk, "request_key": "k1"}
    as_dung.post(reverse("office:decision-new"), form)
    decision = Decision.objects.get()
    as_dung.post(page_of(decision, "decision-choose"), {"dossiers": [kept.pk]})

    as_dung.post(reverse("office:decision-new"), form)

    assert [item.dossier for item in decision.items.all()] == [kept]
    assert left_out.recognised_on is None


def test_only_units_and_campaigns_in_reach_are_offered(cast, as_dung):
    stranger = make.unit("S", kind="PROVINCE", name="Tỉnh ủy Nơi Khác")
    make.campaign(stranger)

    form = as_dung.get(reverse("office:decision-new")).context["form"]

    assert {unit.code for unit in form.fields["unit"].queryset} == {"P", "E", "W"}
    assert list(form.fields["campaign"].queryset) == [cast.campaign]
    assert form.initial["unit"] == cast.province


def test_a_campaign_of_another_tree_is_refused_in_a_sentence(cast, as_dung):
    other = make.campaign(cast.east, name="Đợt của miền đông")
    form = {"unit": cast.west.pk, "kind": "RECOGNISE", "campaign": other.pk}

    answer = as_dung.post(reverse("office:decision-new"), form)

    assert answer.context["form"].errors == {
        "campaign": ["Đợt của miền đông không thuộc phạm vi của Huyện ủy Miền Tây. Hãy chọn lại."]
    }
    assert not Decision.objects.exists()


def test_the_page_ticks_the_list_and_tells_why_others_are_blocked(cast, as_dung):
    decision = drafted(cast, approved(cast))
    approved(cast, "Chưa chọn")
    make.dossier(cast.village, cast.campaign, state="SENT", title="Đang thẩm định")

    picks = as_dung.get(page_of(decision)).context["picks"]

    assert [(pick.title, pick.ticked) for pick in picks.first] == [("Chưa chọn", False), ("Tiếng mõ an ninh", True)]
    assert [(pick.title, pick.reason) for pick in picks.blocked] == [
        ("Đang thẩm định", "Đang ở bước “Đã gửi thẩm định”, chưa đưa vào được")
    ]


def test_the_checklist_says_what_is_done_and_what_is_not(cast, as_dung):
    checks = as_dung.get(page_of(drafted(cast, approved(cast)))).context["checks"]

    assert [(check.kind, check.label) for check in checks] == [
        ("late", "Chưa ghi số, ký hiệu quyết định (do văn thư cấp)."),
        ("late", "Chưa ghi ngày ban hành."),
        ("late", "Chưa ghi người ký và thẩm quyền ký."),
        ("done", "Danh sách kèm theo đã có dòng"),
        ("done", "Không trùng số quyết định trong năm"),
        ("done", "Mọi hồ sơ trong danh sách đã được duyệt"),
        ("done", "Không hồ sơ nào có trong quyết định khác"),
        ("done", "Đã có bản quét văn bản đã ký"),
    ]


def test_the_reviewer_drafts_but_is_told_who_issues(cast, as_dung):
    decision = drafted(cast, approved(cast), number="1-QĐ/TU", number_key="1-qd-tu")

    page = as_dung.get(page_of(decision)).content.decode()

    assert "Lãnh đạo duyệt của cơ quan ban hành làm bước này." in page
    assert step_of(decision) not in page


def test_words_and_list_are_saved_together(cast, as_dung):
    one, other = approved(cast), approved(cast, "Đường hoa")
    decision = drafted(cast, one)

    as_dung.post(page_of(decision), {**WORDS, "list": "1", "dossiers": [other.pk]})

    decision.refresh_from_db()
    assert (decision.number, decision.signed_on.isoformat(), decision.edition) == ("86-QĐ/TU", "2026-03-05", 2)
    assert [item.dossier for item in decision.items.all()] == [other]


def test_a_wrong_day_keeps_everything_typed_and_stores_nothing(cast, as_dung):
    one, other = approved(cast), approved(cast, "Đường hoa")
    decision = drafted(cast, one)
    sent = {**WORDS, "signed_on": "31/02/2026", "list": "1", "dossiers": [other.pk]}

    answer = as_dung.post(page_of(decision), sent)

    decision.refresh_from_db()
    assert (answer.status_code, decision.number, decision.edition) == (422, "", 1)
    assert answer.context["form"]["number"].value() == "86-QĐ/TU"
    assert {pick.title: pick.ticked for pick in answer.context["picks"].first} == {
        "Đường hoa": True,
        "Tiếng mõ an ninh": False,
    }


def test_the_second_writer_sees_both_versions_and_may_save_again(cast, as_dung):
    decision = drafted(cast, edition=2, place="Chỗ khác", number="86-QĐ/TU", number_key="86-qd-tu")
    sent = {**WORDS, "edition": "1", "layout": "STATE_30"}

    answer = as_dung.post(page_of(decision), sent)

    assert answer.context["form"].non_field_errors() == [
        "Dự thảo vừa được người khác sửa, nên nội dung bạn ghi chưa được lưu. Hãy so hai bản."
    ]
    shown = {row.label: (row.mine, row.theirs) for row in answer.context["differences"]}
    assert shown["Nơi ban hành"] == ("Miền Trên", "Chỗ khác")
    assert shown["Thể thức"][1] == "Văn bản Đảng, Hướng dẫn 36-HD/VPTW"
    assert shown["Ngày ban hành"] == ("05/03/2026", "")
    assert "Số, ký hiệu" not in shown
    decision.refresh_from_db()
    assert decision.place == "Chỗ khác"
    as_dung.post(page_of(decision), {**sent, "edition": answer.context["form"]["edition"].value()})
    decision.refresh_from_db()
    assert decision.place == "Miền Trên"


def test_a_number_used_elsewhere_is_told_on_the_form(cast, as_dung):
    make.decision(cast.province, number="86-QĐ/TU", number_key="86-qd-tu")
    decision = drafted(cast)

    answer = as_dung.post(page_of(decision), WORDS)

    assert answer.context["form"].non_field_errors() == [
        "Số 86-QĐ/TU ngày 05/3/2026 đã ghi cho dự thảo khác. Hãy đổi số."
    ]


def test_a_dossier_out_of_reach_is_not_taken_onto_the_list(cast, as_dung):
    decision = drafted(cast, approved(cast))
    strange = make.dossier(cast.west, make.campaign(cast.west), state="APPROVED")

    answer = as_dung.post(page_of(decision, "decision-choose"), {"dossiers": [strange.pk]}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == [
        "Có hồ sơ không còn trong phạm vi chọn. Hãy tải lại trang rồi chọn lại."
    ]
    assert decision.items.count() == 1


def test_a_dossier_still_under_review_is_refused_by_name(cast, as_dung):
    decision = drafted(cast, approved(cast))
    waiting = make.dossier(cast.village, cast.campaign, state="SENT", title="Đang thẩm định")

    answer = as_dung.post(page_of(decision, "decision-choose"), {"dossiers": [waiting.pk]}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == [
        "«Đang thẩm định» đang ở bước «Đã gửi thẩm định», chưa đưa vào được."
    ]
