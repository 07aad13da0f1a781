"""The rule book of a dossier, typed by hand from domain.md §1.7, against the code's table."""

from __future__ import annotations

import pytest

from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.models import Dossier
from danvan.dossiers.workflow import LIFE
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Event
from tests import make
from tests.conftest import PEOPLE

NOTE = "thiếu biên bản họp thôn tháng 5"

# state, step -> state. Three tiers: a commune under a district under a province.
RULES = {
    ("DRAFT", "submit"): "SUBMITTED",
    ("RETURNED", "submit"): "SUBMITTED",
    ("SUBMITTED", "return"): "RETURNED",
    ("SUBMITTED", "accept"): "ACCEPTED",
    ("ACCEPTED", "report"): "REPORTED",
    ("REWORK", "report"): "REPORTED",
    ("REPORTED", "rework"): "REWORK",
    ("SENT_BACK", "rework"): "REWORK",
    ("REPORTED", "send_up"): "SENT",
    ("SENT_BACK", "send_up"): "SENT",
    ("SENT", "send_back"): "SENT_BACK",
    ("SENT", "confirm"): "CONFIRMED",
    ("CONFIRMED", "reconsider"): "SENT",
    ("CONFIRMED", "approve"): "APPROVED",
    ("CONFIRMED", "decline"): "DECLINED",
    ("DECLINED", "judge_again"): "SENT",
    ("DRAFT", "withdraw"): "WITHDRAWN",
    ("SUBMITTED", "withdraw"): "WITHDRAWN",
    ("RETURNED", "withdraw"): "WITHDRAWN",
    ("ACCEPTED", "withdraw"): "WITHDRAWN",
    ("REWORK", "withdraw"): "WITHDRAWN",
    ("ACCEPTED", "stop"): "STOPPED",
}
# The rows that differ for a unit directly under the organiser (two tiers).
DIRECT = {
    ("REPORTED", "confirm_direct"): "CONFIRMED",
    ("CONFIRMED", "reconsider_direct"): "REPORTED",
    ("DECLINED", "judge_again_direct"): "REPORTED",
}
ONLY_THREE_TIERS = {"send_up", "confirm", "reconsider", "judge_again"}
# The rows of an archive: old books entered by an administrator.
ARCHIVE = {
    ("DRAFT", "record"): "ACCEPTED",
    ("ACCEPTED", "record_approved"): "APPROVED",
    ("ACCEPTED", "record_declined"): "DECLINED",
    ("ACCEPTED", "record_withdrawn"): "WITHDRAWN",
}
TAKERS = {
    "submit": {"an", "binh"}, "report": {"an", "binh"}, "withdraw": {"an", "binh"},
    "return": {"binh"}, "accept": {"binh"}, "rework": {"binh"}, "send_up": {"binh"}, "stop": {"binh"},
    "send_back": {"dung"}, "confirm": {"dung"}, "confirm_direct": {"dung"},
    "reconsider": {"giang"}, "reconsider_direct": {"giang"}, "approve": {"giang"}, "decline": {"giang"},
    "judge_again": {"dung", "giang"}, "judge_again_direct": {"dung", "giang"},
    "record": {"quan"}, "record_approved": {"quan"}, "record_declined": {"quan"},
    "record_withdrawn": {"quan"},
}  # fmt: skip
NEEDS_NOTE = {
    "return", "rework", "send_back", "reconsider", "reconsider_direct", "decline", "judge_again",
    "judge_again_direct", "withdraw", "stop", "record_declined", "record_withdrawn",
}  # fmt: skip


def on_record(cast, dossier: Dossier, name: str) -> Dossier:
    """A dossier is declined with the refusal that says why, and judged again when that was taken up."""
    if name == "decline" or name.startswith("judge_again"):
        again = make.NOON if name != "decline" else None
        dossier.refusals.create(note=NOTE, refused_by=cast.giang, refused_at=make.NOON, judged_again_at=again)
    return dossier


def take(dossier: Dossier, name: str, by, note: str = NOTE) -> Event:
    return LIFE.take(dossier, name, by=by, at=make.NOON, note=note)


@pytest.mark.parametrize("name", LIFE.steps)
def test_three_tiers_step_only_where_the_rules_say(cast, name):
    """One world for all the states: each has a dossier of its own."""
    taker = getattr(cast, min(TAKERS[name]))
    for state in State:
        dossier = on_record(cast, make.dossier(cast.village, cast.campaign, state=state), name)
        if (state, name) in RULES:
            event = take(dossier, name, taker)
            dossier.refresh_from_db()
            assert (event.before, event.after, dossier.state) == (state, RULES[state, name], RULES[state, name])
        else:
            with pytest.raises(StepRefused, match="trạng thái"):
                take(dossier, name, taker)
            assert list(Event.objects.filter(subject=Event.subject_of(dossier))) == []


@pytest.mark.parametrize("name", LIFE.steps)
def test_two_tiers_skip_the_middle_board(cast, name):
    commune = make.unit(parent=cast.province)
    binh_there = make.user("UNIT_CLERK", commune)
    rules = {key: to for key, to in RULES.items() if key[1] not in ONLY_THREE_TIERS} | DIRECT
    taker = {"an": binh_there, "binh": cast.dung}.get(min(TAKERS[name])) or getattr(cast, min(TAKERS[name]))
    for state in State:
        dossier = on_record(cast, make.dossier(commune, cast.campaign, state=state), name)
        if (state, name) in rules:
            assert take(dossier, name, taker).after == rules[state, name]
        else:
            with pytest.raises(StepRefused, match="trạng thái|quyền"):
                take(dossier, name, taker)


