"""The drawings of danvan.kit.art as template tags; every word that comes from data is escaped here."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from danvan.kit.art import charts, flower, glyphs, grains, words
from danvan.kit.art.grains import Drawing, Look
from danvan.kit.art.ink import Mode
from danvan.kit.art.qr import qr as qr_code
from danvan.kit.art.scene import HEIGHT, WIDTH
from danvan.kit.art.scene import scene as landscape
from danvan.kit.art.seedhead import seedhead as seeds

register = template.Library()
MOST_GRAINS = 60
MOST_TALLY = 40


@register.simple_tag
def strip(marks: str, groups: Sequence[int] | str | None = None, **look: Any) -> SafeString:
    """One scorecard as a strip of grains with its total beside it; ``look`` holds the fields of ``grains.Look``.

    ``groups`` are the sizes of the criteria groups, or the same written out in a template: "4-4-4-3".
    """
    wanted = Look(**look)
    sizes = [int(size) for size in groups.split("-")] if isinstance(groups, str) and groups else groups or None
    label = wanted.label or words.strip_sentence(marks, wanted.who, wanted.points)
    done, whole = wanted.points.split("/") if wanted.points else words.totals(marks)
    shown = wanted.number and marks.count(grains.UNSCORED) < len(marks)
    total = format_html('<b aria-hidden="true">{}<small>/{}</small></b>', done, whole) if shown else ""
    return format_html(
        '<span class="strip strip-{}{}">{}{}</span>',
        wanted.tone,
        " strip-fluid" if wanted.fluid else "",
        _picture(grains.strip(marks, sizes, wanted), label),
        total,
    )


@register.simple_tag(name="grains")
def grain_row(done: int, total: int, tone: str = "cham", label: str = "") -> SafeString:
    """How many of a total are done, one grain each; a bar when there are too many grains to tell apart."""
    if total > MOST_GRAINS:
        return bar(done, total, tone)
    look = Look(tone=tone)
    picture = _picture(grains.row(done, total, look), label or f"{done} trên {total}")
    return format_html('<span class="strip strip-{} strip-fluid">{}</span>', tone, picture)


@register.simple_tag
def tally(value: int, rows: Iterable[Any], tone: str = "gold") -> SafeString:
    """One grain a practice on the scale of the longest row; a solid bar when the longest has too many."""
    most = charts.largest([row.value for row in rows])
    if most > MOST_TALLY:
        return bar(value, most, tone)
    drawing = grains.row(value, value, Look(tone=tone))
    scale = grains.row(most, most, Look(tone=tone)).width
    picture = _picture(drawing._replace(width=scale), "")
    return format_html('<span class="strip strip-{} strip-fluid">{}</span>', tone, picture)


@register.simple_tag
def emblem(size: int = 44, mode: Mode = "screen") -> SafeString:
    """The lotus on two palms; decoration beside the portal's name."""
    return format_html(
        '<svg class="emblem" aria-hidden="true" width="{}" height="{}" viewBox="0 0 100 100">{}</svg>',
        size,
        size,
        mark_safe(flower.emblem(mode)),
    )


@register.simple_tag
def seal(year: int | str, size: int = 132, mode: Mode = "screen") -> SafeString:
    """The gold seal of the year in which a practice or a unit was written into the book."""
    figure = f"{int(year):04d}"
    return format_html(
        '<svg class="seal" role="img" aria-label="Dấu ghi danh: được công nhận năm {}" width="{}" height="{}" '
        'viewBox="0 0 200 200">{}</svg>',
        figure,
        size,
        size,
        mark_safe(flower.seal(figure, mode)),
    )


@register.simple_tag
def seedhead(registered: int, recognised: int, commended: int) -> SafeString:
    """One grain for every registered practice; above 3000 practices a grain stands for five."""
    head = seeds(registered, recognised, commended)
    return format_html(
        '<svg class="seed" role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg>',
        words.seedhead_sentence(registered, recognised, commended, head.each),
        round(head.side),
        round(head.side),
        mark_safe(head.body),
    )


@register.simple_tag
def fieldicon(key: str, size: int = 40) -> SafeString:
    """The line glyph of a theme; its name always stands beside it."""
    return format_html(
        '<svg class="glyph" aria-hidden="true" width="{}" height="{}" viewBox="0 0 48 48">{}</svg>',
        size,
        size,
        mark_safe(glyphs.glyph(key)),
    )


@register.simple_tag
def bar(value: float, total: float, tone: str = "cham") -> SafeString:
    """A rounded horizontal bar; the number it shows stands beside it."""
    return mark_safe(charts.bar(value, total, "".join(letter for letter in tone if letter.isalpha())))


@register.simple_tag
def ruler(done: int, total: int, threshold: int, left: int = 0) -> SafeString:
    """The total against the threshold; a script may move ``rect.ruler-fill`` by its width attribute."""
    return format_html(
        '<svg class="ruler" role="img" aria-label="{}" width="100%" height="24">{}</svg>',
        words.ruler_sentence(done, threshold, left),
        mark_safe(charts.ruler(done, total, threshold)),
    )


@register.inclusion_tag("parts/columns.html")
def columns(years: Iterable[Any]) -> dict[str, list[charts.Column]]:
    """Registered and recognised by year as paired columns, from tuples or from rows with those names."""
    return {"columns": charts.columns(_year(row) for row in years)}


@register.simple_tag
def tile(share: float) -> SafeString:
    """The gold ground of one map tile."""
    return format_html(
        '<svg class="tiles-fill" aria-hidden="true" width="100%" height="100%">{}</svg>', mark_safe(charts.tile(share))
    )


@register.simple_tag
def scene() -> SafeString:
    """The drawn landscape that stands where there is no photo."""
    return format_html(
        '<svg class="scene" role="img" aria-label="Hình vẽ: ruộng bậc thang và con đường mới qua hai thôn" '
        'viewBox="0 0 {} {}" preserveAspectRatio="xMidYMid slice">{}</svg>',
        WIDTH,
        HEIGHT,
        mark_safe(landscape()),
    )


@register.simple_tag
def qr(text: str, size: int = 84, label: str = "Mã QR dẫn tới trang kiểm tra giấy công nhận") -> SafeString:
    """The QR code of an address, usually that of a certificate's check page."""
    side, body = qr_code(text)
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {} {}">{}</svg>',
        label,
        size,
        size,
        side,
        side,
        mark_safe(body),
    )


def _picture(drawing: Drawing, label: str) -> SafeString:
    """The SVG around a drawing of grains, named for screen readers, or hidden from them when it has no label."""
    return format_html(
        '<svg {} width="{}" height="{}" viewBox="0 {} {} {}">{}</svg>',
        format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"'),
        f"{drawing.width:g}",
        f"{drawing.height + drawing.top:g}",
        -drawing.top,
        f"{drawing.width:g}",
        f"{drawing.height + drawing.top:g}",
        mark_safe(drawing.body),
    )


def _year(row: Any) -> charts.Year:
    if isinstance(row, tuple):
        return charts.Year(*row)
    return charts.Year(row.year, row.registered, row.recognised, getattr(row, "url", "") or "")
