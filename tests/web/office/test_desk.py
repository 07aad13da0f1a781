"""The desk: what each person must do, counted in words, and how far the units have come."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from danvan.criteria.enums import Track
from danvan.dossiers.enums import State, WindowStage
from danvan.dossiers.models import Window
from tests import make

DESK = "office:desk"


@pytest.fixture
def desk(client: Client, cast):
    def open_desk(person: str, **query: str):
        client.force_login(getattr(cast, person))
        return client.get(reverse(DESK), query)

    return open_desk


def window(cast, stage: str, days: int) -> None:
    now = timezone.now()
    Window.objects.create(
        campaign=cast.campaign, stage=stage, opens_at=now - timedelta(days=30), closes_at=now + timedelta(days=days)
    )


def titles(response) -> list[str]:
    return [job.title for job in response.context["jobs"]]


# State of the dossier of a commune of the east × person: the job of each, by its title.
JOBS = {
    State.DRAFT: {"an": "Hoàn thiện, gửi đăng ký mô hình “M”"},
    State.SUBMITTED: {"binh": "Tiếp nhận đăng ký mô hình “M”"},
    State.RETURNED: {"an": "Sửa đăng ký mô hình “M”"},
    State.ACCEPTED: {"an": "Tự chấm, gửi phiếu mô hình “M”"},
    State.REPORTED: {"binh": "Chấm phiếu mô hình “M”"},
    State.REWORK: {"an": "Sửa phiếu tự chấm mô hình “M”"},
    State.SENT: {"dung": "Thẩm định hồ sơ mô hình “M”"},
    State.SENT_BACK: {"binh": "Tỉnh trả lại hồ sơ mô hình “M”"},
    State.CONFIRMED: {"giang": "Duyệt hồ sơ mô hình “M”"},
    State.APPROVED: {
        "dung": "Đưa vào quyết định hồ sơ mô hình “M”", "giang": "Đưa vào quyết định hồ sơ mô hình “M”",
    },
    State.DECLINED: {},
    State.WITHDRAWN: {},
    State.STOPPED: {},
}  # fmt: skip


def test_each_state_waits_for_exactly_the_people_who_can_move_it(cast, desk):
    """One world for all the states: in each lies a dossier named after it."""
    for state in State.values:
        make.dossier(cast.village, cast.campaign, state=state, title=f"M {state}")
    make.dossier(cast.office, cast.campaign, state=State.DECLINED)  # so that nobody is asked to register

    for who in ("an", "binh", "chi", "dung", "giang", "hoa", "quan"):
        found = sorted(title for title in titles(desk(who)) if "“M " in title)
        assert found == sorted(
            jobs[who].replace("“M”", f"“M {state}”") for state, jobs in JOBS.items() if who in jobs
        ), who


def test_a_job_opens_exactly_the_rows_it_counts(cast, desk, client):
    wanted = [make.dossier(cast.village, cast.campaign, state=State.SUBMITTED) for _ in range(2)]
    make.dossier(cast.village, cast.campaign, state=State.ACCEPTED)
    make.dossier(cast.west, cast.campaign, state=State.SUBMITTED)

    job = next(job for job in desk("binh").context["jobs"] if "tiếp nhận" in job.title)
    rows = client.get(job.url).context["rows"]

    assert job.title == "Hai đăng ký chờ tiếp nhận"
    assert {row.url for row in rows} == {dossier.get_absolute_url() for dossier in wanted}


def test_the_headline_counts_jobs_and_urgent_ones_in_words(cast, desk):
    window(cast, WindowStage.REGISTER, 2)
    window(cast, WindowStage.REVIEW, 9)
    make.dossier(cast.village, cast.campaign, state=State.SUBMITTED)
    make.dossier(cast.village, cast.campaign, state=State.REPORTED)

    response = desk("binh")

    assert response.context["headline"] == "Ba việc cần làm, hai việc gấp"
    assert [job.days for job in response.context["jobs"]] == [2, 2, 9]
    assert response.content.decode().count("button-primary") == 1


def test_units_that_have_sent_nothing_are_named_and_opened_exactly(cast, desk, client):
    make.dossier(cast.office, cast.campaign, state=State.DRAFT)
    make.unit("W1", parent=cast.west, name="Đảng bộ xã Bên Kia")

    job = desk("binh").context["jobs"][0]
    rows = client.get(job.url).context["units"]

    assert job.title == "Hai đơn vị chưa đăng ký năm 2026"
    assert "Đồng Điều" in job.text and "Bên Kia" not in job.text
    assert sorted(row.name for row in rows) == ["Phòng Nội vụ Miền Đông", "Đảng bộ xã Đồng Điều"]


def test_a_clerk_whose_unit_has_sent_nothing_is_asked_to_register(cast, desk):
    response = desk("an")

    assert titles(response) == ["Đảng bộ xã Đồng Điều chưa đăng ký"]
    assert response.context["jobs"][0].button_url == reverse("office:dossier-new", args=[cast.campaign.code])


def test_the_reason_of_a_return_is_told_on_the_desk(cast, desk, client):
    dossier = make.dossier(cast.village, cast.campaign, state=State.SUBMITTED)
    client.force_login(cast.binh)
    client.post(reverse("office:dossier-step", args=[dossier.pk, "return"]), {"note": "Ghi rõ số hộ"})

    assert "Yêu cầu: Ghi rõ số hộ." in desk("an").context["jobs"][0].text


def test_stages_count_units_not_dossiers(cast, desk):
    for state in (State.SENT, State.SENT, State.ACCEPTED):
        make.dossier(cast.village, cast.campaign, state=state)

    stages = desk("binh").context["stages"]

    assert [(row.key, row.done, row.total) for row in stages] == [
        ("dang-ky", 1, 2), ("tu-cham", 1, 2), ("huyen", 0, 2), ("gui-tinh", 1, 2), ("cong-nhan", 0, 2),
    ]  # fmt: skip


def test_late_units_come_first_then_those_given_back(cast, desk):
    back = make.unit("Y", parent=cast.east, name="Đảng bộ xã Yên")
    make.dossier(cast.village, cast.campaign, state=State.SENT, track=Track.COMMUNE)
    make.dossier(back, cast.campaign, state=State.RETURNED, track=Track.COMMUNE)

    rows = desk("binh").context["units"]

    assert [(row.name, row.state, row.models) for row in rows] == [
        ("Phòng Nội vụ Miền Đông", "Chưa đăng ký", 0),
        ("Đảng bộ xã Yên", "Trả lại đăng ký", 0),
        ("Đảng bộ xã Đồng Điều", "Đã gửi thẩm định", 0),
    ]


def test_a_decision_being_drafted_takes_its_dossiers_off_the_list_of_work(cast, desk):
    approved = make.dossier(cast.village, cast.campaign, state=State.APPROVED)
    make.decision(cast.province, approved, summary="công nhận mô hình")

    assert titles(desk("giang")) == ["Xem và ban hành quyết định"]


def test_an_auditor_is_told_that_the_account_only_reads(cast, desk):
    make.dossier(cast.village, cast.campaign, state=State.SENT)

    assert desk("hoa").context["headline"] == "Tài khoản này chỉ xem"


def test_chi_sees_nothing_of_the_east(cast, desk):
    make.dossier(cast.village, cast.campaign, state=State.SUBMITTED, title="Chỉ của miền đông")

    text = desk("chi").content.decode()

    assert "Chỉ của miền đông" not in text
    assert "Đồng Điều" not in text


@pytest.mark.parametrize("rows", [1, 50])
@pytest.mark.parametrize("person", ["an", "binh", "dung", "giang", "quan"])
def test_the_desk_costs_no_more_than_twenty_eight_queries(cast, client, django_assert_max_num_queries, rows, person):
    for number in range(rows):
        at = make.unit(f"N{number}", parent=cast.east)
        make.card(make.dossier(at, cast.campaign, track=Track.COMMUNE, state=State.REPORTED), marks="Y" * 24)
        make.dossier(cast.village, cast.campaign, state=State.values[number % 13])
    client.force_login(getattr(cast, person))

    with django_assert_max_num_queries(28):
        assert client.get(reverse(DESK)).status_code == 200
