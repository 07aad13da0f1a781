"""A returned dossier: what may be asked, what that unlocks, who answers, and what is kept of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from danvan.dossiers.asking import now, open_return, points_of
from danvan.dossiers.content import CannotRegister, Content
from danvan.dossiers.editing import edit, open_fields
from danvan.dossiers.models import Dossier, Return, ReturnReason, Scorecard
from danvan.dossiers.proofs import attach
from danvan.dossiers.returning import Asked, CannotAnswer, CannotReturn, Said, StaleAnswer, answer, give_back
from danvan.dossiers.scoring import CannotScore, Entry, score
from danvan.dossiers.snapshots import changed
from danvan.dossiers.workflow import CARD_LIFE, LIFE
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Event
from tests import make

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
# from state, step -> who gives back, to which state, what may be asked besides the whole dossier, who answers
RETURNS = {
    ("SUBMITTED", "return"): ("binh", "RETURNED", {"objectives": True, "achieved": False, 5: False}, "an"),
    ("REPORTED", "rework"): ("binh", "REWORK", {"objectives": False, "achieved": True, 5: True}, "an"),
    ("SENT_BACK", "rework"): ("binh", "REWORK", {"objectives": False, "achieved": True, 5: True}, "an"),
    ("SENT", "send_back"): ("dung", "SENT_BACK", {"objectives": False, "achieved": False, 5: True}, "binh"),
    ("CONFIRMED", "reconsider"): ("giang", "SENT", {"objectives": False, "achieved": False, 5: True}, "dung"),
}


def reason(code: str = "CHUA_RO") -> ReturnReason:
    return ReturnReason.objects.get(code=code)


def title(cast, state: str, *cards: str) -> Dossier:
    """A commune's title dossier, with signed cards of these voices."""
    dossier = make.dossier(cast.village, cast.campaign, track="COMMUNE", state=state, theme=None)
    for voice in cards:
        card = make.card(dossier, voice, marks="Y" * 24, state="SIGNED")
        Scorecard.objects.filter(pk=card.pk).update(signed_at=make.NOON)
    return dossier


def point(dossier: Dossier, place: str | int, remark: str = "") -> Asked:
    if isinstance(place, str):
        return Asked(reason(), remark, field=place)
    version = dossier.campaign.tracks.get(track="COMMUNE").version
    return Asked(reason(), remark, criterion=version.criteria.get(order=place))


def back(dossier: Dossier, step: str, by, *places: str | int, note: str = "") -> Return:
    asks = [point(dossier, place) for place in places]
    turned = give_back(dossier=dossier, step=step, said=Said(note, asks), by=by, at=make.NOON)
    dossier.refresh_from_db()
    return turned


def content(dossier: Dossier, **new) -> Content:
    return replace(Content(**{name: getattr(dossier, name) for name in Content.__dataclass_fields__}), **new)


def change(dossier: Dossier, by, **new) -> Dossier:
    return edit(dossier=dossier, content=content(dossier, **new), edition=dossier.edition, by=by, at=make.NOON)


def mark(dossier: Dossier, voice: str, number: int, result: str, by) -> None:
    card = dossier.cards.get(voice=voice)
    pk = card.version.criteria.get(order=number).pk
    score(card=card, entries={pk: Entry(result, note="đã xem lại")}, edition=card.edition, by=by, at=make.NOON)


@pytest.mark.parametrize("place", ["objectives", "achieved", 5])
@pytest.mark.parametrize(("state", "step"), RETURNS)
def test_a_step_asks_only_for_what_can_be_mended_after_it(cast, state, step, place):
    giver, to, askable, _ = RETURNS[state, step]
    dossier = title(cast, state)

    if askable[place]:
        assert back(dossier, step, getattr(cast, giver), place).asks.count() == 1
        assert dossier.state == to
    else:
        with pytest.raises(CannotReturn, match="không yêu cầu sửa được"):
            back(dossier, step, getattr(cast, giver), place)
        assert (Dossier.objects.get().state, Return.objects.count()) == (state, 0)


@pytest.mark.parametrize("who", ["an", "binh", "chi", "dung", "giang", "hoa", "quan"])
@pytest.mark.parametrize(("state", "step"), RETURNS)
def test_only_its_giver_returns_and_only_those_below_answer(cast, state, step, who):
    giver, _, _, answers = RETURNS[state, step]
    dossier, person = title(cast, state), getattr(cast, who)

    if who != giver:
        with pytest.raises(StepRefused, match="quyền"):
            back(dossier, step, person, note="Sửa lại")
    ask = back(dossier, step, getattr(cast, giver), note="Sửa lại").asks.get()

    if who == answers or (who == "binh" and answers == "an"):  # a board may write for its unit
        assert answer(ask=ask, text="Đã sửa", by=person, at=make.NOON).answered_by == person
    else:
        with pytest.raises(CannotAnswer):
            answer(ask=ask, text="Đã sửa", by=person, at=make.NOON)


