"""What units and reviewers say on a criterion, and where it is read again."""

from __future__ import annotations

import pytest

from danvan.criteria import drafting
from danvan.criteria.actions import link
from danvan.criteria.models import Remark
from danvan.criteria.remarks import CannotRemark, remark, remarks_by_key
from danvan.ledger.models import Event
from tests import make
from tests.unit.criteria import lists


def say(version, by, unit, text: str = "Khó  làm ở vùng cao", number: int = 1) -> Remark:
    return remark(criterion=lists.lines(version)[number - 1], unit=unit, year=2026, text=text, by=by, at=make.NOON)


def test_one_speaks_for_the_unit_in_which_one_holds_a_post(cast):
    version = lists.issued(cast)
    for who in (cast.binh, cast.chi, cast.dung, cast.hoa):
        with pytest.raises(CannotRemark, match="không góp ý thay"):
            say(version, who, cast.village)

    assert say(version, cast.an, cast.village).text == "Khó làm ở vùng cao"
    assert say(version, cast.binh, cast.east).unit == cast.east


def test_the_same_words_twice_are_one_remark_and_one_event(cast):
    version = lists.issued(cast)
    for _ in range(2):
        say(version, cast.an, cast.village)

    assert Remark.objects.count() == 1
    assert Event.objects.filter(verb="remark", subject=Event.subject_of(version)).count() == 1


@pytest.mark.parametrize(("text", "sentence"), [("  ", "Hãy ghi nội dung"), ("x" * 2001, "dài 2001 ký tự")])
def test_nothing_and_too_much_are_refused(cast, text, sentence):
    with pytest.raises(CannotRemark, match=sentence):
        say(lists.issued(cast), cast.an, cast.village, text)


def test_a_draft_is_not_remarked_on(cast):
    with pytest.raises(CannotRemark, match="đã ban hành"):
        say(lists.of(cast.province), cast.an, cast.village)


def test_remarks_stand_beside_the_lines_of_the_draft_that_came_of_theirs(cast):
    version = lists.issued(cast)
    one, three = say(version, cast.an, cast.village), say(version, cast.an, cast.village, number=3)
    draft = lists.next_year(cast, version)
    line = lists.lines(draft)[1]
    given = {"by": cast.dung, "at": make.NOON}
    link(version=draft, edition=1, after=line, before={one.criterion_id: True}, **given)
    gone = lists.lines(draft)[2]
    drafting.remove_criterion(criterion=gone, edition=2, **given)

    assert remarks_by_key(version) == {"C01": [one], "C03": [three]}
    assert remarks_by_key(draft) == {"C01": [one], "C02": [one]}


def test_a_list_begun_blank_has_no_remarks(cast):
    assert remarks_by_key(lists.of(cast.province)) == {}
