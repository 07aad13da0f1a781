"""Preparing, copying and opening campaigns, and more time for one unit."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from danvan.criteria.models import CriteriaVersion
from danvan.dossiers import campaigning
from danvan.dossiers.actions import Registration, register
from danvan.dossiers.campaign_copying import copy_from
from danvan.dossiers.campaigning import CannotRun, Facts, StaleCampaign, TrackRow, WindowRow, obstacles, takes_part
from danvan.dossiers.content import CannotRegister
from danvan.dossiers.extensions import Longer, end_extension, extend
from danvan.dossiers.models import Campaign, Window, WindowException
from danvan.ledger.models import Event
from danvan.reports.duties import Duty, duties, unregistered
from tests import make

DAY = timedelta(days=1)


def issued_scheme():
    found = make.scheme()
    found.issued_at = make.LONG_AGO
    found.save(update_fields=["issued_at"])
    return found


def facts(**more) -> Facts:
    given = {"name": "Thi đua năm 2026", "code": "thi-dua-26", "first_year": 2026, "last_year": 2026,
             "cutoff_on": date(2026, 3, 1), "theme_scheme": issued_scheme()}  # fmt: skip
    return Facts(**{**given, **more})


@pytest.fixture
def draft(cast) -> Campaign:
    """A campaign of the eastern district that lacks nothing but the opening."""
    made = campaigning.begin(organiser=cast.east, facts=facts(), by=cast.binh, at=make.NOON)
    row = TrackRow("COMMUNE", make.version(issued=True), 1, None, ["COMMUNES"])
    return campaigning.set_tracks(campaign=made, rows=[row], edition=1, by=cast.binh, at=make.NOON)


def opened(draft, by, at=make.NOON) -> Campaign:
    return campaigning.open_campaign(campaign=draft, edition=draft.edition, by=by, at=at)


def windows(draft, by, *rows) -> Campaign:
    spans = [WindowRow(stage, group, make.NOON + opens * DAY, make.NOON + closes * DAY)
             for stage, group, opens, closes in rows]  # fmt: skip
    return campaigning.set_windows(campaign=draft, rows=spans, edition=draft.edition, by=by, at=make.NOON)


@pytest.mark.parametrize("who", ["an", "chi", "hoa"])
def test_only_who_runs_campaigns_there_writes_one(cast, draft, who):
    by = getattr(cast, who)

    with pytest.raises(CannotRun):
        campaigning.begin(organiser=cast.east, facts=facts(code="khac"), by=by, at=make.NOON)
    with pytest.raises(CannotRun):
        opened(draft, by)
    assert Campaign.objects.get(pk=draft.pk).opened_at is None


# what is typed -> the field beside which it is refused
WRONG = {
    "the years turned round": ({"last_year": 2025}, "last_year"),
    "no name": ({"name": ""}, "name"),
    "a code with marks": ({"code": "đợt 26"}, "code"),
    "a code that is taken": ({"code": "dot-cu"}, "code"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_fit_is_refused_at_its_field(cast, name):
    make.campaign(cast.province, code="dot-cu")
    typed, place = WRONG[name]

    with pytest.raises(CannotRun) as refusal:
        campaigning.begin(organiser=cast.east, facts=facts(**typed), by=cast.binh, at=make.NOON)
    assert refusal.value.place == place


def test_an_older_edition_is_refused_and_changes_nothing(cast, draft):
    with pytest.raises(StaleCampaign):
        campaigning.write(campaign=draft, facts=facts(name="Tên khác"), edition=1, by=cast.binh, at=make.NOON)

    assert Campaign.objects.get(pk=draft.pk).name == "Thi đua năm 2026"


def test_a_copy_moves_every_date_by_whole_years_and_keeps_the_hour(cast):
    version = make.version(issued=True)
    old = make.campaign(
        cast.east, tracks={"COMMUNE": version}, name="Thi đua năm 2027, theo Kế hoạch 2021", code="td-2027",
        first_year=2027, last_year=2028, cutoff_on=date(2028, 2, 29), guidance="Gửi trước hạn",
    )  # fmt: skip
    old.tracks.update(at_least=1, asked_of=["COMMUNES"])
    Window.objects.create(  # from 00:30 on 1/1/2028 to 17:00 on 29/2/2028 by the clock in Hà Nội
        campaign=old, stage="REGISTER", unit_group="COMMUNES", opens_at=datetime(2027, 12, 31, 17, 30, tzinfo=UTC),
        closes_at=datetime(2028, 2, 29, 10, tzinfo=UTC),
    )  # fmt: skip

    made = copy_from(old, year=2029, by=cast.binh, at=make.NOON)

    assert (made.name, made.code) == ("Thi đua năm 2029, theo Kế hoạch 2021", "td-2029")
    assert (made.first_year, made.last_year, made.cutoff_on) == (2029, 2030, date(2030, 2, 28))
    assert (made.copied_from, made.opened_at, made.guidance) == (old, None, "Gửi trước hạn")
    row, track = made.windows.get(), made.tracks.get()
    assert (row.stage, row.unit_group) == ("REGISTER", "COMMUNES")
    assert row.opens_at == datetime(2029, 12, 31, 17, 30, tzinfo=UTC)
    assert row.closes_at == datetime(2030, 2, 28, 10, tzinfo=UTC)
    assert (track.version, track.at_least, track.asked_of) == (version, 1, ["COMMUNES"])
    assert copy_from(old, year=2029, by=cast.binh, at=make.NOON).code == "td-2029-2"


def retire(cast, draft):
    CriteriaVersion.objects.filter(pk=draft.tracks.get().version_id).update(retired_on=date(2026, 3, 1))


# one thing wrong with a draft that lacks nothing
BROKEN = {
    "nothing wrong": lambda cast, draft: None,
    "no track": lambda cast, draft: draft.tracks.all().delete(),
    "draft scheme": lambda cast, draft: setattr(draft, "theme_scheme", make.scheme()),
    "retired list": retire,
    "draft list": lambda cast, draft: draft.tracks.update(version=make.version()),
    "no list": lambda cast, draft: draft.tracks.update(version=None),
    "more than the most": lambda cast, draft: draft.tracks.update(at_least=3, at_most=2),
    "asked of nobody": lambda cast, draft: draft.tracks.update(asked_of=[]),
    "closed already": lambda cast, draft: windows(draft, cast.binh, ("REGISTER", "", -9, -1)),
    "report before registration": lambda cast, draft: windows(
        draft, cast.binh, ("REGISTER", "", -1, 9), ("REPORT", "", -1, 8)
    ),
    "for agencies only": lambda cast, draft: windows(
        draft, cast.binh, ("REGISTER", "", -1, 9), ("REPORT", "", -1, 10), ("REPORT", "AGENCIES", -1, 8)
    ),
    "another of the year": lambda cast, draft: make.campaign(cast.east, tracks={"COMMUNE": None}, name="Đợt đã mở"),
}
OBSTACLES = {
    "nothing wrong": [],
    "no track": [("tracks", "tracks", "Chưa chọn nội dung thi đua nào.")],
    "draft scheme": [("facts", "theme_scheme", "còn là bản thảo")],
    "retired list": [("tracks", "COMMUNE-version", "đã thôi áp dụng")],
    "draft list": [("tracks", "COMMUNE-version", "chưa ban hành")],
    "no list": [("tracks", "COMMUNE-version", "chưa chọn bộ tiêu chí")],
    "more than the most": [("tracks", "COMMUNE-at_least", "ít nhất 3 lớn hơn nhiều nhất 2")],
    "asked of nobody": [("tracks", "COMMUNE-asked_of", "chưa chọn đơn vị nào phải đăng ký")],
    "closed already": [("windows", "REGISTER-closes", "Đăng ký đã đóng lúc 12:00 ngày 09/03/2026, trước khi đợt mở.")],
    "report before registration": [
        ("windows", "REPORT-closes", "Tự chấm và gửi kết quả đóng trước khi đăng ký đóng."),
    ],
    "for agencies only": [
        ("windows", "REPORT-AGENCIES-closes", "Tự chấm và gửi kết quả (cơ quan, đơn vị) đóng trước khi đăng ký đóng."),
    ],
    "another of the year": [("tracks", "tracks", "Đợt đã mở của cùng cơ quan đã mở cho cùng năm")],
}  # fmt: skip


@pytest.mark.parametrize("name", OBSTACLES)
def test_what_is_in_the_way_is_told_at_its_place(cast, draft, name):
    BROKEN[name](cast, draft)

    found = obstacles(draft, make.NOON)

    assert [(one.step, one.place) for one in found] == [(step, place) for step, place, _ in OBSTACLES[name]]
    assert all(words in one.sentence for one, (_, _, words) in zip(found, OBSTACLES[name], strict=True))


def test_a_draft_takes_no_registration_and_an_open_campaign_does(cast, draft):
    wanted = Registration(unit=cast.village, content=make.content(""), track="COMMUNE")
    with pytest.raises(CannotRegister, match="chưa mở"):
        register(campaign=draft, registration=wanted, by=cast.an, at=make.NOON)

    done = opened(draft, cast.binh)

    assert (done.opened_at, done.opened_by) == (make.NOON, cast.binh)
    assert Event.objects.get(verb="open_campaign").details == {"units": ["", "2"]}
    assert register(campaign=done, registration=wanted, by=cast.an, at=make.NOON).state == "DRAFT"


def test_opening_is_refused_with_everything_in_the_way_and_never_done_twice(cast, draft):
    draft.tracks.update(version=None)
    with pytest.raises(CannotRun, match="chưa chọn bộ tiêu chí"):
        opened(draft, cast.binh)
    draft.tracks.update(version=make.version(issued=True))
    done = opened(draft, cast.binh)

    with pytest.raises(CannotRun, match="đã mở từ 12:00 ngày 10/03/2026"):
        opened(done, cast.binh)


def test_what_is_scored_stays_once_it_is_open_and_how_many_may_change(cast, draft):
    done = opened(draft, cast.binh)
    track = done.tracks.get()
    more = {"campaign": done, "edition": done.edition, "by": cast.binh, "at": make.NOON}

    with pytest.raises(CannotRun, match="không đổi được nữa"):
        campaigning.set_tracks(rows=[TrackRow("COMMUNE", make.version(issued=True))], **more)
    with pytest.raises(CannotRun, match="không đổi được nữa"):
        campaigning.write(facts=facts(first_year=2025, theme_scheme=done.theme_scheme), **more)
    campaigning.set_tracks(rows=[TrackRow("COMMUNE", track.version)], **more)

    track.refresh_from_db()
    assert (track.at_least, track.asked_of) == (0, [])


def test_a_draft_can_be_thrown_away_and_an_open_campaign_cannot(cast, draft):
    other = campaigning.begin(organiser=cast.east, facts=facts(code="khac"), by=cast.binh, at=make.NOON)
    campaigning.discard(campaign=other, edition=other.edition, by=cast.binh, at=make.NOON)
    done = opened(draft, cast.binh)

    with pytest.raises(CannotRun, match="đã mở"):
        campaigning.discard(campaign=done, edition=done.edition, by=cast.binh, at=make.NOON)
    assert not Campaign.objects.filter(code="khac").exists()
    assert Event.objects.filter(verb="discard_campaign").count() == 1


# unit, stage, days until, reason -> the field beside which an extension is refused, or "" when it is granted
EXTENSIONS = {
    "granted": ("village", "REGISTER", 12, "mưa lũ", ""),
    "no reason": ("village", "REGISTER", 12, " ", "reason"),
    "before the closing": ("village", "REGISTER", 8, "mưa lũ", "until"),
    "a stage without dates": ("village", "REPORT", 12, "mưa lũ", "stage"),
    "a unit of another district": ("west", "REGISTER", 12, "mưa lũ", "unit"),
}


@pytest.mark.parametrize("name", EXTENSIONS)
def test_more_time_is_granted_with_a_reason_an_author_and_an_end(cast, draft, name):
    unit, stage, days, reason, place = EXTENSIONS[name]
    done = opened(windows(draft, cast.binh, ("REGISTER", "", -1, 9)), cast.binh)
    longer = Longer(getattr(cast, unit), stage, make.NOON + days * DAY, reason)

    if place:
        with pytest.raises(CannotRun) as refusal:
            extend(campaign=done, longer=longer, by=cast.binh, at=make.NOON)
        assert (refusal.value.place, WindowException.objects.count()) == (place, 0)
    else:
        made = extend(campaign=done, longer=longer, by=cast.binh, at=make.NOON)
        assert (made.reason, made.granted_by, made.until) == ("mưa lũ", cast.binh, make.NOON + 12 * DAY)
        assert Event.objects.get(verb="extend").note == "mưa lũ"


def test_an_extension_ends_with_a_reason_and_only_once(cast, draft):
    done = opened(windows(draft, cast.binh, ("REGISTER", "", -1, 9)), cast.binh)
    longer = Longer(cast.village, "REGISTER", make.NOON + 12 * DAY, "mưa lũ")
    made = extend(campaign=done, longer=longer, by=cast.binh, at=make.NOON)

    for reason, by in (("", cast.binh), ("gửi rồi", cast.chi)):
        with pytest.raises(CannotRun):
            end_extension(extension=made, reason=reason, by=by, at=make.NOON + DAY)
    end_extension(extension=made, reason="gửi rồi", by=cast.binh, at=make.NOON + DAY)

    made.refresh_from_db()
    assert (made.ended_at, Event.objects.get(verb="end_extension").note) == (make.NOON + DAY, "gửi rồi")
    with pytest.raises(CannotRun, match="đã thôi"):
        end_extension(extension=made, reason="lần nữa", by=cast.binh, at=make.NOON + DAY)


def test_who_owes_what_is_named_and_costs_the_same_for_many(cast, django_assert_num_queries):
    second = make.unit(parent=cast.east, name="Đảng bộ xã An Lạc")
    campaign = make.campaign(cast.east, tracks={"MODEL": None, "COMMUNE": make.version()})
    campaign.tracks.filter(track="MODEL").update(at_least=2, asked_of=["COMMUNES", "AGENCIES"])
    campaign.tracks.filter(track="COMMUNE").update(asked_of=["COMMUNES"])
    make.dossier(cast.village, campaign, state="SUBMITTED")
    make.dossier(cast.village, campaign, state="DRAFT")
    make.dossier(second, campaign, state="ACCEPTED", track="COMMUNE", theme=None)
    spans = campaigning.spans_addressed(campaign, date(2026, 3, 10))

    with django_assert_num_queries(3):
        found = duties(campaign, spans)

    assert found == [
        Duty(second.pk, "Đảng bộ xã An Lạc", "MODEL", 0, 2), Duty(second.pk, "Đảng bộ xã An Lạc", "COMMUNE", 1, 1),
        Duty(cast.village.pk, "Đảng bộ xã Đồng Điều", "MODEL", 1, 2),
        Duty(cast.village.pk, "Đảng bộ xã Đồng Điều", "COMMUNE", 0, 1),
        Duty(cast.office.pk, "Phòng Nội vụ Miền Đông", "MODEL", 0, 2),
    ]  # fmt: skip
    assert [(one.unit_id, one.track, one.owed) for one in unregistered(campaign, spans)] == [
        (second.pk, "MODEL", 2), (cast.village.pk, "MODEL", 1), (cast.village.pk, "COMMUNE", 1),
        (cast.office.pk, "MODEL", 2),
    ]  # fmt: skip
    assert list(takes_part(campaign, date(2026, 3, 10))) == [second, cast.village, cast.office]
