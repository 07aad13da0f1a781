"""A dossier is declined only together with its reasons: by criterion, or in general from twenty characters."""

from __future__ import annotations

import pytest

from danvan.criteria.enums import Track
from danvan.dossiers.models import Dossier, Refusal
from danvan.dossiers.refused import UNREASONED
from danvan.dossiers.refusing import final_card, grounds, refuse
from danvan.dossiers.workflow import CARD_LIFE, LIFE
from danvan.ledger.machine import MOVED_ON, StepRefused
from danvan.ledger.models import Event
from tests import make

LONG = "Chưa đạt ngưỡng công nhận"  # 25 characters


def judged(cast, marks: str = "YNNY" + "Y" * 20) -> Dossier:
    """A title dossier of the village that dung judged and confirmed; criteria 2 and 3 fell short."""
    dossier = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state="SENT", theme=None)
    card = make.card(dossier, "PROVINCE", marks=marks)
    card.scores.filter(criterion__order=2).update(note="Thiếu quyết định thành lập")
    CARD_LIFE.take(card, "sign_review", by=cast.dung, at=make.NOON)
    LIFE.take(dossier, "confirm", by=cast.dung, at=make.NOON)
    dossier.refresh_from_db()
    return dossier


def criterion(dossier: Dossier, order: int) -> int:
    card = final_card(dossier)
    assert card is not None
    return int(card.version.criteria.get(order=order).pk)


def test_what_fell_short_is_proposed_first_with_the_words_of_the_reviewer(cast):
    found = grounds(judged(cast))

    assert [(one.criterion.order, one.lacks, one.note) for one in found[:3]] == [
        (2, True, "Thiếu quyết định thành lập"), (3, True, ""), (1, False, ""),
    ]  # fmt: skip


def test_refusing_keeps_each_reason_and_declines_in_one_step(cast):
    dossier = judged(cast)
    points = {criterion(dossier, 3): "Sổ  ghi tháng 5 để trống", criterion(dossier, 2): "Thiếu quyết định"}

    refusal = refuse(dossier=dossier, note=LONG, points=points, by=cast.giang, at=make.NOON, seen=dossier.moves)

    dossier.refresh_from_db()
    event = Event.objects.get(verb="decline")
    told = list(refusal.points.order_by("criterion__order").values_list("criterion__order", "reason"))
    assert (dossier.state, refusal.refused_by, refusal.judged_again_at) == ("DECLINED", cast.giang, None)
    assert told == [(2, "Thiếu quyết định"), (3, "Sổ ghi tháng 5 để trống")]
    assert event.note == f"{LONG}\nTiêu chí 2: Thiếu quyết định\nTiêu chí 3: Sổ ghi tháng 5 để trống"


# note, reasons by number, what is said; "" when it is taken. 9999 is no criterion of the dossier.
@pytest.mark.parametrize(("note", "points", "said"), [
    ("", {2: "Thiếu"}, ""), (LONG, {}, ""), ("Mười chín ký tự nhé", {}, "từ 20 ký tự"), ("", {}, "từ 20 ký tự"),
    (LONG, {2: "  "}, "Tiêu chí 2: ghi rõ lý do"), (LONG, {9999: "Thiếu"}, "không thuộc bộ tiêu chí"),
])  # fmt: skip
def test_reasons_that_do_and_reasons_that_do_not(cast, note, points, said):
    dossier = judged(cast)
    by_pk = {criterion(dossier, number) if number < 25 else 0: text for number, text in points.items()}

    if said:
        with pytest.raises(StepRefused, match=said):
            refuse(dossier=dossier, note=note, points=by_pk, by=cast.giang, at=make.NOON)
    else:
        refuse(dossier=dossier, note=note, points=by_pk, by=cast.giang, at=make.NOON)
    dossier.refresh_from_db()
    assert (dossier.state, Refusal.objects.count()) == (("CONFIRMED", 0) if said else ("DECLINED", 1))


def test_a_bare_step_is_refused_scored_or_not_and_a_refusal_of_another_dossier_does_not_help(cast):
    refuse(dossier=judged(cast), note=LONG, points={}, by=cast.giang, at=make.NOON)
    model = make.dossier(cast.village, cast.campaign, state="CONFIRMED")
    title = make.dossier(cast.office, cast.campaign, track=Track.AGENCY, state="CONFIRMED", theme=None)

    for dossier in (model, title):
        with pytest.raises(StepRefused, match=UNREASONED):
            LIFE.take(dossier, "decline", by=cast.giang, at=make.NOON, note=LONG)
    refuse(dossier=model, note=LONG, points={}, by=cast.giang, at=make.NOON)

    assert Dossier.objects.get(pk=model.pk).state == "DECLINED"


def test_only_the_approver_refuses(cast):
    dossier = judged(cast)

    for who in ("an", "binh", "chi", "dung", "hoa", "quan"):
        with pytest.raises(StepRefused, match="quyền"):
            refuse(dossier=dossier, note=LONG, points={}, by=getattr(cast, who), at=make.NOON)

    assert Refusal.objects.count() == 0


def test_an_old_page_and_a_second_press_change_nothing(cast):
    dossier = judged(cast)

    with pytest.raises(StepRefused, match=MOVED_ON):
        refuse(dossier=dossier, note=LONG, points={}, by=cast.giang, at=make.NOON, seen=dossier.moves - 1)
    refuse(dossier=dossier, note=LONG, points={}, by=cast.giang, at=make.NOON, seen=dossier.moves)
    with pytest.raises(StepRefused, match="trạng thái|bước xử lý mới"):
        refuse(dossier=dossier, note=LONG, points={}, by=cast.giang, at=make.NOON)

    assert Refusal.objects.count() == 1
