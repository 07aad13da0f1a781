"""Six of 24 communes left out: the desk, the report and the reminder name exactly those six."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from danvan.dossiers.enums import State
from danvan.notices.nudging import nudges
from tests import make

LEFT_OUT = [f"Đảng bộ xã Số {number:02}" for number in (3, 7, 8, 15, 20, 24)]


@pytest.fixture
def binh(cast, client: Client) -> Client:
    """The board of the east; of its 24 communes and one office all but six have sent their registration."""
    communes = [cast.village] + [
        make.unit(f"S{number}", parent=cast.east, name=f"Đảng bộ xã Số {number:02}") for number in range(2, 25)
    ]
    for unit in [*communes, cast.office]:
        state = State.DRAFT if unit.name == LEFT_OUT[0] else State.SUBMITTED
        if unit.name not in LEFT_OUT[1:]:
            make.dossier(unit, cast.campaign, state=state)
    client.force_login(cast.binh)
    return client


def test_the_desk_names_the_six_and_opens_them(binh):
    desk = binh.get(reverse("office:desk"))
    job = next(job for job in desk.context["jobs"] if "chưa đăng ký" in job.title)
    rows = binh.get(job.url).context["units"]

    assert job.title.startswith("Sáu đơn vị chưa đăng ký")
    assert sorted(row.name for row in rows) == LEFT_OUT
    assert desk.context["stages"][0].done == 19 and desk.context["missing"] == 6


def test_the_report_its_workbook_and_the_reminder_say_the_same(cast, binh):
    at = [cast.campaign.code]
    lines = binh.get(reverse("office:unregistered", args=at)).context["lines"]
    sheet = load_workbook(BytesIO(binh.get(reverse("office:unregistered-sheet", args=at)).content)).active

    assert [line.name for line in lines] == LEFT_OUT
    assert [line.drafts for line in lines] == [1, 0, 0, 0, 0, 0]
    assert [row[1] for row in sheet.iter_rows(min_row=4, values_only=True)] == LEFT_OUT
    assert [one.unit.name for one in nudges(cast.campaign, cast.binh, make.NOON)] == LEFT_OUT


def test_who_sees_nothing_of_the_east_sees_none_of_the_six(cast, binh):
    binh.force_login(cast.chi)

    named = [line.name for line in binh.get(reverse("office:unregistered", args=[cast.campaign.code])).context["lines"]]
    assert [name for name in named if name in LEFT_OUT] == []
