"""Reminders: exactly those who still owe something, one digest each, each thing once, and no e-mail twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from danvan.accounts.models import User
from danvan.dossiers.addressed import spans_addressed
from danvan.dossiers.enums import WindowStage
from danvan.dossiers.models import Window, WindowException
from danvan.notices.actions import remind, tell_opening
from danvan.notices.models import Dispatch, Notice, Preference
from danvan.notices.posting import AGAIN, send_waiting
from danvan.office.tending import tell
from danvan.reports.missing import missing
from tests import make

CLOSES = make.NOON + timedelta(days=7)
LEFT_OUT = ["Đảng bộ xã 03", "Đảng bộ xã 07", "Đảng bộ xã 11", "Đảng bộ xã 15", "Đảng bộ xã 19", "Đảng bộ xã 23"]


@pytest.fixture
def year(db, request):
    """A district of 24 communes, each with its clerk; all but six have registered a title by their board's word."""
    asked = getattr(request, "param", True)
    district = make.unit(kind="DISTRICT", name="Huyện ủy Miền Đông")
    board = make.user(make.ROLES.DISTRICT_BOARD, district, "binh")
    campaign = make.campaign(district, tracks={"COMMUNE": make.version(24), "MODEL": None}, name="Thi đua năm 2026")
    if asked:
        campaign.tracks.filter(track="COMMUNE").update(asked_of=["COMMUNES"], at_least=1)
    Window.objects.create(campaign=campaign, stage=WindowStage.REGISTER, opens_at=make.LONG_AGO, closes_at=CLOSES)
    for number in range(1, 25):
        commune = make.unit(parent=district, name=f"Đảng bộ xã {number:02}")
        clerk = make.user(make.ROLES.UNIT_CLERK, commune, f"xa{number:02}")
        clerk.email = f"xa{number:02}@danvan.example"
        clerk.save()
        if commune.name not in LEFT_OUT:
            make.dossier(commune, campaign, track="COMMUNE", theme=None, state="SUBMITTED")
    return campaign, board


def everything(at) -> tuple[int, int]:
    told = tell(at)
    return told.written, told.sent


def units_told(kind: str = "REMINDER") -> list[str]:
    clerks = Notice.objects.filter(kind=kind).exclude(recipient__username="binh")
    return sorted(clerks.values_list("unit__name", flat=True))


@pytest.mark.parametrize("year", [True, False], indirect=True, ids=["asked of communes", "asked of nobody"])
def test_exactly_the_six_units_left_out_are_named_and_the_second_run_sends_nothing(year):
    campaign, board = year

    assert [one.name for one in missing(campaign, spans_addressed(campaign, make.NOON.date()))] == LEFT_OUT
    assert everything(make.NOON) == (7, 6)
    assert units_told() == LEFT_OUT
    assert sorted(letter.to[0] for letter in mail.outbox) == [f"xa{name[-2:]}@danvan.example" for name in LEFT_OUT]
    of_board = Notice.objects.get(recipient=board).text.split("\n\n")[1].splitlines()
    assert of_board[0] == "Đơn vị chưa đăng ký, Thi đua năm 2026 (còn 7 ngày, 12:00 ngày 17/03/2026):"
    assert of_board[1:] == [f"- {name}" for name in LEFT_OUT]
    assert everything(make.NOON + timedelta(minutes=1)) == (0, 0)
    assert len(mail.outbox) == 6


# Days before the closing on which the job runs, and how many messages each run writes: seven people owe something;
# past the closing only the board does, which has 18 registrations to accept.
@pytest.mark.parametrize(
    ("days", "written"),
    [((20, 15), [0, 0]), ((14, 13, 8), [7, 0, 0]), ((12, 7, 7, 3, 1, 0), [7, 7, 0, 7, 7, 0]), ((2, -1, -2), [7, 1, 0])],
)  # fmt: skip
def test_each_day_of_the_rule_reminds_once_and_a_missed_day_is_made_up(year, days, written):
    assert [remind(at=CLOSES - timedelta(days=left, minutes=1)) for left in days] == written


def test_more_time_for_one_unit_moves_its_reminders_only(year):
    campaign, board = year
    unit = campaign.organiser.children.get(name=LEFT_OUT[0])
    WindowException.objects.create(
        campaign=campaign, unit=unit, stage="REGISTER", until=CLOSES + timedelta(days=30), reason="Lũ",
        granted_by=board, granted_at=make.LONG_AGO,
    )  # fmt: skip
    remind(at=make.NOON)

    assert units_told() == LEFT_OUT[1:]


def test_one_digest_holds_everything_a_person_owes(year):
    campaign, _ = year
    unit = campaign.organiser.children.get(name=LEFT_OUT[0])
    make.dossier(unit, campaign, title="Đường hoa", state="DRAFT")
    make.dossier(unit, campaign, title="Vườn rau", state="RETURNED")
    remind(at=make.NOON)

    told = Notice.objects.get(recipient__username="xa03")
    limit = "(còn 7 ngày, 12:00 ngày 17/03/2026):"
    assert told.title == "Nhắc việc: 3 việc còn phải làm"
    assert told.text.split("\n\n")[1:4] == [
        f"Chưa đăng ký {limit}\n- Đảng bộ xã 03, Thi đua năm 2026: Đảng bộ xã, phường, thị trấn “Dân vận khéo”",
        f"Bị trả lại, chờ sửa và gửi lại {limit}\n- Mô hình “Vườn rau”, Đảng bộ xã 03",
        f"Bản nháp chưa gửi {limit}\n- Mô hình “Đường hoa”, Đảng bộ xã 03",
    ]


class Broken(EmailBackend):
    """A mail server that stops in the middle."""

    def send_messages(self, messages):
        if len(mail.outbox) == 2:
            raise KeyboardInterrupt
        return super().send_messages(messages)


def test_a_run_that_breaks_off_goes_on_without_sending_twice(year, settings):
    settings.EMAIL_BACKEND = "tests.unit.notices.test_reminding.Broken"
    with pytest.raises(KeyboardInterrupt):
        everything(make.NOON)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert everything(make.NOON + AGAIN) == (0, 3)  # two went out before; of the third nobody can know
    assert len({letter.to[0] for letter in mail.outbox}) == len(mail.outbox) == 5
    assert Dispatch.objects.filter(channel="EMAIL", outcome="UNKNOWN").count() == 1


def test_who_wants_no_email_is_told_in_the_portal_only(year):
    clerk = User.objects.get(username="xa03")
    Preference.objects.create(user=clerk, by_email=False)
    remind(at=make.NOON)
    send_waiting(make.NOON)

    assert Notice.objects.filter(recipient=clerk).exists()
    assert "xa03@danvan.example" not in {letter.to[0] for letter in mail.outbox}


def test_an_opening_is_told_once_to_the_units_that_take_part_with_its_guidance(year):
    campaign, _ = year
    campaign.guidance = "Nộp trước ngày 17/3. {ho_ten} giữ nguyên."
    campaign.save()

    assert [tell_opening(campaign=campaign, at=make.NOON) for _ in range(2)] == [24, 0]
    told = Notice.objects.get(recipient__username="xa01", kind="OPENING")
    assert told.title == "Huyện ủy Miền Đông mở Thi đua năm 2026"
    assert "Nộp trước ngày 17/3. {ho_ten} giữ nguyên." in told.text
    assert "Đăng ký: đến 12:00 ngày 17/03/2026." in told.text
