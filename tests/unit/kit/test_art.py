"""The drawings: every grain in its place, every word escaped, nothing the content security policy would stop."""

import re

import pytest
from django.template import Context, Template

from danvan.kit.art import charts, flower, grains, words
from danvan.kit.art.grains import Look
from danvan.kit.art.qr import qr
from danvan.kit.art.seedhead import seedhead

SENTENCES = [
    # marks, who, what a screen reader says
    ("Y" * 24, "Năm 2020", "Năm 2020: 24 trên 24 tiêu chí đạt."),
    ("YYYYYNYYYY.N", "Huyện chấm", "Huyện chấm: 9 trên 12 tiêu chí đạt. Chưa đạt: tiêu chí 6, 12. Chưa chấm: 1."),
    ("YAN.", "", "1 trên 3 tiêu chí đạt. Chưa đạt: tiêu chí 3. Không áp dụng: tiêu chí 2. Chưa chấm: 1."),
    ("...", "Tỉnh chấm", "Tỉnh chấm: 0 trên 3 tiêu chí đạt. Chưa chấm: 3."),
]  # fmt: skip
GROUPS = [
    # asked, how many grains, used
    ([5, 6, 5, 4, 4], 24, [5, 6, 5, 4, 4]),
    ([5, 6], 24, [5, 6, 13]),
    ([4, 4, 4, 3], 6, [4, 2]),
    ([0, 3], 3, [3]),
    (None, 3, [3]),
]
WIDTHS = [(0, 808, ""), (808, 808, "100.00%"), (900, 808, "100.00%"), (202, 808, "25.00%"), (5, 0, "")]


def render(source: str, **values: object) -> str:
    return Template("{% load art %}" + source).render(Context(values))


def count(path_class: str, svg: str) -> int:
    """How many grains the path of one class holds."""
    found = re.search(rf'class="{path_class}" d="([^"]*)"', svg)
    return found[1].count("M") if found else 0


@pytest.mark.parametrize(("marks", "who", "sentence"), SENTENCES)
def test_strip_is_spoken_as_it_is_seen(marks, who, sentence):
    assert words.strip_sentence(marks, who) == sentence


@pytest.mark.parametrize(("asked", "number", "used"), GROUPS)
def test_groups_always_hold_all_grains(asked, number, used):
    assert grains.fit(asked, number) == used


def test_every_criterion_becomes_one_grain_of_its_kind():
    svg = render("{% strip marks groups diff=diff %}", marks="YYN.A", groups=[2, 3], diff=[2, 3])
    kinds = {name: count(f"strip-{name}", svg) for name in ("yes", "no", "unscored", "diff")}
    assert kinds == {"yes": 2, "no": 1, "unscored": 1, "diff": 2}
    assert count("strip-na", svg) == 2, "a hollow grain and the dash inside it"


def test_grains_stand_wider_apart_between_groups():
    assert grains.places([2, 1], grains.SIZES["s"]) == [0.5, 9, 22]


def test_total_counts_only_what_applies_and_is_left_out_before_scoring():
    assert '<b aria-hidden="true">2<small>/3</small></b>' in render("{% strip 'YYNA' %}")
    assert "<b" not in render("{% strip '....' %}")
    assert "<b" not in render("{% strip 'YY' number=False %}")


def test_printed_strip_carries_its_own_colours():
    svg = render("{% strip 'YN.A' tone='cham' mode='print' numerals=True %}")
    assert 'fill="#21405F" stroke="#21405F"' in svg
    assert "class=" not in re.sub(r"<span[^>]*>", "", svg)


def test_words_from_data_are_escaped():
    svg = render("{% strip 'Y' who=who %}{% grains 1 2 label=who %}", who='"><script>')
    assert "<script>" not in svg
    assert svg.count("&quot;&gt;&lt;script&gt;") == 2


def test_unknown_tone_or_mark_is_refused():
    with pytest.raises(KeyError):
        grains.strip("Y", None, Look(tone="pink"))
    with pytest.raises(KeyError):
        grains.strip("X", None, Look())


def test_seed_head_has_one_grain_a_practice_and_the_commended_inside():
    svg = render("{% seedhead 808 179 24 %}")
    assert [count(f"seed-{name}", svg) for name in ("open", "gold", "red")] == [629, 155, 24]
    assert "Đài sen 808 mô hình đăng ký, mỗi hạt là một mô hình" in svg


def test_a_great_seed_head_says_that_one_grain_is_five():
    svg = render("{% seedhead 4000 1000 100 %}")
    assert sum(count(f"seed-{name}", svg) for name in ("open", "gold", "red")) == 800
    assert "Đài sen 4.000 mô hình đăng ký, mỗi hạt là 5 mô hình" in svg


def test_an_empty_register_still_draws():
    assert seedhead(0, 0, 0).body == ""
    assert "<svg" in render("{% seedhead 0 0 0 %}{% columns years %}{% strip '' %}{% bar 0 0 %}", years=[])


def test_seal_has_twenty_four_rays_its_year_and_no_id():
    svg = render("{% seal 2026 %}{% seal '2025' size=90 mode='print' %}")
    assert flower.seal("2026", "screen").count('class="seal-ray"') == 24
    assert ">2026</text>" in svg and ">2025</text>" in svg
    assert " id=" not in svg


@pytest.mark.parametrize(("value", "total", "width"), WIDTHS)
def test_bar_fills_its_share(value, total, width):
    drawn = charts.bar(value, total, "gold")
    assert f'width="{width}"' in drawn if width else "<svg" not in drawn


def test_columns_share_one_scale_that_begins_at_zero():
    years = [charts.Year(2018, 100, 25), charts.Year(2019, 200, 0)]
    heights = [(column.registered_height, column.recognised_height) for column in charts.columns(years)]
    assert heights == [(94, 24), (188, 0)]


def test_tile_stays_pale_enough_to_read_its_number():
    assert 'fill-opacity="0.080"' in charts.tile(0)
    assert 'fill-opacity="0.660"' in charts.tile(7)


def test_many_grains_become_a_bar():
    assert 'class="bar-fill' in render("{% grains 30 61 %}")
    assert count("strip-yes", render("{% grains 30 60 %}")) == 30
    assert render("{% grains 30 60 %}").count('aria-label="30 trên 60"') == 1


def test_ruler_says_what_is_still_needed():
    assert words.ruler_sentence(15, 20, 7) == "Đã đạt 15, cần thêm 5 để tới ngưỡng 20, còn 7 tiêu chí chưa chấm."
    assert words.ruler_sentence(21, 20, 0) == "Đã đạt 21, đã qua ngưỡng 20."


def test_qr_keeps_a_quiet_zone_around_its_three_eyes():
    side, body = qr("https://example.vn/tra-cuu/7KQ4-M2PD/")
    assert f'<rect width="{side}" height="{side}" fill="#FFFFFF"/>' in body
    assert body.count("M2 2.5h7") == 1, "the first eye begins two modules from the edge"
    assert min(int(x) for x in re.findall(r"M(\d+) ", body)) == 2


def test_no_drawing_needs_an_inline_style_or_script():
    page = render(
        "{% strip 'YN' fluid=True %}{% emblem %}{% seal 2026 %}{% seedhead 9 3 1 %}{% fieldicon 'kinh-te' %}"
        "{% fieldicon '<b>' %}{% bar 1 2 '\" onload=' %}{% grains 1 2 %}{% ruler 1 2 1 %}{% columns years %}"
        "{% tile 0.5 %}{% scene %}{% qr 'x' %}",
        years=[(2020, 3, 1)],
    )
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|<b>|javascript:", page)
