"""Meetings on screen: from an empty record to closed minutes, what two writers see, and who reads what."""

from __future__ import annotations

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from danvan.assessments.models import Assessment, Vote
from danvan.dossiers.models import BlindCard, Campaign, Seat
from tests import make
from tests.unit.assessments import rows

MEETING = {"held_at": "08:00 ngày 10/03/2026", "place": "Hội trường", "body": "Ban Chỉ đạo tỉnh",
           "chair_name": "Hoàng Văn Én", "secretary_name": "Lý Thị Mai"}  # fmt: skip


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def at(meeting: Assessment, tab: str = "") -> str:
    url = reverse("office:assessment", args=[meeting.pk])
    return f"{url}?muc={tab}" if tab else url


def test_from_an_empty_record_to_closed_minutes(cast):
    good, bad = rows.confirmed(cast)
    reviewer, approver = signed_in(cast.dung), signed_in(cast.giang)
    began = reviewer.post(reverse("office:assessment-new"), {**MEETING, "campaign": cast.campaign.pk})
    meeting = Assessment.objects.get()
    assert began.url == at(meeting, "thanh-vien")

    people = "Hoàng Văn Én, Trưởng ban\nLý Thị Mai; Thư ký\nNông Văn Sáu"
    reviewer.post(at(meeting, "thanh-vien"), {"edition": 1, "many": people})
    reviewer.post(at(meeting, "ho-so"), {"edition": 2, "buoc": "tat-ca"})
    first, second = meeting.ballots.order_by("order")
    one = meeting.members.get(order=3)
    assert (one.name, meeting.members.get(order=1).title) == ("Nông Văn Sáu", "Trưởng ban")
    reviewer.post(at(meeting, "bieu-quyet"), {"buoc": f"hang-{first.pk}", **marks(reviewer, meeting)})
    assert Vote.objects.filter(choice="FOR").count() == 3

    typed = {**marks(reviewer, meeting), f"bq-{second.pk}-{one.pk}": "AGAINST", f"y-kien-{second.pk}": "Còn mỏng"}
    reviewer.post(at(meeting, "bieu-quyet"), {**typed, "buoc": "trong", **votes(first, "FOR")})
    page = approver.get(at(meeting, "ket-luan"))
    assert page.context["missing"] == [] and "Nông Văn Sáu 2" not in page.content.decode()
    assert "Không tán thành: Nông Văn Sáu" in page.content.decode()
    meeting.refresh_from_db()
    close = {"seen": meeting.moves, "edition": meeting.edition}
    step = reverse("office:assessment-step", args=[meeting.pk, "close"])
    assert reviewer.post(step, close).status_code == 409
    assert said(approver.post(step, close)) == ["Đã thực hiện: Kết thúc biên bản."]

    told = approver.get(at(meeting, "ket-luan")).context["links"]
    assert [one["url"].rpartition("/")[2] for one in told] == ["bien-ban.pdf", f"?bx={meeting.pk}"]
    results = {dossier.pk: dossier.assessed_as for dossier in refreshed(good, bad)}
    assert results == {first.dossier_id: "3/3 tán thành (100 %)", second.dossier_id: "2/3 tán thành (66,7 %)"}


def refreshed(*dossiers):
    for dossier in dossiers:
        dossier.refresh_from_db()
        yield dossier


def marks(client, meeting) -> dict[str, str]:
    """The hidden stamps of the first page of the votes."""
    form = client.get(at(meeting, "bieu-quyet")).context["form"]
    return {field.html_name: field.value() for field in form.hidden_fields()}


def votes(ballot, choice: str) -> dict[str, str]:
    """Everybody present says the same on a ballot."""
    present = ballot.assessment.members.filter(is_present=True)
    return {f"bq-{ballot.pk}-{member.pk}": choice for member in present}


def test_two_writers_on_one_row_meet_and_nothing_typed_is_lost(cast):
    meeting = rows.meeting(cast, *rows.confirmed(cast, 1))
    ballot, first, second = meeting.ballots.get(), signed_in(cast.dung), signed_in(cast.giang)
    shown = marks(second, meeting)
    first.post(at(meeting, "bieu-quyet"), {**marks(first, meeting), **votes(ballot, "FOR")})

    met = second.post(at(meeting, "bieu-quyet"), {**shown, **votes(ballot, "AGAINST")})

    assert met.status_code == 409 and "Người khác vừa ghi biểu quyết" in met.content.decode()
    assert [(one.label, one.stored) for one in met.context["kept"]][0] == ("Hoàng Văn Én 0, hồ sơ 1", "Tán thành")
    assert [option.checked for option in met.context["rows"][0].said[0].options] == [False, True, False]
    again = {field.html_name: field.value() for field in met.context["form"].hidden_fields()}
    second.post(at(meeting, "bieu-quyet"), {**again, **votes(ballot, "AGAINST")})
    assert set(Vote.objects.values_list("choice", flat=True)) == {"AGAINST"}


