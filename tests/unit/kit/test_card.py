"""The card of a model: every line in its place, nothing cut, small and the same each time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from danvan.kit.art.card import HEIGHT, MARGIN, TITLE_BOTTOM, WIDTH, Card, draw, laid_out
from danvan.kit.art.raster import outline

STACKED = "ẾỖẪ ẶỘỆ Ổ ĐẢNG BỘ "
LONG = (
    "Vận động Nhân dân hiến đất, góp công mở rộng đường liên thôn, xây dựng nhà văn hóa và giữ gìn vệ sinh môi trường "
)
TITLES = ["Ổ", "Hiến đất làm đường", STACKED * 3, STACKED * 12, LONG * 3, "x" * 300]


@pytest.mark.parametrize("title", TITLES)
def test_no_line_leaves_the_picture_or_touches_another(title):
    boxes = [line.box() for line in laid_out(Card(title, "Mô hình được công nhận, 2020", "Chi bộ thôn Ổ " * 9))]
    assert all(left >= MARGIN - 2 and right <= WIDTH - MARGIN + 2 for left, _, right, _ in boxes)
    assert all(top > 71 and bottom < HEIGHT for _, top, _, bottom in boxes)
    down = sorted(boxes, key=lambda box: box[1])
    assert [one for one, below in zip(down, down[1:], strict=False) if one[3] > below[1] + 1] == []


def test_a_long_title_is_written_smaller_and_a_longer_one_is_cut():
    short, long, longest = (laid_out(Card(title)) for title in ("Đường hoa", LONG, LONG * 9))
    assert short[0].size == 76
    assert long[0].size < 76
    assert not any(line.text.endswith("…") for line in long)
    assert [line.text[-1] for line in longest if line.weight == 600][-1] == "…"
    assert max(line.box()[3] for line in longest if line.weight == 600) <= TITLE_BOTTOM + 4


@pytest.mark.parametrize("title", TITLES)
def test_a_card_is_a_small_picture_and_always_the_same(title):
    card = Card(title, "Mô hình được công nhận, 2020", "Chi bộ thôn Nà Pài, Đảng bộ xã Yên Thịnh")
    first = draw(card)
    draw.cache_clear()
    assert draw(card) == first
    assert len(first) < 80_000
    assert Image.open(io.BytesIO(first)).size == (WIDTH, HEIGHT)


def test_marks_over_capitals_are_drawn():
    plain, marked = (Image.open(io.BytesIO(draw(Card(title)))).convert("L") for title in ("EOA", "ẾỖẪ"))
    dark = [sum(value < 90 for value in one.crop((0, 150, WIDTH, 200)).tobytes()) for one in (plain, marked)]
    assert dark[1] > dark[0] + 100


def test_a_path_becomes_points():
    assert outline("M0 0C0 0 3 0 3 0z")[-1] == (3, 0)
    assert outline("M1 1c1 0 1 0 1 1-.5 0-.5 0-1 1z")[-1] == pytest.approx((1, 3))


def test_the_card_of_the_other_pages_lies_among_the_static_files():
    with Image.open(Path(__file__).resolve().parents[3] / "static/img/the-so-vang.png") as picture:
        assert picture.size == (WIDTH, HEIGHT)
