"""Drafting a list: every action against who may, what is stale, and what is refused in a sentence."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from danvan.criteria import drafting
from danvan.criteria.drafting import CannotDraft, StaleDraft
from danvan.criteria.models import CriteriaSet, CriteriaVersion
from danvan.criteria.places import roman
from danvan.criteria.texts import Rules, Words, rules_of, words_of
from danvan.ledger.models import Event
from tests import make
from tests.unit.criteria import lists

EVERYONE = ("an", "binh", "chi", "dung", "giang", "hoa", "quan")
# who drafts for the province, and who drafts a common sample, which has no body
OWN, SAMPLE = {"dung", "giang", "quan"}, {"quan"}

# each action on a draft of three lines in one group, as (what is done, the verb in the ledger)
ACTIONS = {
    "rules": (lambda v, a: drafting.write_rules(version=v, rules=Rules(label="2028", min_passed=1), **a),
              "write_rules"),
    "add group": (lambda v, a: drafting.add_group(version=v, title="Nhóm mới", **a), "add_group"),
    "rename group": (lambda v, a: drafting.rename_group(group=v.groups.get(), title="Tên khác", **a), "rename_group"),
    "add": (lambda v, a: drafting.add_criterion(group=v.groups.get(), words=Words("X1", "Mới"), **a),
            "add_criterion"),
    "write": (lambda v, a: drafting.write_criterion(criterion=lists.lines(v)[0], words=Words("X1", "Mới"), **a),
              "write_criterion"),
    "remove": (lambda v, a: drafting.remove_criterion(criterion=lists.lines(v)[0], **a), "remove_criterion"),
    "arrange": (lambda v, a: drafting.arrange(version=v, order=turned(v), **a), "arrange"),
}  # fmt: skip


def turned(version) -> list[tuple[int, list[int]]]:
    """The only group with its lines from last to first."""
    return [(version.groups.get().pk, [line.pk for line in reversed(lists.lines(version))])]


def told(version, by, edition: int = 0) -> dict:
    return {"edition": edition or lists.edition(version), "by": by, "at": make.NOON}


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize("unit", ["province", None])
def test_only_those_who_draft_for_the_body_write(cast, name, unit):
    draft = lists.of(cast.province if unit else None)
    allowed, (do, _) = OWN if unit else SAMPLE, ACTIONS[name]
    for who in set(EVERYONE) - allowed:
        with pytest.raises(CannotDraft, match="không được sửa"):
            do(draft, told(draft, getattr(cast, who)))

    assert lists.edition(draft) == 1
    do(draft, told(draft, getattr(cast, max(allowed))))
    assert lists.edition(draft) == 2


def test_who_may_draft(cast):
    own, sample = lists.of(cast.province).criteria_set, lists.of(None).criteria_set
    assert {who for who in EVERYONE if drafting.may_draft(getattr(cast, who), own)} == OWN
    assert {who for who in EVERYONE if drafting.may_draft(getattr(cast, who), sample)} == SAMPLE


@pytest.mark.parametrize("name", ACTIONS)
def test_every_change_is_an_edition_and_an_event(cast, name):
    draft = lists.of(cast.province)
    do, verb = ACTIONS[name]

    do(draft, told(draft, cast.dung))

    assert lists.edition(draft) == 2
    assert list(Event.objects.values_list("verb", "subject")) == [(verb, Event.subject_of(draft))]


@pytest.mark.parametrize("name", ACTIONS)
def test_a_change_on_an_older_edition_is_refused_and_stores_nothing(cast, name):
    draft = lists.of(cast.province)
    drafting.rename_group(group=draft.groups.get(), title="Trước đã", **told(draft, cast.giang))
    before = snapshot(draft)

    with pytest.raises(StaleDraft, match="tải lại trang"):
        ACTIONS[name][0](draft, told(draft, cast.dung, edition=1))

    assert snapshot(draft) == before


@pytest.mark.parametrize("name", ACTIONS)
def test_an_issued_list_is_not_written_on(cast, name):
    issued = lists.issued(cast)
    before = snapshot(issued)

    with pytest.raises(CannotDraft, match="đã ban hành, không sửa được"):
        ACTIONS[name][0](issued, told(issued, cast.dung))

    assert snapshot(issued) == before


def snapshot(version) -> list:
    rows = [CriteriaVersion.objects.filter(pk=version.pk), version.groups.order_by("pk"), version.criteria.all()]
    return [list(found.order_by("pk").values()) for found in rows]


def test_a_code_is_given_once(cast):
    draft = lists.of(cast.province)
    with pytest.raises(CannotDraft, match="Mã C02 đã dùng cho tiêu chí 2, “Tiêu chí 2”. Hãy đặt mã khác."):
        drafting.add_criterion(group=draft.groups.get(), words=Words(" C02 ", "Mới"), **told(draft, cast.dung))
    with pytest.raises(CannotDraft, match="Mã C02 đã dùng"):
        drafting.write_criterion(criterion=lists.lines(draft)[0], words=Words("C02", "Mới"), **told(draft, cast.dung))
    assert lists.codes(draft) == ["C01", "C02", "C03"]


def test_a_new_line_never_takes_the_key_of_an_old_one(cast):
    draft = lists.next_year(cast, lists.issued(cast))
    drafting.remove_criterion(criterion=lists.lines(draft)[2], **told(draft, cast.dung))

    made = drafting.add_criterion(group=draft.groups.get(), words=Words("C03", "Mới"), **told(draft, cast.dung))

    assert (made.code, made.key) == ("C03", "C03-2")


# what is written -> the sentence that refuses it
WRONG = {
    "no code": (Words("", "Mới"), "Mã: "),
    "no title": (Words("X1", ""), "Tiêu chí: "),
    "a code too long": (Words("X" * 21, "Mới"), "Mã: "),
    "no weight": (Words("X1", "Mới", weight=Decimal(0)), "Điểm tối đa: phải lớn hơn 0."),
    "less than nothing": (Words("X1", "Mới", weight=Decimal(-1)), "Điểm tối đa: phải lớn hơn 0."),
    "too many points": (Words("X1", "Mới", weight=Decimal(10000)), "Điểm tối đa: "),
    "an unknown figure": (Words("X1", "Mới", computed="WEATHER"), "Tính từ số liệu: "),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_fit_is_refused_by_the_name_of_its_field(cast, name):
    draft, (words, sentence) = lists.of(cast.province), WRONG[name]

    with pytest.raises(CannotDraft, match=sentence):
        drafting.add_criterion(group=draft.groups.get(), words=words, **told(draft, cast.dung))

    assert (draft.criteria.count(), lists.edition(draft)) == (3, 1)


def test_lines_move_across_groups_and_are_numbered_anew(cast):
    draft = lists.of(cast.province)
    second = drafting.add_group(version=draft, title="Kết quả", **told(draft, cast.dung))
    one, two, three = (line.pk for line in lists.lines(draft))
    first = draft.groups.get(order=1).pk

    drafting.arrange(version=draft, order=[(second.pk, [three, one]), (first, [two])], **told(draft, cast.dung))

    groups = [(group.numeral, group.title) for group in draft.groups.order_by("order")]
    assert groups == [("I", "Kết quả"), ("II", "Lãnh đạo")]
    assert [(line.order, line.code, line.group.numeral) for line in lists.lines(draft)] == [
        (1, "C03", "I"), (2, "C01", "I"), (3, "C02", "II")]  # fmt: skip


@pytest.mark.parametrize("order", [
    lambda group, lines: [(group, lines[:2])], lambda group, lines: [(group, [*lines, lines[0]])],
    lambda group, lines: [(group, lines), (group, [])], lambda group, lines: [(group, [*lines[:2], 0])],
    lambda group, lines: [],
])  # fmt: skip
def test_an_order_that_forgets_or_repeats_is_refused(cast, order):
    draft = lists.of(cast.province)
    asked = order(draft.groups.get().pk, [line.pk for line in lists.lines(draft)])

    with pytest.raises(StaleDraft):
        drafting.arrange(version=draft, order=asked, **told(draft, cast.dung))

    assert lists.codes(draft) == ["C01", "C02", "C03"]


def test_a_group_goes_when_it_is_empty_and_the_rest_close_up(cast):
    draft = lists.of(cast.province)
    extra = drafting.add_group(version=draft, title="Thêm", **told(draft, cast.dung))
    drafting.add_criterion(group=extra, words=Words("X1", "Mới"), **told(draft, cast.dung))
    with pytest.raises(CannotDraft, match="Nhóm «I. Lãnh đạo» còn tiêu chí"):
        drafting.remove_group(group=draft.groups.get(order=1), **told(draft, cast.dung))
    for line in lists.lines(draft)[:3]:
        drafting.remove_criterion(criterion=draft.criteria.get(pk=line.pk), **told(draft, cast.dung))

    drafting.remove_group(group=draft.groups.get(order=1), **told(draft, cast.dung))

    assert list(draft.groups.values_list("numeral", "order", "title")) == [("I", 1, "Thêm")]
    assert [(line.order, line.code) for line in lists.lines(draft)] == [(1, "X1")]


def test_a_copy_says_everything_the_issued_one_says_but_its_period(cast):
    source = lists.issued(cast)

    draft = lists.next_year(cast, source)

    assert rules_of(draft) == replace(rules_of(source), label="2027", valid_from=None, valid_to=None)
    assert [words_of(line) for line in lists.lines(draft)] == [words_of(line) for line in lists.lines(source)]
    assert [line.links_back.get().before for line in lists.lines(draft)] == lists.lines(source)
    assert (draft.copied_from, draft.is_issued, draft.is_sample) == (source, False, False)


def test_a_copy_is_made_of_issued_lists_alone_and_once_a_label(cast):
    with pytest.raises(CannotDraft, match="đã ban hành"):
        lists.next_year(cast, lists.of(cast.province))
    source = lists.issued(cast)
    with pytest.raises(CannotDraft, match="đã có phiên bản «2026»"):
        lists.next_year(cast, source, label="2026")
    with pytest.raises(CannotDraft, match="Cần ghi tên phiên bản"):
        lists.next_year(cast, source, label=" ")


def test_a_list_is_begun_once_a_code(cast):
    given = {"unit": cast.province, "name": "Bộ 26 tiêu chí", "track": "COMMUNE", "by": cast.dung, "at": make.NOON}
    drafting.begin_set(code="B26", **given)
    with pytest.raises(CannotDraft, match="Mã: "):
        drafting.begin_set(code="B26", **given)
    with pytest.raises(CannotDraft, match="không được lập"):
        drafting.begin_set(code="B27", **{**given, "by": cast.binh})
    assert CriteriaSet.objects.filter(code__startswith="B2").count() == 1


def test_numerals():
    said = {1: "I", 3: "III", 4: "IV", 5: "V", 9: "IX", 14: "XIV", 19: "XIX", 26: "XXVI", 39: "XXXIX"}
    assert {number: roman(number) for number in said} == said
