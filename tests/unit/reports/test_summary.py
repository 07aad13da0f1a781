"""The summary table ties: every total is the sum of its rows, and the rows are what was registered."""

from __future__ import annotations

import pytest
from django.utils import timezone

from danvan.dossiers.enums import Continuity, Holder
from danvan.dossiers.models import Dossier, Practice
from danvan.papers.summary import summary_paper
from danvan.reports.summary import Figures, summary
from tests import make


@pytest.fixture
def year(cast):
    """Two units: the village with four models, the office with one; a draft and a withdrawn one count nowhere."""
    economy, culture = cast.campaign.theme_scheme.themes.order_by("order")
    kept = {"continuity": Continuity.KEPT, "theme": culture}
    make.recognised(cast.village, cast.campaign)
    make.recognised(cast.village, cast.campaign, holder_kind=Holder.INDIVIDUAL, commended_on=make.NOON.date())
    make.dossier(cast.village, cast.campaign, state="ACCEPTED", **kept)
    make.dossier(cast.village, cast.campaign, state="DECLINED", holder_kind=Holder.INDIVIDUAL, **kept)
    copied = make.recognised(cast.office, cast.campaign, theme=economy)
    Practice.objects.filter(pk=copied.practice_id).update(copied_from=Practice.objects.order_by("pk")[0])
    for state in ("DRAFT", "WITHDRAWN"):
        make.dossier(cast.office, cast.campaign, state=state)
    make.dossier(cast.village, cast.campaign, state="ACCEPTED", track="COMMUNE", theme=None)
    return cast


def test_rows_are_the_registered_models_and_the_total_is_their_sum(year, django_assert_num_queries):
    with django_assert_num_queries(2):
        told = summary(Dossier.objects.all())

    village = Figures(1, 1, 1, 1, 1, 1, commended=1, copied=1)
    office = Figures(1, 0, 0, 0, 1, 0, commended=0, copied=1)
    rows = {row.unit: (row.figures, row.by_theme) for row in told.rows}
    assert rows == {"Đảng bộ xã Đồng Điều": (village, (2, 2)), "Phòng Nội vụ Miền Đông": (office, (1, 0))}
    assert told.themes == ("Kinh tế", "Văn hóa - xã hội")
    assert (told.total.figures.registered, told.total.figures.recognised, told.total.by_theme) == (5, 3, (3, 2))


def test_the_printed_rows_have_a_cell_for_each_head(year):
    html = summary_paper(summary(Dossier.objects.all()), year.campaign, at=timezone.now()).html

    assert html.count("<tr") == 2 + 3 and html.count("<td") == 3 * (1 + 9 + 2 + 2)
    assert "60 %" in html.replace("\u00a0", " ") and "Tổng cộng" in html
