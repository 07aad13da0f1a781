"""Issuing, retiring, corrections of spelling, and the links between two versions."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.criteria.actions import CannotIssue, issue, link, may_issue, retire
from danvan.criteria.drafting import CannotDraft, StaleDraft
from danvan.criteria.models import CriteriaVersion, CriterionLink
from danvan.ledger.models import Event
from danvan.ledger.record import broken_links
from tests import make
from tests.unit.criteria import lists

EVERYONE = ("an", "binh", "chi", "dung", "giang", "hoa", "quan")


def test_who_issues(cast):
    own, sample = lists.of(cast.province).criteria_set, lists.of(None).criteria_set
    assert {who for who in EVERYONE if may_issue(getattr(cast, who), own)} == {"giang", "quan"}
    assert {who for who in EVERYONE if may_issue(getattr(cast, who), sample)} == {"quan"}


@pytest.mark.parametrize("who", sorted(set(EVERYONE) - {"giang", "quan"}))
def test_others_neither_issue_nor_retire(cast, who):
    draft, issued = lists.of(cast.province, valid_from=date(2027, 1, 1), valid_to=None), lists.issued(cast)
    with pytest.raises(CannotIssue, match="Bạn không được ban hành"):
        issue(version=draft, by=getattr(cast, who), at=make.NOON)
    with pytest.raises(CannotIssue, match="Bạn không được ban hành"):
        retire(version=issued, by=getattr(cast, who), at=make.NOON)


def test_issuing_fixes_the_list_and_is_in_the_ledger(cast):
    issued = lists.issued(cast)

    assert issued.issued_at == make.NOON
    assert Event.objects.get(verb="issue").actor == cast.giang
    assert broken_links() == []
    with pytest.raises(CannotIssue, match="đã ban hành"):
        issue(version=issued, by=cast.giang, at=make.NOON)


def test_what_is_not_fit_is_refused_with_every_sentence(cast):
    draft = lists.of(cast.province, min_passed=9, valid_from=None)
    with pytest.raises(CannotIssue, match=r"Cần ghi ngày bắt đầu áp dụng\. Ngưỡng 9 lớn hơn số tiêu chí \(3\)\."):
        issue(version=draft, by=cast.giang, at=make.NOON)
    draft.refresh_from_db()
    assert not draft.is_issued


def test_a_list_is_retired_once(cast):
    issued = lists.issued(cast)
    retire(version=issued, by=cast.giang, at=make.NOON)

    assert CriteriaVersion.objects.get(pk=issued.pk).retired_on == date(2026, 3, 10)
    assert not CriteriaVersion.objects.usable().filter(pk=issued.pk).exists()
    with pytest.raises(CannotIssue, match="Chỉ phiên bản đang áp dụng"):  # the object still says otherwise
        retire(version=issued, by=cast.giang, at=make.LONG_AGO)
    with pytest.raises(CannotIssue, match="Chỉ phiên bản đang áp dụng"):
        retire(version=lists.of(cast.province), by=cast.giang, at=make.NOON)


def test_a_correction_takes_the_place_of_what_it_corrects(cast):
    source = lists.issued(cast)
    draft = lists.next_year(cast, source, label="2026a", editorial=True)

    issue(version=draft, by=cast.giang, at=make.NOON)

    assert list(CriteriaVersion.objects.usable().filter(criteria_set=source.criteria_set)) == [draft]
    assert CriteriaVersion.objects.get(pk=source.pk).retired_on == date(2026, 3, 10)
    assert list(Event.objects.filter(verb="retire").values_list("subject", flat=True)) == [Event.subject_of(source)]


def test_a_correction_of_a_retired_list_leaves_its_day_alone(cast):
    source = lists.issued(cast)
    draft = lists.next_year(cast, source, label="2026a", editorial=True)
    retire(version=source, by=cast.giang, at=make.LONG_AGO)

    issue(version=draft, by=cast.giang, at=make.NOON)

    assert CriteriaVersion.objects.get(pk=source.pk).retired_on == date(2021, 1, 4)


def test_links_say_where_a_line_came_from(cast):
    source = lists.issued(cast)
    draft = lists.next_year(cast, source)
    old, new = lists.lines(source), lists.lines(draft)

    given = {"version": draft, "by": cast.dung, "at": make.NOON}
    link(edition=1, after=new[0], before={old[0].pk: True, old[1].pk: False}, **given)
    with pytest.raises(StaleDraft):
        link(edition=1, after=new[1], before={}, **given)
    link(edition=2, after=new[2], before={}, **given)

    links = CriterionLink.objects.order_by("after__order", "before__order")
    told = [(one.before.order, one.after.order, one.is_comparable) for one in links]
    assert told == [(1, 1, True), (2, 1, False), (2, 2, True)]


def test_links_are_refused_out_of_reach_after_issue_and_to_strangers(cast):
    source = lists.issued(cast)
    draft, stranger = lists.next_year(cast, source), lists.lines(lists.of(cast.province))[0]
    line, old = lists.lines(draft)[0], lists.lines(source)[0]
    given = {"version": draft, "edition": 1, "at": make.NOON}
    with pytest.raises(CannotDraft, match="không được sửa"):
        link(after=line, before={old.pk: True}, by=cast.binh, **given)
    with pytest.raises(CannotDraft, match="không thuộc bản thảo"):
        link(after=stranger, before={old.pk: True}, by=cast.dung, **given)
    with pytest.raises(CannotDraft, match="không thuộc phiên bản trước"):
        link(after=line, before={stranger.pk: True}, by=cast.dung, **given)
    CriteriaVersion.objects.filter(pk=draft.pk).update(issued_at=make.NOON)
    with pytest.raises(CannotDraft, match="đã ban hành, không sửa được"):  # the object still says it is a draft
        link(after=line, before={old.pk: True}, by=cast.dung, **given)
