"""The screens of messages: only one's own, read once opened, reminders by name, wordings that run nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.models import Post
from danvan.ledger.models import Event
from danvan.notices.models import Dispatch, Notice, ReminderRule, Template
from danvan.notices.templates import wordings
from tests import make


@pytest.fixture
def told(cast):
    """One message for the clerk of the village."""
    return Notice.objects.create(
        recipient=cast.an, unit=cast.village, kind="REMINDER", key="x", title="Nhắc việc", text="- Đăng ký",
        url="/can-bo/ho-so/", at=make.NOON,
    )  # fmt: skip


def test_a_message_is_counted_in_the_header_until_it_is_opened(cast, client, told):
    client.force_login(cast.an)
    opened = [client.get("/can-bo/").context["unread"]]
    answer = client.post(reverse("office:notice-open", args=[told.pk]))
    opened.append(client.get("/can-bo/").context["unread"])

    assert (opened, answer.url) == ([1, 0], "/can-bo/ho-so/")
    client.force_login(cast.binh)
    assert client.post(reverse("office:notice-open", args=[told.pk])).status_code == 404


def test_a_board_reminds_exactly_the_units_named_and_once_a_day(cast, client):
    names = [f"Đảng bộ xã {number}" for number in range(1, 7)]
    for name in names:
        make.user(make.ROLES.UNIT_CLERK, make.unit(parent=cast.east, name=name))
    for unit in (cast.village, cast.office):
        make.dossier(unit, cast.campaign, state="SUBMITTED")
    make.user(make.ROLES.UNIT_CLERK, make.unit(parent=cast.west, name="Đảng bộ xã Tây"))
    make.unit(parent=cast.east, name="Đảng bộ xã Vắng")
    client.force_login(cast.binh)
    url = reverse("office:remind", args=[cast.campaign.code])
    before = client.get(url).context

    assert ([one.unit.name for one in before["going"]], before["alone"]) == (names, ["Đảng bộ xã Vắng"])
    assert [client.post(url).status_code for _ in range(2)] == [302, 422]
    assert sorted(Notice.objects.values_list("unit__name", flat=True)) == names
    assert sorted(Event.objects.filter(verb="nudge").values_list("unit__name", flat=True)) == names


def test_an_own_wording_holds_for_the_board_and_below_and_names_only_known_places(cast, client):
    client.force_login(cast.binh)
    url = reverse("office:notice-template", args=["reminder"])
    typed = {"subject": "Huyện nhắc {so_viec}", "body": "{viec}", "edition": 0}

    for body in ("{viec} {mat_khau}", "{viec", "không có việc", "{viec} {ho_ten.password}", "{viec}{% debug %}"):
        assert client.post(url, {**typed, "body": body}).status_code == 422
    seen = client.post(url, {**typed, "body": "Còn: {viec}", "xem": "1"}).context["seen_body"]
    assert client.post(url, typed).status_code == 302
    assert seen.startswith("Còn: Đơn vị chưa đăng ký") and cast.village.name in seen
    subjects = [wordings("REMINDER").of(unit).subject for unit in (cast.village, cast.east, cast.west)]
    assert subjects == ["Huyện nhắc {so_viec}"] * 2 + ["Nhắc việc: {so_viec} còn phải làm"]
    assert client.post(url, {**typed, "body": "{viec}."}).status_code == 422  # written on an edition of before
    client.post(reverse("office:notice-template-drop", args=["reminder"]))
    assert Template.objects.filter(owner__isnull=False).count() == 0


def test_only_the_administrator_sets_the_days_of_reminding(cast, client):
    days = {"REGISTER": "10, 2", "REPORT": "", "REVIEW": "7", "CONFIRM": "7", "OWN": "1"}
    url = reverse("office:notice-templates")
    for person, status in (("binh", 422), ("quan", 302)):
        client.force_login(getattr(cast, person))
        assert client.post(url, days).status_code == status
    assert client.post(url, {**days, "OWN": "mai"}).status_code == 422
    assert dict(ReminderRule.objects.values_list("stage", "days_before"))["REGISTER"] == [10, 2]


def test_the_log_shows_a_board_what_was_sent_for_its_own_units(cast, client):
    for user, unit in ((cast.an, cast.village), (cast.chi, cast.west)):
        Dispatch.objects.create(recipient=user, unit=unit, kind="NUDGE", channel="PORTAL", subject="Nhắc",
                                body="…", at=make.NOON, outcome="SENT")  # fmt: skip
    client.force_login(cast.binh)
    rows = client.get(reverse("office:notice-log"), {"cach": "PORTAL"}).context["rows"]

    assert [row.unit for row, _ in rows] == [cast.village]


def test_email_is_switched_off_on_ones_own_page(cast, client):
    client.force_login(cast.an)
    url = reverse("office:account")
    assert client.post(url, {"email": "khong-phai-thu", "by_email": "on"}).status_code == 422
    assert client.post(url, {"email": "an@danvan.example"}).status_code == 302
    cast.an.refresh_from_db()
    assert cast.an.email == "an@danvan.example"
    assert client.get(url).context["form"]["by_email"].initial is False


def test_opening_a_campaign_tells_everybody_it_is_for(cast, client):
    scheme = make.scheme()
    type(scheme).objects.filter(pk=scheme.pk).update(issued_at=make.LONG_AGO)
    campaign = make.campaign(cast.east, opened_at=None, cutoff_on=timezone.localdate(), theme_scheme=scheme)
    now = timezone.now()
    campaign.windows.create(stage="REGISTER", opens_at=now, closes_at=now + timedelta(days=30))
    campaign.windows.create(stage="REPORT", opens_at=now, closes_at=now + timedelta(days=60))
    client.force_login(cast.binh)
    answer = client.post(reverse("office:campaign-open", args=[campaign.pk]), {"edition": campaign.edition})

    assert answer.status_code == 302, answer.context["obstacles"]
    told = Notice.objects.filter(campaign=campaign).values_list("recipient__username", "kind")
    assert list(told) == [("an", "OPENING")]
    assert mail.outbox == [] and Post.objects.filter(unit=cast.village).count() == 1
