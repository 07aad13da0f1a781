"""Lists attached to decisions and certificates say the points of a title, and go on saying what was printed."""

from __future__ import annotations

import pytest

from danvan.criteria.models import CriteriaVersion
from danvan.decisions.models import Certificate, Decision, DecisionItem
from danvan.dossiers.cards import Scorecard
from danvan.papers.certificate import certificates_paper
from danvan.papers.decision import decision_paper
from danvan.papers.render import pdf
from danvan.papers.scorecard import scorecard_paper
from tests import by_points, make
from tests.unit.papers.reading import pages

RESULT = "97/100 điểm, xếp loại Tốt"
GOOD = [40, 30, 20, 7, None]


def listed(decision: Decision) -> str:
    items = decision.items.select_related("dossier__theme").prefetch_related("dossier__cards").order_by("order")
    return str(decision_paper(decision, list(items)).html)


def certificate(decision: Decision) -> str:
    found = Certificate.objects.filter(item__decision=decision).select_related("item__decision__unit", "item__dossier")
    return str(certificates_paper(list(found.prefetch_related("item__dossier__cards"))).html)


@pytest.fixture
def title(cast):
    return by_points.judged(cast, GOOD, state="APPROVED")


def test_the_list_of_a_decision_says_points_and_class(title, issued, printer):
    decision = issued(title)
    assert DecisionItem.objects.get().result == RESULT
    text = " ".join(pages(pdf(decision_paper(decision, list(decision.items.all())))))
    assert RESULT in text and "tiêu chí" not in text.partition("DANH SÁCH")[2]


def test_a_draft_says_it_before_issue(cast, title):
    assert RESULT in listed(make.decision(cast.province, title))


def test_what_was_printed_stays_as_printed(title, issued):
    decision = issued(title)
    before = listed(decision), certificate(decision)
    Scorecard.objects.filter(dossier=title).update(points=12, grade="Kém", marks="NNNN.")
    CriteriaVersion.objects.filter(pk=title.cards.first().version_id).update(points_cap=50)
    assert (listed(decision), certificate(decision)) == before


def test_the_certificate_says_points_and_class(title, issued):
    html = certificate(issued(title))
    assert f"Đạt {RESULT}</p>" in html
    assert "97 trên 100 điểm. 4 trên 5 tiêu chí được từ nửa số điểm trở lên. Chưa chấm: 1." in html


def test_a_line_printed_before_results_were_kept_says_what_it_said(title, issued):
    decision = issued(title)
    DecisionItem.objects.update(result="")
    assert "4/5 tiêu chí" in listed(decision)
    assert "Đạt 4 trên 5 tiêu chí" in certificate(decision)


def test_where_criteria_are_counted_nothing_changes(cast, issued):
    title = make.dossier(cast.village, cast.campaign, state="APPROVED", track="COMMUNE", theme=None, holder_name="")
    Scorecard.objects.filter(pk=make.card(title, "PROVINCE", marks="Y" * 23 + "A", state="SIGNED").pk).update(
        is_final=True
    )
    decision = issued(title)
    assert DecisionItem.objects.get().result == ""
    assert "23/23 tiêu chí" in listed(decision) and "Đạt 23 trên 23 tiêu chí" in certificate(decision)


def test_the_printed_card_says_points_of_each_line_group_and_whole(title):
    html = scorecard_paper(title).html
    assert html.count('<td class="card-total">97/100, Tốt</td>') == 2
    assert '<td class="card-voice">97/100<br>Tốt</td>' in html
    assert '<td class="card-voice">7</td>' in html and '<td class="card-voice">97/100</td>' in html
    assert "Hạt đầy: tiêu chí được từ nửa số điểm trở lên." in html
