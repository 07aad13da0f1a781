"""Whatever is done to next year's draft, last year's cards, verdicts and printed sheets stay byte for byte."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core import serializers

from danvan.criteria import drafting
from danvan.criteria.actions import issue, link, retire
from danvan.criteria.models import CriteriaGroup, CriteriaVersion, Criterion
from danvan.criteria.texts import Rules, Words, rules_of, words_of
from danvan.dossiers.cards import Score, Scorecard
from danvan.dossiers.scores import verdict_of
from danvan.papers.render import pdf
from danvan.papers.scorecard import scorecard_paper
from tests import make
from tests.unit.criteria import lists

# every word of a criterion, changed
WORDS = {
    "code": "Z9", "title": "Tiêu chí khác", "requirement": "Khi khác", "guidance": "Hướng dẫn khác",
    "evidence_hints": ["Ảnh"], "evidence_required": True, "min_explanation": 99,
    "numeric_rule": {"label": "Tỷ lệ", "op": ">=", "target": "50"}, "is_veto": True, "na_condition": "Khi không có",
    "weight": Decimal(77), "verify_methods": ["Xem tại chỗ"], "owner_hint": "Văn phòng",
    "computed": "RECOGNISED_MODEL", "is_bonus": True,
}  # fmt: skip
# every rule of a version, changed
RULES = {
    "label": "2030", "basis": "Quy định khác", "valid_from": date(2030, 1, 1), "valid_to": date(2030, 12, 31),
    "mode": "POINTS", "min_passed": 3, "min_points": Decimal(90), "no_veto_fail": False,
    "rescale_not_applicable": False, "min_explanation": 99, "points_cap": Decimal(95), "bonus_cap": Decimal(5),
    "classes": [{"name": "Tốt", "at_least": "90"}],
}  # fmt: skip
# what else is done to a draft
DEEDS = {
    "add a group": lambda v, a: drafting.add_group(version=v, title="Nhóm mới", **a),
    "rename a group": lambda v, a: drafting.rename_group(group=v.groups.get(), title="Tên khác", **a),
    "add a line": lambda v, a: drafting.add_criterion(group=v.groups.get(), words=Words("X1", "Mới"), **a),
    "take a line away": lambda v, a: drafting.remove_criterion(criterion=lists.lines(v)[0], **a),
    "turn the lines round": lambda v, a: drafting.arrange(
        version=v, order=[(v.groups.get().pk, [line.pk for line in reversed(lists.lines(v))])], **a
    ),
    "say it is another": lambda v, a: link(
        version=v, after=lists.lines(v)[0], before={lists.lines(v.copied_from)[1].pk: False}, **a
    ),
    "issue it": lambda v, a: (
        CriteriaVersion.objects.filter(pk=v.pk).update(valid_from=date(2027, 1, 1)),
        issue(version=v, by=a["by"], at=a["at"]),
    ),
    "retire the old one": lambda v, a: retire(version=v.copied_from, by=a["by"], at=a["at"]),
    "begin another": lambda v, a: drafting.copy(source=v.copied_from, label="2029", by=a["by"], at=a["at"]),
}  # fmt: skip


@pytest.fixture
def last_year(cast):
    """An issued list and two dossiers judged by it, with notes, a veto failed, and one line that does not apply."""
    version = lists.issued(cast)
    lists.scored_by(cast, version)
    dossiers = [lists.judged(cast, cast.village, "YAY"), lists.judged(cast, cast.office, "NYY", own="YYY")]
    Score.objects.filter(card__dossier=dossiers[1], result="NOT_MET").update(note="Thiếu biên bản")
    Scorecard.objects.update(signed_by=cast.dung, signed_at=make.NOON)
    return version, dossiers


def kept(last_year) -> list:
    """All that must stay: the rows of cards and lists, the verdicts, the papers as written."""
    version, dossiers = last_year
    rows = [Scorecard.objects.order_by("pk"), Score.objects.order_by("pk"), version.criteria.order_by("pk"),
            CriteriaGroup.objects.filter(version=version)]  # fmt: skip
    cards = Scorecard.objects.filter(dossier__in=dossiers).select_related("version", "dossier__campaign__organiser")
    rule = CriteriaVersion.objects.filter(pk=version.pk).values("label", "mode", "min_passed", "classes", "issued_at")
    return [
        [serializers.serialize("json", found) for found in rows], list(rule),
        [verdict_of(card) for card in cards.order_by("pk")],
        [scorecard_paper(type(one).objects.get(pk=one.pk)).html for one in dossiers],
    ]  # fmt: skip


def told(draft, by) -> dict:
    return {"edition": lists.edition(draft), "by": by, "at": make.NOON}


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_on_the_draft_leaves_last_year_alone(cast, last_year, name):
    draft, before = lists.next_year(cast, last_year[0]), kept(last_year)

    DEEDS[name](draft, told(draft, cast.giang))

    assert kept(last_year) == before


@pytest.mark.parametrize("name", WORDS)
def test_a_word_of_the_draft_leaves_last_year_alone(cast, last_year, name):
    draft, before = lists.next_year(cast, last_year[0]), kept(last_year)
    line = lists.lines(draft)[1]

    words = replace(words_of(line), **{name: WORDS[name]})
    drafting.write_criterion(criterion=line, words=words, **told(draft, cast.dung))

    assert getattr(Criterion.objects.get(pk=line.pk), name) == WORDS[name]
    assert kept(last_year) == before


@pytest.mark.parametrize("name", RULES)
def test_a_rule_of_the_draft_leaves_last_year_alone(cast, last_year, name):
    draft, before = lists.next_year(cast, last_year[0]), kept(last_year)

    rules = replace(rules_of(draft), **{name: RULES[name]})
    drafting.write_rules(version=draft, rules=rules, **told(draft, cast.dung))

    assert getattr(CriteriaVersion.objects.get(pk=draft.pk), name) == RULES[name]
    assert kept(last_year) == before


def test_every_word_and_rule_is_tried():
    assert set(WORDS) == set(vars(Words("X1", "Mới")))
    assert set(RULES) == set(vars(Rules("2027")))


def test_the_printed_sheet_is_the_same_file(cast, last_year, printer):
    papers = [pdf(scorecard_paper(one)) for one in last_year[1]]
    draft = lists.next_year(cast, last_year[0])
    for name in ("add a line", "rename a group", "turn the lines round", "add a group", "take a line away"):
        DEEDS[name](draft, told(draft, cast.giang))

    assert [pdf(scorecard_paper(one)) for one in last_year[1]] == papers