def test_a_note_alone_is_a_return_of_the_whole_dossier(cast):
    dossier = make.dossier(cast.village, cast.campaign, state="SUBMITTED")

    turned = back(dossier, "return", cast.binh, note="Viết lại cho rõ")

    ask = turned.asks.get()
    assert (ask.field, ask.criterion, ask.reason.code, turned.note) == ("", None, "KHAC", "Viết lại cho rõ")
    assert open_fields(dossier, cast.an) >= {"title", "objectives", "contact"}


def test_nothing_asked_and_nothing_said_is_no_return(cast):
    dossier = make.dossier(cast.village, cast.campaign, state="SUBMITTED")

    with pytest.raises(StepRefused, match="Cần ghi rõ lý do"):
        back(dossier, "return", cast.binh, note="  ")
    assert Return.objects.count() == 0


def test_a_point_is_asked_once_and_another_reason_needs_words(cast):
    dossier = make.dossier(cast.village, cast.campaign, state="SUBMITTED")

    with pytest.raises(CannotReturn, match="đang ghi hai"):
        back(dossier, "return", cast.binh, "title", "title")
    bare = Said(asks=[Asked(reason("KHAC"), field="title")])
    with pytest.raises(CannotReturn, match="Ghi rõ yêu cầu"):
        give_back(dossier=dossier, step="return", said=bare, by=cast.binh, at=make.NOON)


def test_a_criterion_of_another_list_is_not_asked_for(cast):
    dossier = title(cast, "REPORTED")
    stranger = cast.campaign.tracks.get(track="AGENCY").version.criteria.get(order=3)
    said = Said(asks=[Asked(reason(), criterion=stranger)])

    with pytest.raises(CannotReturn, match="không yêu cầu sửa được tiêu chí 3"):
        give_back(dossier=dossier, step="rework", said=said, by=cast.binh, at=make.NOON)


def test_only_the_fields_asked_for_are_unlocked(cast):
    dossier = make.dossier(cast.village, cast.campaign, state="SUBMITTED")
    back(dossier, "return", cast.binh, "objectives", "outputs")

    assert open_fields(dossier, cast.an) == {"objectives", "outputs"}
    assert change(dossier, cast.an, objectives="Mở 620 mét").objectives == "Mở 620 mét"
    dossier.refresh_from_db()
    with pytest.raises(CannotRegister, match="đang khóa: tên mô hình; nguồn lực"):
        change(dossier, cast.an, title="Tên khác", resources="Nhiều", outputs="620 mét")


def test_only_the_criteria_asked_for_are_unlocked_with_their_evidence(cast):
    dossier = title(cast, "REPORTED", "SELF")
    back(dossier, "rework", cast.binh, 5)
    lines = cast.campaign.tracks.get(track="COMMUNE").version.criteria
    upload = SimpleUploadedFile("bien-ban.pdf", PDF)

    mark(dossier, "SELF", 5, "NOT_MET", cast.an)
    with pytest.raises(CannotScore, match="Tiêu chí 6 không nằm trong yêu cầu sửa"):
        mark(dossier, "SELF", 6, "NOT_MET", cast.an)
    for criterion in (lines.get(order=6), None):
        with pytest.raises(CannotScore, match="không nằm trong yêu cầu sửa"):
            attach(dossier=dossier, criterion=criterion, upload=upload, by=cast.an, at=make.NOON)
    assert open_fields(dossier, cast.an) == frozenset()


def test_the_board_marks_again_only_what_the_province_asked_for(cast):
    dossier = title(cast, "SENT", "SELF", "SUPERIOR")
    back(dossier, "send_back", cast.dung, 7)

    mark(dossier, "SUPERIOR", 7, "NOT_MET", cast.binh)
    with pytest.raises(CannotScore, match="Tiêu chí 8 không nằm"):
        mark(dossier, "SUPERIOR", 8, "NOT_MET", cast.binh)


@pytest.mark.parametrize(
    ("state", "step", "giver", "voice"),
    [("REPORTED", "rework", "binh", "SELF"), ("SENT", "send_back", "dung", "SUPERIOR")],
)
def test_the_card_to_be_mended_is_opened_and_no_other(cast, state, step, giver, voice):
    dossier = title(cast, state, "SELF", "SUPERIOR")

    back(dossier, step, getattr(cast, giver), 5)

    assert dict(dossier.cards.values_list("voice", "state")) == {
        "SELF": "REOPENED" if voice == "SELF" else "SIGNED",
        "SUPERIOR": "REOPENED" if voice == "SUPERIOR" else "SIGNED",
    }


def test_a_field_asked_for_leaves_the_card_signed(cast):
    dossier = title(cast, "REPORTED", "SELF")

    back(dossier, "rework", cast.binh, "achieved")

    assert dossier.cards.get().state == "SIGNED"
    assert open_fields(dossier, cast.an) == {"achieved"}


