"""Judging and deciding by hand-made forms: the wrong person, senseless values, the same button twice, old pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from danvan.appeals.models import Appeal
from danvan.decisions.models import Decision, Submission, SubmissionItem
from danvan.decisions.submitted import decision_from
from danvan.decisions.submitting import SUBMISSION_LIFE, CannotSubmit
from danvan.decisions.workflow import DECISION_LIFE
from danvan.dossiers.models import Dossier
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Event
from danvan.papers.models import Printer, Stock
from tests import make
from tests.unit.assessments import rows
from tests.unit.decisions.test_following import follower
from tests.web.hostile.pages import text_of

LEFT = {"sessions.Session", "axes.AccessLog", "accounts.User", "dossiers.Jotting"}  # signing in; what one is typing
BELOW, BY_CLERKS = "an binh chi", "an binh chi hoa quan"
NOT_ISSUING, NOBODY = "an binh chi dung hoa quan", "an binh chi dung giang hoa quan"
SENSELESS = ("9" * 5000, "-1", str(10**30), "1.5", "٣", "a\x00b", "{{7*7}}", "31/02/2026")
MEETING = {"held_at": "08:00 ngày 01/03/2026", "place": "x", "body": "y", "edition": 3}
REASON = {"note": "Chưa đạt ngưỡng công nhận", "text": "Đề nghị xem lại tiêu chí 2."}


def everything() -> dict[str, list[str]]:
    """Every row there is."""
    models = [model for model in apps.get_models() if model._meta.label not in LEFT]
    return {model._meta.label: sorted(map(repr, model.objects.values_list())) for model in models}


def issue(cast, decision: Decision, name: str = "issue") -> Decision:
    DECISION_LIFE.take(decision, name, by=cast.giang, at=make.NOON)
    decision.refresh_from_db()
    return decision


def approved(cast, title: str = "Một") -> Dossier:
    return make.dossier(cast.village, cast.campaign, state="APPROVED", title=title)


def issued(cast, *dossiers: Dossier, **more) -> Decision:
    return issue(cast, make.decision(cast.province, *dossiers, campaign=cast.campaign, **more))


def submission(cast, state: str, *dossiers: Dossier) -> Submission:
    made = Submission.objects.create(
        unit=cast.province, kind="RECOGNISE", campaign=cast.campaign, state=state, number=f"15-TTr/{state}",
        signed_on=make.NOON.date(), body="Ban Dân vận Tỉnh ủy", addressee="Ban Thường vụ Tỉnh ủy", summary="về việc",
        signer_name="A", signer_title="B", created_by=cast.dung, created_at=make.NOON,
    )  # fmt: skip
    for order, one in enumerate(dossiers, 1):
        SubmissionItem.objects.create(submission=made, dossier=one, order=order)
    return made


def complaint(cast) -> Appeal:
    """On a refusal by giang; dung is free to answer."""
    dossier = make.dossier(cast.village, cast.campaign, state="DECLINED")
    refusal = dossier.refusals.create(note=REASON["note"], refused_by=cast.giang, refused_at=timezone.now())
    return Appeal.objects.create(
        unit=cast.village, dossier=dossier, refusal=refusal, state="OPEN", text=REASON["text"], filed_by=cast.an,
        filed_at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def at(cast) -> dict[str, str]:
    """The addresses of one thing of each kind, all within reach of the province."""
    meeting = rows.voted(cast, rows.meeting(cast, *rows.confirmed(cast, 1)), 3)
    waiting = make.dossier(cast.village, cast.campaign, state="CONFIRMED")
    decision, draft = issued(cast, approved(cast)), make.decision(cast.province, approved(cast, "Hai"))
    later = issued(cast, approved(cast, "Ba"), publish_at=timezone.now() + timedelta(days=9))
    amending = follower(cast, decision, "AMEND", "Một")
    shipped = Stock.objects.get(code="giay-khen-a4")
    own = Stock.objects.create(
        code="t", name="Của tỉnh", unit=cast.province, width=297, height=210, fields=shipped.fields
    )
    found = {
        "binh-xet": meeting.pk, "kien-nghi-xem-lai": complaint(cast).pk, "ho-so": waiting.pk, "xong": decision.pk,
        "nhap": draft.pk, "hen": later.pk, "dinh-chinh": amending.pk, "phoi": own.pk, "phoi-chung": shipped.pk,
        "may": Printer.objects.create(unit=cast.province, name="Máy một").pk, "dot": cast.campaign.pk,
        "to-trinh": submission(cast, "DRAFT", draft.items.get().dossier).pk,
        "da-trinh": submission(cast, "SENT", draft.items.get().dossier).pk,
        "dong": decision.items.get().pk, "ballot": meeting.ballots.get().pk, "member": meeting.members.first().pk,
    }  # fmt: skip
    return {name: str(pk) for name, pk in found.items()}


# Who may not, where, and what is sent.
FORGED = [
    (BY_CLERKS, "binh-xet/lap/", {**MEETING, "campaign": "{dot}"}),
    (BY_CLERKS, "binh-xet/{binh-xet}/?muc=thong-tin", MEETING),
    (BY_CLERKS, "binh-xet/{binh-xet}/?muc=bieu-quyet", {"bq-{ballot}-{member}": "AGAINST"}),
    (NOT_ISSUING, "binh-xet/{binh-xet}/buoc/close/", {"edition": 4, "seen": 0}),
    (BY_CLERKS, "binh-xet/{binh-xet}/xoa-bieu-quyet/", {"dong-y": 1}),
    (BY_CLERKS, "binh-xet/{binh-xet}/bo/", {"dong-y": 1, "edition": 4}),
    (NOT_ISSUING, "ho-so/{ho-so}/khong-cong-nhan/", {**REASON, "seen": 0}),
    (NOBODY, "ho-so/{ho-so}/buoc/decline/", REASON),
    ("chi dung giang hoa quan", "kien-nghi-xem-lai/{kien-nghi-xem-lai}/", {"step": "take_back"}),
    ("an binh chi giang hoa quan", "kien-nghi-xem-lai/{kien-nghi-xem-lai}/", {**REASON, "step": "uphold"}),
    (BY_CLERKS, "tham-dinh/dot/{dot}/phan-cong/", {"cach": "luu", "doi": "{ho-so}.1..1", "request_key": "k"}),
    (BY_CLERKS, "tham-dinh/dot/{dot}/khai-quan-he/", {"khai": "khong"}),
    (BY_CLERKS, "to-trinh/{to-trinh}/", {"edition": 1, "body": "Khác"}),
    (BY_CLERKS, "to-trinh/{to-trinh}/buoc/send/", {}),
    (BY_CLERKS, "to-trinh/{da-trinh}/buoc/recall/", {"note": "Vì thế"}),
    (BY_CLERKS, "to-trinh/{da-trinh}/quyet-dinh/", {"request_key": "k"}),
    (BY_CLERKS, "quyet-dinh/{nhap}/", {"edition": 1, "body": "Khác"}),
    (NOT_ISSUING, "quyet-dinh/{nhap}/buoc/issue/", {}),
    (NOT_ISSUING, "quyet-dinh/{hen}/cong-bo/", {}),
    (BY_CLERKS, "quyet-dinh/{xong}/dinh-chinh/", {"lines": "{dong}"}),
    (BY_CLERKS, "quyet-dinh/{xong}/thu-hoi/", {"lines": "{dong}"}),
    (BY_CLERKS, "quyet-dinh/{dinh-chinh}/dong/", {"lines": "{dong}"}),
    (NOT_ISSUING, "quyet-dinh/{dinh-chinh}/buoc/follow/", {}),
    (NOBODY, "quyet-dinh/{dinh-chinh}/buoc/issue/", {}),
    (BY_CLERKS, "quyet-dinh/{xong}/in-giay/", {}),
    (BY_CLERKS, "phoi-in/{phoi}/", {"name": "x", "width": "297", "height": "210"}),
    ("an binh chi dung giang hoa", "phoi-in/{phoi-chung}/", {"name": "x", "width": "297", "height": "210"}),
    (BY_CLERKS, "may-in/{may}/", {"name": "x", "right": "1", "down": "1"}),
]


def test_whom_it_does_not_concern_changes_nothing(cast, visit, at):
    people, before, acts = {who: visit(who) for who in NOBODY.split()}, everything(), Event.objects.count()

    for whom, address, form in FORGED:
        sent = {name.format(**at): str(value).format(**at) for name, value in form.items()}
        for who in whom.split():
            answer = people[who].post("/can-bo/" + address.format(**at), sent)
            assert answer.status_code in {302, 404, 409, 422}, (who, address)
            assert answer.status_code == 404 or who not in BELOW or "quyet-dinh" not in address, (who, address)
        assert Event.objects.count() == acts, address
    assert visit("").post(f"/can-bo/quyet-dinh/{at['hen']}/cong-bo/").status_code == 302
    assert everything() == before


ANYTHING = [
    ("binh-xet/{binh-xet}/?muc=ho-so", "ho-so edition"), ("binh-xet/{binh-xet}/?muc=thong-tin", "held_at edition"),
    ("binh-xet/{binh-xet}/?muc=thanh-vien", "tv-0-name tv-0-pk edition"), ("binh-xet/lap/", "campaign request_key"),
    ("binh-xet/{binh-xet}/buoc/close/", "edition seen"), ("binh-xet/{binh-xet}/buoc/reopen/", "note seen"),
    ("kien-nghi-xem-lai/{kien-nghi-xem-lai}/", "step seen text"), ("ho-so/{ho-so}/khong-cong-nhan/", "seen"),
    ("tham-dinh/dot/{dot}/phan-cong/", "doi request_key ho-so nguoi"), ("to-trinh/{to-trinh}/", "edition them"),
    ("tham-dinh/dot/{dot}/khai-quan-he/", "khai don-vi-0 ho-so-0"), ("to-trinh/{da-trinh}/buoc/recall/", "seen"),
    ("to-trinh/{da-trinh}/quyet-dinh/", "request_key"), ("quyet-dinh/{xong}/dinh-chinh/", "lines"),
    ("quyet-dinh/{dinh-chinh}/", "publish_at edition dong-{dong}-prize dong-{dong}-reason"),
    ("quyet-dinh/{dinh-chinh}/dong/", "lines"), ("quyet-dinh/{xong}/in-giay/", "stock printer"),
    ("phoi-in/{phoi}/", "width seen name-x"), ("tham-dinh/nhieu/", "ho-so query"),
]  # fmt: skip


def test_whom_it_concerns_is_answered_in_words_whatever_is_sent(cast, visit, at):
    people = visit("dung"), visit("giang")

    for number, value in enumerate(SENSELESS):
        for place, (address, names) in enumerate(ANYTHING):
            sent = {name.format(**at): value for name in names.split()}
            answer = people[(number + place) % 2].post("/can-bo/" + address.format(**at), sent)
            assert answer.status_code < 500, (address, value[:12])


def test_what_no_column_holds_is_refused_before_the_database_does(cast, visit, at):
    giang, draft = visit("giang"), f"/can-bo/quyet-dinh/{at['xong']}/dinh-chinh/"
    line = make.recognised(cast.village, cast.campaign, title="Bốn")
    amending = follower(cast, issued(cast, line, kind="COMMEND"), "AMEND", "Bốn")
    prefix = f"dong-{amending.items.get().about_id}"
    words = {"edition": amending.edition, **{f"{prefix}-{one}": "T" for one in ("title", "holder_name", "unit_name")}}

    sent = {**words, f"{prefix}-reason": "Vì", f"{prefix}-prize": str(2**31)}
    assert giang.post(f"/can-bo/quyet-dinh/{amending.pk}/", sent).status_code == 422
    assert giang.post(f"/can-bo/to-trinh/{at['to-trinh']}/", {"edition": 1, "number": "ﬃ" * 60}).status_code == 422
    assert giang.post(draft, {"lines": at["dong"], "request_key": "a\x00b"}).status_code == 302
    assert Decision.objects.latest("pk").request_key == "ab"


def test_minutes_close_once_and_as_they_were_read(cast, visit):
    meeting = rows.voted(cast, rows.meeting(cast, *rows.confirmed(cast, 1)), 3)
    address, giang = f"/can-bo/binh-xet/{meeting.pk}/", visit("giang")
    sheet = text_of(visit("dung").get(f"{address}?muc=bieu-quyet"))
    seen = dict(re.findall(r'name="(dau-\d+)" value="([^"]*)"', sheet))
    against = dict.fromkeys(re.findall(r'name="(bq-\d+-\d+)"', sheet), "AGAINST")
    read = {"edition": meeting.edition, "seen": 0}

    assert visit("dung").post(f"{address}?muc=bieu-quyet", {**seen, **against}).status_code == 302
    assert giang.post(f"{address}buoc/close/", read).status_code == 409  # the vote changed since
    meeting.refresh_from_db()
    read = {"edition": meeting.edition, "seen": 0}
    assert [giang.post(f"{address}buoc/close/", read).status_code for _ in range(2)] == [302, 409]
    assert visit("dung").post(f"{address}?muc=bieu-quyet", seen).status_code == 409  # a page from before

    assert Event.objects.filter(verb="close").count() == 1
    assert Dossier.objects.get().assessed_as == "0/3 tán thành (0 %)"


def test_a_complaint_is_answered_once_and_not_taken_back_afterwards(cast, visit):
    appeal = complaint(cast)
    address, told = f"/can-bo/kien-nghi-xem-lai/{appeal.pk}/", {"seen": 0, "text": "Giữ nguyên vì chưa đủ minh chứng."}

    assert visit("dung").post(address, {**told, "step": "keep"}).status_code == 302
    assert visit("an").post(address, {"seen": 0, "step": "take_back"}).status_code == 409
    again = visit("dung").post(address, {"seen": 0, "step": "uphold", "text": "Thôi thì chấp nhận vậy."})

    appeal.refresh_from_db()
    assert (again.status_code, appeal.state, appeal.answer) == (409, "KEPT", told["text"])
    assert "Thôi thì chấp nhận vậy." in text_of(again)  # what was typed is still there


def test_of_several_drafts_on_the_same_lines_the_first_alone_has_effect(cast):
    decision = issued(cast, approved(cast), approved(cast, "Hai"))
    first, second = (follower(cast, decision, "AMEND", "Một", title=title) for title in ("Một a", "Một b"))
    whole = follower(cast, decision, "REVOKE", "Một", "Hai")
    issue(cast, first, "follow")

    for late in (second, whole):
        with pytest.raises(StepRefused, match="Đã có quyết định khác đính chính hoặc thu hồi: dòng 1"):
            issue(cast, late, "follow")
    issue(cast, follower(cast, decision, "REVOKE", "Hai"), "follow")
    issue(cast, follower(cast, first, "REVOKE", "Một a"), "follow")

    states = [one.state for one in Decision.objects.order_by("pk")]
    assert states == ["REPLACED", "REVOKED", "DRAFT", "DRAFT", "ISSUED", "ISSUED"]
    assert not Dossier.objects.recognised().exists()


def test_what_is_no_longer_recognised_is_not_commended_and_its_unit_is_told(cast, visit):
    decision = issued(cast, approved(cast))
    commending = make.decision(cast.province, Dossier.objects.get(), campaign=cast.campaign, kind="COMMEND")
    issue(cast, follower(cast, decision, "REVOKE", "Một"), "follow")

    with pytest.raises(StepRefused, match="Một .đã bị thu hồi công nhận."):
        issue(cast, commending)
    told = text_of(visit("an").get(f"/can-bo/ho-so/{Dossier.objects.get().pk}/ket-qua/"))
    assert "Đã thu hồi công nhận theo Quyết định số" in told
    assert "chờ quyết định công nhận" not in told


def test_a_submission_that_was_taken_back_is_followed_by_no_decision(cast, visit):
    old = submission(cast, "DRAFT", approved(cast))
    address = f"/can-bo/to-trinh/{old.pk}/"
    giang: Client = visit("giang")
    for _ in range(2):
        giang.post(f"{address}buoc/send/")
    old.refresh_from_db()
    for key in ("k", "k", "l"):
        giang.post(f"{address}quyet-dinh/", {"request_key": key})
    assert (Event.objects.filter(verb="send").count(), Decision.objects.count()) == (1, 1)

    SUBMISSION_LIFE.take(old, "recall", by=cast.giang, at=make.NOON, note="Sửa lại")
    with pytest.raises(CannotSubmit, match="chưa trình"):
        decision_from(submission=old, by=cast.giang, at=make.NOON)  # held since before it was taken back
