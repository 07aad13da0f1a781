"""What a year taught about a list by points: half the points is met, and fewer points from a superior is a cut."""

from __future__ import annotations

from danvan.criteria.models import Remark
from danvan.dossiers.models import Dossier
from danvan.papers.lessons import lessons_paper
from danvan.reports.lessons import lessons
from tests import by_points, make


def told(cast):
    dossier = by_points.judged(cast, [40, 30, 20, 10, None])
    final = dossier.cards.get(voice="PROVINCE")
    for order, points in ((1, 39), (2, 10), (3, 20)):
        final.scores.filter(criterion__order=order).update(points=points)
    final.marks = "YNYY."
    final.save()
    return lessons(final.version, 2026, Dossier.objects.all(), Remark.objects.all())


def test_fewer_points_are_a_cut_though_the_line_is_still_met(cast):
    found = told(cast)
    assert [(line.met, line.judged, line.claimed, line.cut) for line in found.lines] == [
        (1, 1, 1, 1), (0, 1, 1, 1), (1, 1, 1, 0), (1, 1, 1, 0), (0, 0, 0, 0),
    ]  # fmt: skip


def test_a_year_by_points_takes_one_statement_more(cast, django_assert_num_queries):
    version = told(cast).version
    with django_assert_num_queries(5):
        lessons(version, 2026, Dossier.objects.all(), Remark.objects.all())


def test_the_note_says_what_met_means(cast):
    words = "đạt là được từ nửa số điểm của tiêu chí trở lên"
    assert words in lessons_paper(told(cast), board="Ban Dân vận", at=make.NOON).html
