"""The printed scorecard: every criterion with what each voice found, totals, proofs, and who signed."""

from __future__ import annotations

import pytest

from danvan.dossiers.models import Evidence, Score
from danvan.papers.render import pdf
from danvan.papers.scorecard import scorecard_paper
from tests import make
from tests.unit.papers.reading import pages, sizes

SELF, DISTRICT, PROVINCE = "Y" * 23 + "N", "Y" * 22 + "NN", "Y" * 20 + "ANNN"


@pytest.fixture
def dossier(cast):
    return make.dossier(cast.village, cast.campaign, state="SENT", track="COMMUNE", theme=None)


def sign(card, by):
    card.signed_by, card.signed_at = by, make.NOON
    card.save()
    return card


def test_a_dossier_without_a_card_has_no_sheet(dossier):
    assert scorecard_paper(dossier) is None


def test_the_three_voices_stand_side_by_side_with_their_totals(cast, dossier, printer):
    sign(make.card(dossier, marks=SELF, state="SIGNED"), cast.an)
    sign(make.card(dossier, "SUPERIOR", marks=DISTRICT, state="SIGNED"), cast.binh)
    sign(make.card(dossier, "PROVINCE", marks=PROVINCE, state="SIGNED"), cast.dung)

    body = pdf(scorecard_paper(dossier))
    text = " ".join(pages(body))

    assert sizes(body) == {(297, 210)}
    assert "HUYỆN ỦY MIỀN ĐÔNG ĐẢNG BỘ XÃ ĐỒNG ĐIỀU * ĐẢNG CỘNG SẢN VIỆT NAM PHIẾU CHẤM ĐIỂM" in text
    assert "STT Tiêu chí Minh chứng, giải trình Tự chấm Huyện chấm Tỉnh chấm Ghi chú" in text
    assert "I Lãnh đạo 23/24 22/24 20/24 1 Tiêu chí 1 (*) Đ Đ Đ" in text
    assert "21 Tiêu chí 21 Đ Đ KA" in text
    assert "23 Tiêu chí 23 Đ K K" in text
    assert "Tổng (ngưỡng 20) 23/24 22/24 20/23" in text
    assert "ĐƠN VỊ TỰ CHẤM Ký trên cổng ngày 10/3/2026, an" in text
    assert "Tỉnh chấm: Ký trên cổng ngày 10/3/2026, dung" in text
    assert "CHƯA KÝ" not in text


def test_a_superiors_unsigned_card_is_not_shown(dossier):
    make.card(dossier, marks=SELF, state="SIGNED")
    make.card(dossier, "SUPERIOR", marks="N" * 24)

    html = scorecard_paper(dossier).html

    assert "0/24" not in html
    assert "CHƯA KÝ" not in html


def test_an_unsigned_own_card_is_marked(dossier):
    make.card(dossier, marks="YY.")

    assert "CHƯA KÝ" in scorecard_paper(dossier).html


def test_proofs_explanations_and_reasons_are_printed(cast, dossier):
    own, other = make.card(dossier, marks=SELF), make.card(dossier, "SUPERIOR", marks=DISTRICT, state="SIGNED")
    third = own.version.criteria.get(order=3)
    Score.objects.filter(card=own, criterion=third).update(note="Có nghị quyết 05")
    Score.objects.filter(card=other, criterion=third).update(note="Thiếu biên bản")
    Evidence.objects.create(
        dossier=dossier, criterion=third, name="nghi-quyet.pdf", content_type="application/pdf", size=1,
        sha256="0" * 64, added_by=cast.an, added_at=make.NOON,
    )  # fmt: skip

    html = scorecard_paper(dossier).html

    assert "nghi-quyet.pdf; Có nghị quyết 05" in html
    assert "Huyện chấm: Thiếu biên bản" in html


def test_a_removed_file_is_not_printed(cast, dossier):
    criterion = make.card(dossier, marks=SELF).version.criteria.get(order=3)
    Evidence.objects.create(
        dossier=dossier, criterion=criterion, name="bo.pdf", content_type="application/pdf", size=1,
        sha256="0" * 64, added_by=cast.an, added_at=make.NOON, removed_at=make.NOON,
    )  # fmt: skip

    assert "bo.pdf" not in scorecard_paper(dossier).html


def test_a_sample_set_is_called_a_sample(dossier):
    card = make.card(dossier, marks=SELF)
    assert "Bộ tiêu chí mẫu" not in scorecard_paper(dossier).html

    card.version.is_sample = True
    card.version.save()

    assert "Bộ tiêu chí mẫu (minh họa), không phải bộ tiêu chí chính thức." in scorecard_paper(dossier).html


def test_a_sheet_by_points_shows_points(cast):
    points = make.version(3, mode="POINTS", min_points=20, track="MODEL")
    campaign = make.campaign(cast.province, tracks={"MODEL": points})
    dossier = make.dossier(cast.village, campaign, state="REPORTED")
    card = make.card(dossier)
    for criterion in points.criteria.all():
        Score.objects.create(card=card, criterion=criterion, points="7.50")
    card.points = "22.50"
    card.save()

    html = scorecard_paper(dossier).html

    assert html.count('<td class="card-voice">7,5</td>') == 3
    assert "Tổng (ngưỡng 20 điểm)" in html
    assert '<td class="card-voice">22,5/30</td>' in html
