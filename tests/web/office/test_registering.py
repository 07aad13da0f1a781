"""Registering through the form: a draft, a sending, the same form twice, and two people at once."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from danvan.dossiers.editing import edit
from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier
from danvan.office.forms_dossiers import content_of
from tests import make


def typed(cast, **more):
    theme = cast.campaign.theme_scheme.themes.order_by("order").first()
    return {
        **make.FULL, "title": "Tuyến đường hoa", "unit": cast.village.pk, "theme": theme.pk, "continuity": "NEW",
        "holder_kind": "COLLECTIVE", "request_key": str(uuid4()), "buoc": "luu", **more,
    }  # fmt: skip


def new(cast) -> str:
    return reverse("office:dossier-new", args=[cast.campaign.code])


def again(dossier: Dossier, **more):
    """The form of a dossier as a person who opened it sends it back."""
    content = {name: value for name, value in vars(content_of(dossier)).items() if value is not None}
    return {**content, "theme": dossier.theme_id or "", "edition": dossier.edition, "buoc": "luu", **more}


def test_a_draft_is_kept_with_only_a_title(cast, client):
    client.force_login(cast.an)
    bare = dict.fromkeys(make.FULL, "")

    client.post(new(cast), typed(cast, theme="", **bare))

    dossier = Dossier.objects.get()
    assert (dossier.title, dossier.state, dossier.unit) == ("Tuyến đường hoa", State.DRAFT, cast.village)


def test_save_and_send_sends_what_is_complete(cast, client):
    client.force_login(cast.an)

    response = client.post(new(cast), typed(cast, buoc="gui"), follow=True)

    assert Dossier.objects.get().state == State.SUBMITTED
    assert "Đã lưu và gửi đăng ký." in response.content.decode()


def test_save_and_send_keeps_a_draft_and_names_what_is_missing(cast, client):
    client.force_login(cast.an)

    response = client.post(new(cast), typed(cast, buoc="gui", situation=""), follow=True)

    assert Dossier.objects.get().state == State.DRAFT
    assert "Đã lưu bản nháp, chưa gửi được. Còn thiếu: thực trạng, lý do." in response.content.decode()


def test_the_same_form_sent_twice_makes_one_dossier(cast, client):
    client.force_login(cast.an)
    form = typed(cast, buoc="gui")

    first, second = client.post(new(cast), form), client.post(new(cast), form)

    assert Dossier.objects.count() == 1
    assert first.url == second.url == Dossier.objects.get().get_absolute_url()


def test_another_district_cannot_be_chosen(cast, client):
    client.force_login(cast.binh)

    response = client.post(new(cast), typed(cast, unit=cast.west.pk))

    assert Dossier.objects.count() == 0
    assert "Đơn vị này không thuộc phạm vi đăng ký của tài khoản." in response.content.decode()
    assert "Tuyến đường hoa" in response.content.decode()


def test_a_model_registered_already_is_refused_in_a_sentence(cast, client):
    make.dossier(cast.village, cast.campaign, title="Tuyến đường HOA")
    client.force_login(cast.an)

    response = client.post(new(cast), typed(cast))

    assert "đã được đăng ký trong" in str(response.context["form"].non_field_errors())
    assert Dossier.objects.count() == 1


def test_a_title_aims_at_no_more_criteria_than_there_are(cast, client):
    client.force_login(cast.an)
    form = {"unit": cast.village.pk, "request_key": str(uuid4()), "target_count": "25", "contact": "Bí thư"}

    response = client.post(f"{new(cast)}?noi-dung=COMMUNE", form)

    assert response.context["form"].errors["target_count"] == [
        "Bộ tiêu chí có 24 tiêu chí; số đăng ký đạt không quá 24."
    ]


def test_a_title_is_registered_under_the_name_of_the_unit(cast, client):
    client.force_login(cast.an)
    form = {"unit": cast.village.pk, "request_key": str(uuid4()), "target_count": "22", "contact": "Bí thư"}

    client.post(f"{new(cast)}?noi-dung=COMMUNE", form)

    dossier = Dossier.objects.get()
    assert (dossier.track, dossier.title, dossier.target_count) == ("COMMUNE", "Đảng bộ xã Đồng Điều", 22)


@pytest.mark.parametrize("person", ["dung", "giang", "hoa", "quan"])
def test_who_may_not_register_finds_no_form(cast, client, person):
    client.force_login(getattr(cast, person))

    assert client.get(new(cast)).status_code == 404


def test_the_second_writer_is_shown_both_versions_and_loses_nothing(cast, client):
    dossier = make.dossier(cast.village, cast.campaign, title="Cũ")
    sent = again(dossier, method="Của tôi", title="Tên của tôi")
    edit(dossier=dossier, content=make.content("Cũ", theme=dossier.theme, method="Của người kia", place="Chỗ mới"),
         edition=1, by=cast.binh, at=make.NOON)  # fmt: skip
    client.force_login(cast.an)

    response = client.post(reverse("office:dossier-edit", args=[dossier.pk]), sent)

    sides = {s.name: (s.mine, s.theirs, s.keep_theirs) for s in response.context["conflict"].sides}
    assert response.status_code == 409
    assert response.context["conflict"].who == "binh"
    assert sides == {
        "title": ("Tên của tôi", "Cũ", False),
        "method": ("Của tôi", "Của người kia", False),
        "place": ("Thôn Đồng Điều", "Chỗ mới", True),
    }


def test_the_choice_between_two_versions_is_what_is_stored(cast, client):
    dossier = make.dossier(cast.village, cast.campaign, title="Cũ", method="Của người kia", place="Chỗ mới", edition=2)
    client.force_login(cast.an)
    sent = again(dossier, method="Của tôi", place="Chỗ cũ", keep_method="mine", keep_place="theirs")

    client.post(reverse("office:dossier-edit", args=[dossier.pk]), sent)

    dossier.refresh_from_db()
    assert (dossier.method, dossier.place, dossier.edition) == ("Của tôi", "Chỗ mới", 3)


def test_a_dossier_that_was_sent_is_not_edited(cast, client):
    dossier = make.dossier(cast.village, cast.campaign, state=State.SUBMITTED, title="Cũ")
    client.force_login(cast.an)

    response = client.post(reverse("office:dossier-edit", args=[dossier.pk]), again(dossier, title="Mới"), follow=True)

    dossier.refresh_from_db()
    assert dossier.title == "Cũ"
    assert "không sửa nội dung được nữa" in response.content.decode()


def test_while_carrying_out_only_the_result_and_the_person_in_charge_are_written(cast, client):
    dossier = make.dossier(cast.village, cast.campaign, state=State.ACCEPTED, title="Cũ")
    client.force_login(cast.an)
    sent = {"achieved": "Đã xong 2 km", "contact": "Phó bí thư", "title": "Mới", "edition": 1}

    client.post(reverse("office:dossier-edit", args=[dossier.pk]), sent)

    dossier.refresh_from_db()
    assert (dossier.title, dossier.achieved, dossier.contact) == ("Cũ", "Đã xong 2 km", "Phó bí thư")


def test_an_edit_out_of_reach_is_a_404(cast, client):
    dossier = make.dossier(cast.village, cast.campaign)
    client.force_login(cast.chi)

    assert client.post(reverse("office:dossier-edit", args=[dossier.pk]), again(dossier)).status_code == 404


def test_a_form_changed_after_going_back_keeps_what_was_typed_and_can_be_stored_as_another(cast, client):
    client.force_login(cast.an)
    form = typed(cast)
    client.post(new(cast), form)

    told = client.post(new(cast), {**form, "title": "Tuyến đường tranh"})

    assert "đã được lưu thành hồ sơ số" in told.text
    assert 'value="Tuyến đường tranh"' in told.text
    key = re.search(r'name="request_key" value="([^"]+)"', told.text)[1]
    client.post(new(cast), {**form, "title": "Tuyến đường tranh", "request_key": key})
    assert sorted(Dossier.objects.values_list("title", flat=True)) == ["Tuyến đường hoa", "Tuyến đường tranh"]
