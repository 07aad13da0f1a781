"""One click makes a draft of a recognised model; a district sees who copied whom, and no draft of elsewhere."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from danvan.dossiers.enums import State, WindowStage
from danvan.dossiers.models import Campaign, Dossier, Practice, Window, WindowException
from danvan.stories.models import Story
from tests import make

COPIES = reverse("office:copies")


@pytest.fixture
def road(cast) -> Dossier:
    """A recognised model of the west."""
    there = make.unit("X", parent=cast.west, name="Đảng bộ xã Bản Mới")
    older = make.campaign(cast.west, first_year=2025, last_year=2025)
    return make.recognised(there, older, title="Hiến đất mở đường")


def door(road) -> str:
    return reverse("office:replicate", args=[road.pk])


def window(cast, *, opens: int, closes: int) -> None:
    """When registration is open, in days from now."""
    now = timezone.now()
    Window.objects.create(
        campaign=cast.campaign, stage=WindowStage.REGISTER, opens_at=now + timedelta(days=opens),
        closes_at=now + timedelta(days=closes),
    )  # fmt: skip


def copied(of: Dossier, at, campaign, **more) -> Dossier:
    made = make.dossier(at, campaign, **more)
    Practice.objects.filter(pk=made.practice_id).update(copied_from=of.practice_id)
    return made


def test_a_clerk_presses_once_and_lands_on_the_draft(client, cast, road):
    client.force_login(cast.an)
    page = client.get(door(road)).content.decode()
    assert "Đảng bộ xã Đồng Điều" in page and "Lập bản nháp làm theo mô hình này" in page
    assert not Dossier.objects.filter(unit=cast.village).exists()

    answer = client.post(door(road), {"cho": f"{cast.campaign.pk}-{cast.village.pk}"})
    draft = Dossier.objects.get(unit=cast.village)
    assert answer.url == reverse("office:dossier-edit", args=[draft.pk])
    assert client.get(answer.url).status_code == 200
    assert (draft.state, draft.practice.copied_from_id) == (State.DRAFT, road.practice_id)

    again = client.post(door(road), {"cho": f"{cast.campaign.pk}-{cast.village.pk}"})
    assert again.url == answer.url and Dossier.objects.filter(unit=cast.village).count() == 1


def test_the_steps_of_the_shown_story_are_taken_over(client, cast, road):
    Story.objects.create(dossier=road, steps="Họp thôn\nĐo đất", written_by=make.author(), written_at=make.NOON,
                         shown_at=make.NOON)  # fmt: skip
    client.force_login(cast.an)
    client.post(door(road), {"cho": f"{cast.campaign.pk}-{cast.village.pk}"})
    assert Dossier.objects.get(unit=cast.village).method == "Họp thôn\nĐo đất"


def test_a_district_chooses_among_its_units(client, cast, road):
    client.force_login(cast.binh)
    page = client.get(door(road)).content.decode()
    assert "Phòng Nội vụ Miền Đông</option>" in page and "Chọn đơn vị" in page
    assert "Bản Mới</option>" not in page
    assert client.post(door(road), {"cho": ""}).status_code == 422
    assert client.post(door(road), {"cho": f"{cast.campaign.pk}-{road.unit_id}"}).status_code == 422


@pytest.mark.parametrize(
    ("days", "says"),
    [((-9, 9), "nhận đăng ký đến"), ((5, 9), "gửi được từ"), ((-9, -5), "đã hết hạn đăng ký")],
)
def test_only_where_registration_is_open_or_will_be(client, cast, road, days, says):
    offered = days[1] > 0
    window(cast, opens=days[0], closes=days[1])
    client.force_login(cast.an)
    page = client.get(door(road)).content.decode()
    assert says in page and ("Lập bản nháp" in page) is offered
    sent = client.post(door(road), {"cho": f"{cast.campaign.pk}-{cast.village.pk}"})
    assert sent.status_code == (302 if offered else 422)


def test_a_unit_given_more_time_may_still_begin(client, cast, road):
    window(cast, opens=-9, closes=-5)
    now = timezone.now()
    WindowException.objects.create(campaign=cast.campaign, unit=cast.village, stage=WindowStage.REGISTER, reason="bão",
                                   until=now + timedelta(days=2), granted_by=cast.dung,
                                   granted_at=now - timedelta(days=1))  # fmt: skip
    client.force_login(cast.an)
    assert "gia hạn đến" in client.get(door(road)).content.decode()


def test_an_own_model_is_gone_on_with_instead(client, cast):
    own = make.recognised(cast.village, make.campaign(cast.east, first_year=2025, last_year=2025))
    client.force_login(cast.an)
    page = client.get(door(own)).content.decode()
    assert "hãy đăng ký tiếp" in page and "Lập bản nháp" not in page


@pytest.mark.parametrize("change", [{"recognised_on": None}, {"track": "COMMUNE"}])
def test_what_the_public_may_not_see_has_no_door(client, cast, road, change):
    Dossier.objects.filter(pk=road.pk).update(**change)
    client.force_login(cast.an)
    assert client.get(door(road)).status_code == 404


def test_a_theme_that_is_missing_is_asked_for(client, cast, road):
    cast.campaign.theme_scheme.themes.update(common="DEFENCE", name="Khác")
    client.force_login(cast.an)
    answer = client.post(door(road), {"cho": f"{cast.campaign.pk}-{cast.village.pk}"}, follow=True)
    assert "hãy chọn lĩnh vực" in answer.content.decode()


def sheet(client, **asked) -> list:
    data = client.get(reverse("office:copies-sheet"), asked).content
    return [list(row) for row in load_workbook(BytesIO(data)).active.iter_rows(min_row=4, values_only=True)]


def test_the_district_sees_what_is_public_of_others_and_all_of_its_own(client, cast, road):
    copied(road, cast.village, cast.campaign, title="Nháp của miền Đông")
    sent = copied(road, cast.office, cast.campaign, title="Đã gửi của miền Đông", state=State.SENT)
    copied(road, road.unit, cast.campaign, title="Nháp của miền Tây")
    client.force_login(cast.chi)
    page = client.get(COPIES).content.decode()
    assert "Nháp của miền Tây" in page and "của miền Đông" not in page
    assert "1 mô hình</p>" in page and len(sheet(client)) == 1

    Campaign.objects.filter(pk=cast.campaign.pk).update(published_at=make.LONG_AGO)
    page = client.get(COPIES).content.decode()
    assert "Đã gửi của miền Đông" in page and "Nháp của miền Đông" not in page
    assert "Đang thực hiện 2026" in page and "Đã gửi thẩm định" not in page
    assert reverse("office:dossier", args=[sent.pk]) not in page
    assert "2 mô hình</p>" in page and len(sheet(client)) == 2


def test_both_ways_are_counted_as_they_are_listed(client, cast, road):
    for number in range(33):
        copied(road, cast.village, cast.campaign, title=f"Bản {number}", state=State.ACCEPTED)
    client.force_login(cast.binh)
    page = client.get(COPIES, {"xem": "cua-minh"}).content.decode()
    assert "33 mô hình</p>" in page and page.count('<th scope="row">') == 30
    second = client.get(COPIES, {"xem": "cua-minh", "page": 2}).content.decode()
    assert second.count('<th scope="row">') == 3
    assert len(sheet(client, xem="cua-minh")) == 33
    assert sheet(client) == []


def test_points_of_ones_own_are_told(client, cast):
    version = make.version(2, min_passed=1)
    campaign = make.campaign(cast.east, tracks={"MODEL": version})
    source = make.recognised(cast.office, campaign)
    mine = copied(source, cast.village, campaign, state=State.CONFIRMED)
    make.card(mine, "SUPERIOR", marks="YN", state="SIGNED").__class__.objects.update(is_final=True)
    client.force_login(cast.binh)
    assert "1/2 tiêu chí" in client.get(COPIES).content.decode()
    assert sheet(client)[0][9] == "1/2 tiêu chí"


def test_the_list_asks_no_more_with_more_rows(client, cast, road):
    client.force_login(cast.binh)
    spent = []
    for _ in range(2):
        for _ in range(5):
            copied(road, cast.village, cast.campaign, state=State.ACCEPTED)
        with CaptureQueriesContext(connection) as queries:
            client.get(COPIES, {"xem": "cua-minh"})
        spent.append(len(queries))
    assert spent[0] == spent[1]
