"""The printed minutes of a visit."""

from __future__ import annotations

from danvan.papers.render import pdf
from danvan.papers.visit import visit_paper
from danvan.visits.models import Checklist, VisitAnswer
from tests.unit.papers.reading import pages, sizes
from tests.unit.visits import rows


def test_the_minutes_say_who_found_what_and_what_is_to_be_mended(cast, printer):
    common = Checklist.objects.get(kind="REGULAR")
    visit = rows.visit(cast, checklist=common, met="Đồng chí Bí thư")
    VisitAnswer.objects.create(visit=visit, item=common.items.get(order=1), result="NOT", note="Chưa có kế hoạch")
    rows.finding(visit, responsible="Trưởng thôn")

    body = pdf(visit_paper(visit))
    text = " ".join(pages(body))

    assert sizes(body) == {(210, 297)}
    for words in (
        "TỈNH ỦY MIỀN TRÊN HUYỆN ỦY MIỀN ĐÔNG * ĐẢNG CỘNG SẢN VIỆT NAM Ngày 10 tháng 3 năm 2026 BIÊN BẢN KIỂM TRA",
        "Đại diện đơn vị: Đồng chí Bí thư", "Chưa đạt Chưa có kế hoạch",
        "Niêm yết công khai thu, chi Trưởng thôn 01/04/2026", "NGƯỜI GHI BIÊN BẢN",
    ):  # fmt: skip
        assert words in text
    assert "CHƯA XONG" not in text
