"""What keeps a draft of a theme scheme from being issued, each told in a sentence at its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q

from danvan.criteria.models import Theme, ThemeScheme
from danvan.criteria.obstacles import Obstacle
from danvan.kit import dates, vi


def scheme_obstacles(scheme: ThemeScheme) -> list[Obstacle]:
    """Everything that must be mended first; a place is a field of the scheme, "theme-<id>", or "" for the whole."""
    themes = list(scheme.themes.order_by("order"))
    if not themes:
        return [Obstacle("", "Bộ lĩnh vực chưa có lĩnh vực nào."), *_period(scheme)]
    return [*_period(scheme), *_twins(themes)]


def _period(scheme: ThemeScheme) -> Iterator[Obstacle]:
    """Two issued schemes of one body never hold on the same day; the common ones stand side by side."""
    begins, ends = scheme.valid_from, scheme.valid_to
    if begins is None and scheme.unit_id is not None:
        yield Obstacle("valid_from", "Cần ghi ngày bắt đầu áp dụng.")
        return
    if begins is not None and ends is not None and ends < begins:
        yield Obstacle("valid_to", "Ngày kết thúc trước ngày bắt đầu áp dụng.")
        return
    if scheme.unit_id is None:
        return
    others = ThemeScheme.objects.filter(unit=scheme.unit_id, issued_at__isnull=False).exclude(pk=scheme.pk)
    if ends is not None:
        others = others.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=ends))
    twin = others.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=begins)).order_by("valid_from").first()
    if twin is not None:
        yield Obstacle("valid_from", f"«{twin}» đã ban hành, {_said(twin)}. Hãy đổi ngày, hoặc cho bộ ấy thôi áp dụng.")


def _said(scheme: ThemeScheme) -> str:
    begins = f"áp dụng từ {dates.short(scheme.valid_from)}" if scheme.valid_from else "đang áp dụng"
    return f"{begins} đến {dates.short(scheme.valid_to)}" if scheme.valid_to else f"{begins} trở đi"


def _twins(themes: Sequence[Theme]) -> Iterator[Obstacle]:
    """No way of writing leads to two themes: a sheet is read by names, short names and other spellings."""
    first: dict[str, Theme] = {}
    for theme in themes:
        for spelling in (theme.name, theme.short_name, *theme.aliases):
            other = first.setdefault(vi.match_key(spelling), theme) if spelling else theme
            if other.pk != theme.pk:
                sentence = f"Lĩnh vực {theme.order}: “{spelling}” đã chỉ lĩnh vực {other.order}, “{other.name}”."
                yield Obstacle(f"theme-{theme.pk}", sentence)
