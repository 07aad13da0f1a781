"""Open work when units end: who gets the dossiers and campaigns, what posts become, and how the work goes on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from danvan.accounts.access import Action, may, reads_an_archive
from danvan.accounts.models import Post
from danvan.dossiers.enums import Voice
from danvan.dossiers.models import Dossier
from danvan.dossiers.scoring import Entry, open_card, score
from danvan.dossiers.workflow import CARD_LIFE, LIFE
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Event
from danvan.ledger.record import broken_links
from danvan.succession.actions import take_effect, undo
from danvan.units.plans import Heir
from tests import make
from tests.unit.succession.changes import EVE, again, do, plan, refusal, unit

SPRING = date(2026, 4, 1)  # after the noon of the tests
SPRING_NOON = datetime(2026, 4, 1, 5, tzinfo=UTC)


@pytest.fixture
def field(cast):
    """A second and a third commune: X in the east, Y in the west."""
    make.unit("X", parent=cast.east, name="Đảng bộ xã Xuân")
    make.unit("Y", parent=cast.west, name="Đảng bộ xã Yên")
    return cast


def test_what_came_in_between_the_plan_and_the_day_is_handed_over_too(field):
    do(field.dung, plan("V", "X", on=SPRING))
    late = make.user("UNIT_CLERK", field.village, "lan", from_on=date(2026, 3, 20))
    dossier = make.dossier(field.village, field.campaign)

    change = take_effect(at=SPRING_NOON)[0]

    dossier.refresh_from_db()
    post = late.all_posts.get()
    assert (post.to_on, post.ended_by, dossier.keeper) == (date(2026, 3, 31), change, unit("X"))
    undo([change], by=field.dung, at=SPRING_NOON)
    post.refresh_from_db()
    assert (post.to_on, post.ended_by) == (None, None)


def test_planned_one_after_another_each_takes_effect_on_its_day(field):
    do(field.dung, plan("V", "X", on=date(2026, 5, 1)))
    do(field.dung, plan("E", children_to="P", on=SPRING))
    dossier = make.dossier(field.village, field.campaign)

    take_effect(at=datetime(2026, 6, 1, 5, tzinfo=UTC))

    dossier.refresh_from_db()
    assert (dossier.keeper.code, dossier.superior_keeper.code, dossier.superior) == ("X", "P", field.east)


@pytest.mark.parametrize(("hand_to", "taker"), [("", "X"), ("X", "X"), ("E", "E"), ("P", "P")])
def test_open_work_goes_where_it_is_chosen(field, hand_to, taker):
    working, done, drawn = (
        make.dossier(field.village, field.campaign, state=state) for state in ("ACCEPTED", "APPROVED", "WITHDRAWN")
    )
    Dossier.objects.filter(pk=done.pk).update(recognised_on=date(2025, 1, 1))

    do(field.dung, plan("V", "X", hand_to=hand_to))

    kept = dict(Dossier.objects.values_list("pk", "keeper__code"))
    assert kept == {working.pk: taker, done.pk: "V", drawn.pk: "V"}
    assert set(Dossier.objects.values_list("counts_in__code", flat=True)) == {"X"}


def test_open_work_goes_to_nobody_who_has_ended_since(field):
    dossier = make.dossier(field.village, field.campaign)
    do(field.dung, plan("X", "O", on=date(2025, 9, 1)))

    do(field.dung, plan("V", "X"))

    dossier.refresh_from_db()
    assert (dossier.keeper.code, dossier.counts_in.code) == ("O", "O")


def test_posts_end_with_their_unit(field):
    gone = make.user("UNIT_CLERK", field.village, to_on=date(2020, 1, 1))

    change = do(field.dung, plan("V", "X"))[0].change

    assert list(Post.objects.filter(ended_by=change).values_list("user__username", "to_on")) == [("an", EVE)]
    assert gone.all_posts.get().to_on == date(2020, 1, 1)


def test_a_post_that_begins_after_its_unit_ended_is_told(field):
    make.user("UNIT_CLERK", field.village, "lan", from_on=date(2025, 8, 1))

    told = refusal(field.dung, plan("V", "X"))

    assert told == (
        "Phân công của lan tại «Đảng bộ xã Đồng Điều» bắt đầu ngày 01/8/2025, khi đơn vị đã kết thúc. "
        "Hãy sửa phân công này trước."
    )


def test_the_old_clerk_reads_and_the_clerk_of_the_heir_works(field):
    make.unit("T", kind="AGENCY", parent=unit("X"))
    year = {"first_year": 2025, "last_year": 2025, "cutoff_on": date(2025, 3, 1)}
    mine = make.dossier(field.village, make.campaign(field.province, **year))
    old = make.recognised(field.village, make.campaign(field.province, **year), on=date(2025, 2, 1))
    lan = make.user("UNIT_CLERK", unit("X"), "lan")

    do(field.dung, plan("V", "X"))

    an, lan = again(field.an), again(lan)
    mine.refresh_from_db()
    assert [post.unit for post in reads_an_archive(an)] == [field.village]
    assert set(Dossier.objects.for_user(an)) == set(Dossier.objects.for_user(lan)) == {mine, old}
    assert list(Dossier.objects.for_user(an, Action.EDIT)) == []
    assert (may(an, Action.EDIT, mine.keeper), may(lan, Action.EDIT, mine.keeper)) == (False, True)
    assert (list(Dossier.objects.for_user(lan, Action.EDIT)), may(lan, Action.VIEW, field.village)) == ([mine], True)
    with pytest.raises(StepRefused, match="quyền"):
        LIFE.take(mine, "submit", by=an, at=make.NOON)


def test_a_board_that_ended_reads_the_archive_of_its_district_and_changes_nothing(field):
    year = {"first_year": 2024, "last_year": 2024, "cutoff_on": date(2024, 3, 1)}
    then = make.dossier(field.village, make.campaign(field.province, **year), state="SUBMITTED")
    now = make.dossier(field.village, field.campaign, state="SUBMITTED")
    do(field.dung, plan("E", children_to="P"))

    binh = again(field.binh)

    assert list(Dossier.objects.for_user(binh)) == [then]
    assert now.year == 2026
    for step in LIFE.steps:
        with pytest.raises(StepRefused):
            LIFE.take(then, step, by=binh, at=make.NOON, note="x")


def sign(dossier: Dossier, voice: str, by) -> None:
    card = open_card(dossier=Dossier.objects.get(pk=dossier.pk), voice=voice, by=by, at=make.NOON)
    entries = {criterion.pk: Entry("MET") for criterion in card.version.criteria.all()}
    card = score(card=card, entries=entries, edition=card.edition, by=by, at=make.NOON)
    CARD_LIFE.take(card, "sign_self" if voice == Voice.SELF else "sign_review", by=by, at=make.NOON)


def test_the_province_takes_over_for_a_district_that_ended_and_the_dossier_goes_on(field):
    dossier = make.dossier(field.village, field.campaign, track="COMMUNE", theme=None, state="ACCEPTED")
    sign(dossier, Voice.SELF, field.an)
    LIFE.take(dossier, "report", by=field.an, at=make.NOON)

    do(field.quan, plan("E", children_to="P"))

    dung, giang = again(field.dung), again(field.giang)
    dossier.refresh_from_db()
    assert (dossier.superior_keeper, dossier.superior) == (field.province, field.east)
    with pytest.raises(StepRefused, match="quyền"):
        LIFE.take(dossier, "send_up", by=again(field.binh), at=make.NOON)
    for voice, step in ((Voice.SUPERIOR, "send_up"), (Voice.PROVINCE, "confirm")):
        sign(dossier, voice, dung)
        LIFE.take(dossier, step, by=dung, at=make.NOON)
    LIFE.take(dossier, "approve", by=giang, at=make.NOON)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.superior_name, dossier.unit_path) == ("APPROVED", "Huyện ủy Miền Đông", "/P/E/V/")
    assert broken_links() == []


def test_the_campaign_of_a_province_that_merged_goes_on_under_its_own_rules(field):
    make.unit("Q", kind="PROVINCE", name="Tỉnh ủy Miền Dưới")
    version = field.campaign.tracks.get(track="COMMUNE").version
    dossier = make.dossier(field.village, field.campaign, track="COMMUNE", theme=None, state="SENT")

    do(field.quan, plan("P Q", "Q"))

    field.campaign.refresh_from_db()
    assert (field.campaign.keeper, field.campaign.organiser) == (unit("Q"), field.province)
    reviewer = make.user("PROVINCE_BOARD", unit("Q"))
    sign(dossier, Voice.PROVINCE, reviewer)
    LIFE.take(Dossier.objects.get(pk=dossier.pk), "confirm", by=reviewer, at=make.NOON)
    assert dossier.cards.get().version == version
    assert (unit("V").path, unit("P").ended_on) == ("Q/E/V/", EVE)


def test_everything_is_told_in_one_whole_chain(field):
    make.dossier(field.village, field.campaign)
    change = do(field.dung, plan("V X", Heir("N", name="Xã N")))[0].change
    undo([change], by=field.dung, at=make.NOON)

    verbs = list(Event.objects.order_by("pk").values_list("verb", "actor__username", "unit__code"))
    assert verbs == [("rearrange", "dung", "V"), ("end_post", "dung", "V"), ("hand_over", "dung", "V"),
                     ("undo_rearrange", "dung", "V")]  # fmt: skip
    assert broken_links() == []
