"""A stage reviewed on the screens: found, asked for, decided by the People's Committee, and read by everyone."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from danvan.assessments.models import Assessment, Ballot
from danvan.decisions.models import AwardForm, Decision, Submission
from danvan.dossiers.models import Dossier
from tests import make

SIGNED = {
    "number": "15-TTr/BDVHU", "signed_on": "09/03/2026", "signer_title": "TRƯỞNG BAN", "signer_name": "Người Ký",
}  # fmt: skip
ISSUED = {
    "number": "2559/ QĐ –UBND", "signed_on": "09/03/2026", "capacity": "CHỦ TỊCH", "signer_title": "CHỦ TỊCH",
    "signer_name": "Người Ký", "list": "1",
}  # fmt: skip


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def stage(cast):
    """The east in 2018–2020: four registered, three recognised, one of them commended before."""
    stage = make.stage(cast.east)
    years = [make.campaign(cast.east, first_year=year, last_year=year) for year in (2018, 2019, 2020)]
    make.recognised(cast.village, years[0], title="Hàng rào xanh", holder_name="Chi đoàn thôn Núi")
    make.recognised(cast.village, years[1], title="Cầu dân sinh", holder_name="Chi bộ thôn Chè")
    person = {"holder_kind": "INDIVIDUAL", "holder_name": "Vũ Thị Bình"}
    make.recognised(cast.village, years[2], title="Tiếng mõ", **person)
    make.dossier(cast.village, years[2], state="DECLINED", title="Chưa đạt")
    return stage


def found(client, stage):
    return client.get(reverse("office:commend"), {"giai-doan": stage.code})


def proposed(client, stage, *titles):
    """The submission with these dossiers ticked on the page of the finder."""
    page = found(client, stage).context["form"]
    form = AwardForm.objects.get(code="giay-khen-ubnd-huyen").pk
    data = {"unit": page["unit"].value(), "request_key": page["request_key"].value()}
    for pk in Dossier.objects.filter(title__in=titles).values_list("pk", flat=True):
        data |= {f"chon-{pk}": "on", f"hinh-thuc-{pk}": form}
    client.post(f"{reverse('office:commend')}?giai-doan={stage.code}", data)
    return Submission.objects.latest("pk")


def typed(client, submission, **more):
    form = client.get(reverse("office:submission", args=[submission.pk])).context
    lines = {field.html_name: field.value() for row in form["rows"] for field in (row.order, row.form, row.reason)}
    words = {field.html_name: field.value() or "" for field in form["form"]}
    return {**words, **lines, **more}


def test_the_finder_shows_the_stage_with_what_proves_it(cast, stage):
    given = make.decision(cast.east, Dossier.objects.get(title="Tiếng mõ"), state="ISSUED", kind="COMMEND")
    Dossier.objects.filter(title="Tiếng mõ").update(commended_on=date(2020, 9, 7))

    context = found(signed_in(cast.dung), stage).context

    assert [(one["value"], one["collective"], one["individual"]) for one in context["total"]] == [
        (4, 3, 1), (3, 2, 1), (1, 0, 1),
    ]  # fmt: skip
    assert [(row.name, [year.title for year in row.years]) for row in context["rows"]] == [
        ("Chi bộ thôn Chè", ["Cầu dân sinh"]), ("Chi đoàn thôn Núi", ["Hàng rào xanh"]),
    ]  # fmt: skip
    assert [(row.name, row.tick, row.given[0]["url"]) for row in context["commended"]] == [
        ("Vũ Thị Bình", None, reverse("office:decision", args=[given.pk])),
    ]  # fmt: skip


def test_a_stage_goes_from_the_finder_to_the_public_list(cast, stage):
    dung, giang = signed_in(cast.dung), signed_in(cast.giang)
    asked = proposed(dung, stage, "Hàng rào xanh", "Cầu dân sinh", "Tiếng mõ")
    fence = Dossier.objects.get(title="Hàng rào xanh").pk
    step = reverse("office:submission-step", args=[asked.pk, "send"])
    dung.post(step, typed(dung, asked, **SIGNED, **{f"thu-tu-{fence}": 1, f"thanh-tich-{fence}": "Ba năm liền"}))
    dung.post(reverse("office:submission-decision", args=[asked.pk]), {"request_key": "k"})
    made = Decision.objects.get()
    order = ["Hàng rào xanh", "Cầu dân sinh", "Tiếng mõ"]
    page = giang.get(reverse("office:decision", args=[made.pk])).context
    words = {field.html_name: field.value() or "" for field in page["form"] if field.value() is not None}
    ticked = list(Dossier.objects.exclude(title="Chưa đạt").values_list("pk", flat=True))
    make.scan(made)

    giang.post(
        reverse("office:decision-step", args=[made.pk, "issue"]), {**words, **ISSUED, "dossiers": ticked}
    )  # fmt: skip

    made.refresh_from_db()
    assert (made.state, made.layout, made.stage, made.submission) == ("ISSUED", "STATE_30", stage, asked)
    assert list(made.items.order_by("order").values_list("title", "award")) == [(one, "Giấy khen") for one in order]
    assert "Tặng Giấy khen cho 02 tập thể và 01 cá nhân" in made.articles
    text = Client().get(reverse("portal:decision", args=[made.pk])).content.decode()
    assert [title in text for title in (*order, "Chưa đạt")] == [True, True, True, False]


def test_an_old_page_keeps_what_was_typed_and_shows_both(cast, stage):
    dung = signed_in(cast.dung)
    asked = proposed(dung, stage, "Hàng rào xanh")
    address, old = reverse("office:submission", args=[asked.pk]), typed(dung, asked, number="15-TTr/BDVHU")
    dung.post(address, typed(dung, asked, number="16-TTr/BDVHU"))

    answer = dung.post(address, old)

    assert (answer.status_code, Submission.objects.get().number) == (422, "16-TTr/BDVHU")
    assert [(row.label, row.mine, row.theirs) for row in answer.context["differences"]] == [
        ("Số, ký hiệu", "15-TTr/BDVHU", "16-TTr/BDVHU")
    ]


def test_lines_are_dropped_on_the_draft_and_added_from_the_finder(cast, stage):
    dung = signed_in(cast.dung)
    asked = proposed(dung, stage, "Hàng rào xanh", "Cầu dân sinh")
    fence, sound = Dossier.objects.get(title="Hàng rào xanh"), Dossier.objects.get(title="Tiếng mõ")
    dung.post(reverse("office:submission", args=[asked.pk]), typed(dung, asked, **{f"bo-{fence.pk}": "on"}))

    dung.post(
        f"{reverse('office:commend')}?giai-doan={stage.code}&to-trinh={asked.pk}",
        {"unit": cast.east.pk, f"chon-{sound.pk}": "on", f"hinh-thuc-{sound.pk}": ""},
    )

    assert list(asked.items.order_by("order").values_list("dossier__title", "form__name")) == [
        ("Cầu dân sinh", "Giấy khen"), ("Tiếng mõ", None),
    ]  # fmt: skip
    assert dung.post(reverse("office:submission-step", args=[asked.pk, "send"])).status_code == 302
    assert Submission.objects.get().state == "DRAFT"


def test_a_submission_for_recognition_takes_what_the_assessment_passed_in_its_order(cast):
    made = [
        make.dossier(cast.village, cast.campaign, state="CONFIRMED", title=title, assessed_pass=passed)
        for title, passed in (("Một", True), ("Hai", False), ("Ba", True))
    ]
    meeting = Assessment.objects.create(
        unit=cast.province, campaign=cast.campaign, state="CLOSED", held_at=make.NOON, place="Hội trường",
        chair_name="Chủ trì", body="Ban Chỉ đạo tỉnh", secretary_name="Thư ký", share_needed=70, share_of="PRESENT",
        created_by=cast.dung, created_at=make.NOON,
    )  # fmt: skip
    for order, dossier in enumerate(reversed(made), 1):
        Ballot.objects.create(assessment=meeting, dossier=dossier, order=order, is_pass=dossier.assessed_pass)

    signed_in(cast.dung).post(
        f"{reverse('office:submission-new')}?bx={meeting.pk}", {"unit": cast.province.pk, "campaign": cast.campaign.pk}
    )

    asked = Submission.objects.get()
    assert list(asked.items.order_by("order").values_list("dossier__title", flat=True)) == ["Ba", "Một"]
    assert asked.bases.splitlines()[-1] == "Căn cứ kết quả họp bình xét ngày 10/3/2026 của Ban Chỉ đạo tỉnh"
    assert (asked.kind, asked.addressee) == ("RECOGNISE", "Ban Thường vụ Tỉnh ủy Miền Trên")