def test_facts_written_by_two_are_both_on_the_screen(cast):
    meeting = rows.meeting(cast)
    writer = signed_in(cast.dung)
    writer.post(at(meeting), {**MEETING, "edition": meeting.edition, "place": "Phòng 1"})

    met = writer.post(at(meeting), {**MEETING, "edition": meeting.edition, "place": "Phòng 2"})

    assert met.status_code == 409
    assert [(one.label, one.stored) for one in met.context["kept"]] == [("Địa điểm", "Phòng 1")]
    assert "Phòng 2" in met.content.decode() and met.context["form"]["edition"].value() == str(meeting.edition + 1)


def test_a_secret_count_that_does_not_add_up_is_refused_beside_its_row(cast):
    meeting = rows.meeting(cast, *rows.confirmed(cast, 1), is_secret=True)
    ballot, writer = meeting.ballots.get(), signed_in(cast.dung)
    names = {name: f"so-{ballot.pk}-{name}" for name in ("in_favour", "against", "blank")}

    wrong = writer.post(at(meeting, "bieu-quyet"), {**marks(writer, meeting), names["in_favour"]: "9"})
    assert wrong.status_code == 422 and wrong.context["form"][names["in_favour"]].value() == "9"
    assert "được 9 phiếu, nhưng có 3 người" in str(wrong.context["form"].errors[names["in_favour"]])

    right = {names["in_favour"]: "2", names["blank"]: "1"}
    writer.post(at(meeting, "bieu-quyet"), {**marks(writer, meeting), **right})
    ballot.refresh_from_db()
    assert (ballot.in_favour, ballot.against, ballot.blank) == (2, 0, 1)


def test_units_never_read_the_minutes_and_the_auditor_only_reads(cast):
    meeting = rows.voted(cast, rows.meeting(cast, *rows.confirmed(cast, 1)), 2)
    auditor = signed_in(cast.hoa)
    for tab in ("thong-tin", "thanh-vien", "ho-so", "bieu-quyet", "ket-luan"):
        page = auditor.get(at(meeting, tab))
        assert page.status_code == 200 and page.context["form"] is None
        assert auditor.post(at(meeting, tab), {"edition": meeting.edition}).status_code == 404
        assert [signed_in(who).get(at(meeting, tab)).status_code for who in (cast.an, cast.binh)] == [404, 404]
    assert "Kết thúc biên bản</button>" not in page.content.decode()

    where = reverse("office:campaign", args=[cast.campaign.pk])
    assert "cuộc họp bình xét của đợt" in auditor.get(where).content.decode()
    assert "cuộc họp bình xét của đợt" not in signed_in(cast.an).get(where).content.decode()


def facts_of(campaign: Campaign, **more: str) -> dict[str, object]:
    kept = {"name": campaign.name, "code": campaign.code, "first_year": "2026", "last_year": "2026",
            "cutoff_on": "01/03/2026", "theme_scheme": campaign.theme_scheme_id, "basis": ""}  # fmt: skip
    rules = {"share_needed": "80", "share_of": "ALL", "appeal_days": "15"}
    return {"edition": campaign.edition, **kept, **rules, **more}


def test_how_a_campaign_is_judged_is_set_until_it_was_judged_by(cast):
    campaign, approver = cast.campaign, signed_in(cast.giang)
    step = reverse("office:campaign-step", args=[campaign.pk, "facts"])
    asked = {"asks_two": "on", "asks_ties": "on", "asks_assessment": "on"}

    assert approver.post(step, facts_of(campaign, **asked)).status_code == 302
    campaign.refresh_from_db()
    assert (campaign.asks_two, campaign.asks_assessment, campaign.share_needed, campaign.share_of) == (
        True, True, 80, "ALL",
    )  # fmt: skip
    page = signed_in(cast.an).get(reverse("office:campaign", args=[campaign.pk])).content.decode()
    assert "hai phiếu độc lập mỗi hồ sơ" in page and "từ 80 % tổng số thành viên tán thành" in page
    judged_by_now(cast)

    approver.post(step, facts_of(campaign, share_needed="60"))
    campaign.refresh_from_db()
    assert (campaign.asks_two, campaign.asks_ties, campaign.asks_assessment, campaign.share_needed) == (
        True, False, True, 60,
    )  # fmt: skip
    assert "Đã có phiếu thẩm định độc lập" in approver.get(step).content.decode()


def judged_by_now(cast) -> None:
    """An independent card is begun, and a meeting has said something of a dossier."""
    title = make.dossier(cast.village, cast.campaign, track="COMMUNE", theme=None, assessed_on=make.NOON.date())
    seat = Seat.objects.create(dossier=title, number=1, person=cast.dung, given_by=cast.dung, given_at=make.NOON)
    version = cast.campaign.tracks.get(track="COMMUNE").version
    BlindCard.objects.create(seat=seat, dossier=title, version=version, unit=title.unit, state="OPEN")