@pytest.mark.parametrize(("state", "name"), ARCHIVE)
def test_archive_rows_are_for_archives_only(cast, state, name):
    old = make.campaign(cast.province, is_archive=True)
    dossier = make.dossier(cast.village, old, state=state)

    assert take(dossier, name, cast.quan).after == ARCHIVE[state, name]


@pytest.mark.parametrize("name", LIFE.steps)
def test_step_is_taken_only_by_its_takers(cast, name):
    state = next(state for state, step in {**RULES, **DIRECT, **ARCHIVE} if step == name)
    campaign = make.campaign(cast.province, is_archive=True) if name.startswith("record") else cast.campaign
    commune = make.unit(parent=cast.province) if name.endswith("_direct") else cast.village
    for who in PEOPLE:
        dossier = on_record(cast, make.dossier(commune, campaign, state=state), name)
        if who in TAKERS[name]:
            assert take(dossier, name, getattr(cast, who)).verb == name
        else:
            with pytest.raises(StepRefused, match="quyền|Chỉ người thẩm định hoặc người duyệt"):
                take(dossier, name, getattr(cast, who))


@pytest.mark.parametrize("name", sorted(NEEDS_NOTE))
def test_step_that_refuses_someone_says_why(cast, name):
    state = next(state for state, step in {**RULES, **DIRECT, **ARCHIVE} if step == name)
    campaign = make.campaign(cast.province, is_archive=True) if name.startswith("record") else cast.campaign
    commune = make.unit(parent=cast.province) if name.endswith("_direct") else cast.village
    dossier = on_record(cast, make.dossier(commune, campaign, state=state), name)

    with pytest.raises(StepRefused, match="Cần ghi rõ lý do."):
        take(dossier, name, getattr(cast, min(TAKERS[name])), note="  ")


def test_every_step_has_its_takers_and_every_state_can_be_reached():
    assert set(TAKERS) == set(LIFE.steps)
    assert set({**RULES, **DIRECT, **ARCHIVE}.values()) | {"DRAFT"} == set(State.values)


def test_submit_names_every_missing_item(cast):
    empty = {"situation": "", "outputs": " ", "contact": ""}
    dossier = make.dossier(cast.village, cast.campaign, **empty)

    missing = "Còn thiếu: thực trạng, lý do; sản phẩm, kết quả đầu ra; người phụ trách."
    with pytest.raises(StepRefused, match=missing):
        take(dossier, "submit", cast.an)


def test_submit_keeps_the_content_as_sent(cast):
    dossier = make.dossier(cast.village, cast.campaign, title="Hiến đất làm đường")

    take(dossier, "submit", cast.an)

    revision = dossier.revisions.get()
    assert (revision.number, revision.content["title"], revision.sent_by) == (1, "Hiến đất làm đường", cast.an)


def scored(cast, state: str, **cards: str) -> Dossier:
    """A commune's title dossier with signed cards drawn from strips, by voice."""
    dossier = make.dossier(cast.village, cast.campaign, track="COMMUNE", state=state, theme=None)
    for voice, marks in cards.items():
        card = make.card(dossier, voice, marks=marks, state=CardState.SIGNED)
        card.is_final, card.is_pass = voice == "PROVINCE", marks.count("Y") >= 20
        card.save()
    return dossier


@pytest.mark.parametrize(
    ("state", "name", "voice", "sentence"),
    [
        ("ACCEPTED", "report", Voice.SELF, "Phiếu tự chấm chưa ký."),
        ("REPORTED", "send_up", Voice.SUPERIOR, "Phiếu chấm của cấp trên chưa ký."),
        ("SENT", "confirm", Voice.PROVINCE, "Phiếu thẩm định chưa ký."),
    ],
)
def test_a_voice_signs_before_the_dossier_goes_on(cast, state, name, voice, sentence):
    taker = getattr(cast, min(TAKERS[name]))

    with pytest.raises(StepRefused, match=sentence):
        take(scored(cast, state), name, taker)

    assert take(scored_again(cast, state, voice), name, taker).before == state


def scored_again(cast, state: str, voice: str) -> Dossier:
    Dossier.objects.all()[0].cards.all().delete()
    dossier = Dossier.objects.all()[0]
    make.card(dossier, voice, marks="Y" * 24, state=CardState.SIGNED)
    return dossier


def test_approve_is_refused_below_the_threshold(cast):
    with pytest.raises(StepRefused, match="chưa đạt ngưỡng"):
        take(scored(cast, "CONFIRMED", PROVINCE="Y" * 19 + "N" * 5), "approve", cast.giang)


def test_many_are_taken_together_or_not_at_all(cast):
    ready = make.dossier(cast.village, cast.campaign)
    empty = make.dossier(cast.village, cast.campaign, method="")

    with pytest.raises(StepRefused, match="nội dung, cách thức"):
        LIFE.take_many([ready, empty], "submit", by=cast.an, at=make.NOON)

    ready.refresh_from_db()
    assert (ready.state, Event.objects.count()) == ("DRAFT", 0)


@pytest.mark.parametrize("name", ["reconsider", "judge_again"])
def test_what_is_judged_again_is_voted_on_again(cast, name):
    state = next(state for state, step in RULES if step == name)
    dossier = make.dossier(cast.village, cast.campaign, state=state, assessed_pass=True, assessed_as="9/11 tán thành")

    take(on_record(cast, dossier, name), name, cast.giang)

    dossier.refresh_from_db()
    assert (dossier.assessed_pass, dossier.assessed_as) == (None, "")