def test_a_board_does_not_open_a_card_that_was_not_given_back(cast):
    dossier = title(cast, "REPORTED", "SELF")

    with pytest.raises(StepRefused, match="không áp dụng"):
        CARD_LIFE.take(dossier.cards.get(), "hand_back", by=cast.binh, at=make.NOON)


def test_it_is_sent_again_when_every_point_is_answered_or_mended(cast):
    dossier = make.dossier(cast.village, cast.campaign, state="SUBMITTED")
    asks = list(back(dossier, "return", cast.binh, "objectives", "outputs", "contact").asks.order_by("pk"))
    dossier = change(dossier, cast.an, objectives="Mở 620 mét")
    with pytest.raises(StepRefused, match="Còn 2 điểm chưa trả lời: sản phẩm, kết quả đầu ra; người phụ trách."):
        LIFE.take(dossier, "submit", by=cast.an, at=make.NOON)

    for ask in asks[1:]:
        answer(ask=ask, text="Đã có ở mục phương pháp", by=cast.an, at=make.NOON)
    LIFE.take(dossier, "submit", by=cast.an, at=make.NOON)

    turned = Return.objects.get()
    difference = changed(turned.before, now(dossier, turned))
    assert (difference.fields, difference.criteria, turned.closed_at) == ({"objectives"}, frozenset(), make.NOON)


def test_what_was_sent_stays_readable_when_the_dossier_changes_later(cast):
    dossier = make.dossier(cast.village, cast.campaign, state="SUBMITTED", objectives="Mở đường")
    back(dossier, "return", cast.binh, "objectives")
    LIFE.take(change(dossier, cast.an, objectives="Mở 620 mét"), "submit", by=cast.an, at=make.NOON)
    Dossier.objects.update(objectives="Khác nữa")

    turned = Return.objects.get()
    said = [moment["content"]["objectives"] for moment in (turned.before, now(Dossier.objects.get(), turned))]
    assert said == ["Mở đường", "Mở 620 mét"]


def test_a_board_that_hands_on_what_the_province_asked_owes_its_answer_afterwards(cast):
    dossier = title(cast, "SENT", "SELF", "SUPERIOR")
    asked = back(dossier, "send_back", cast.dung, 7).asks.get()
    back(dossier, "rework", cast.binh, 9)
    mark(dossier, "SELF", 9, "NOT_MET", cast.an)
    CARD_LIFE.take(dossier.cards.get(voice="SELF"), "sign_self", by=cast.an, at=make.NOON)
    LIFE.take(dossier, "report", by=cast.an, at=make.NOON)
    dossier.refresh_from_db()

    assert [point.criterion.order for point in points_of(open_return(dossier))] == [7]
    mark(dossier, "SUPERIOR", 9, "NOT_MET", cast.binh)
    CARD_LIFE.take(dossier.cards.get(voice="SUPERIOR"), "sign_review", by=cast.binh, at=make.NOON)
    with pytest.raises(StepRefused, match="Còn 1 điểm chưa trả lời: tiêu chí 7."):
        LIFE.take(dossier, "send_up", by=cast.binh, at=make.NOON)
    answer(ask=asked, text="Đã đối chiếu, giữ nguyên", by=cast.binh, at=make.NOON)
    LIFE.take(dossier, "send_up", by=cast.binh, at=make.NOON)

    assert Return.objects.filter(closed_at__isnull=True).count() == 0


def test_an_answer_never_covers_one_that_was_not_seen(cast):
    dossier = make.dossier(cast.village, cast.campaign, state="SUBMITTED")
    ask = back(dossier, "return", cast.binh, "title").asks.get()
    answer(ask=ask, text="Đã sửa tên", by=cast.an, at=make.NOON, was="")

    with pytest.raises(StaleAnswer, match="Đã sửa tên"):
        answer(ask=ask, text="Giữ tên cũ", by=cast.binh, at=make.NOON, was="")
    assert answer(ask=ask, text="Giữ tên cũ", by=cast.binh, at=make.NOON, was="Đã sửa tên").answer == "Giữ tên cũ"


def test_the_ledger_tells_every_point_and_every_answer(cast):
    dossier = make.dossier(cast.village, cast.campaign, state="SUBMITTED")
    said = Said("Sửa giúp một điểm.", [Asked(reason("CHUA_DO_DUOC"), "Ghi số hộ.", field="objectives")])
    ask = give_back(dossier=dossier, step="return", said=said, by=cast.binh, at=make.NOON).asks.get()
    answer(ask=ask, text="Đã ghi 42 hộ", by=cast.an, at=make.NOON)

    told = [(event.verb, event.note, event.details) for event in Event.objects.order_by("pk")]
    assert told == [
        ("return", "Sửa giúp một điểm.\nMục tiêu, tiêu chí: Mục tiêu, kết quả chưa đo đếm được. Ghi số hộ.", {}),
        ("answer", "", {"mục tiêu, tiêu chí": ["", "Đã ghi 42 hộ"]}),
    ]
