"""Models of two periods stand under two schemes: side by side they are counted by the common four."""

from __future__ import annotations

from danvan.criteria.models import Theme
from danvan.dossiers.models import Dossier
from danvan.portal import home
from danvan.reports import totals
from danvan.reports.scope import Scope
from tests import make


def scheme(code: str, *themes: tuple[str, str]) -> list[Theme]:
    made = make.scheme(())
    return [
        Theme.objects.create(scheme=made, code=f"{code}-{order}", name=name, order=order, common=common)
        for order, (name, common) in enumerate(themes, 1)
    ]


def test_two_schemes_meet_in_the_common_four(cast):
    old = scheme("b", ("Nông thôn mới", "ECONOMY"), ("Cải cách hành chính", "POLITICS"))
    new = scheme("c", ("Kinh tế", "ECONOMY"))
    for theme, count in ((old[0], 2), (old[1], 1), (new[0], 3)):
        for _ in range(count):
            make.recognised(cast.village, cast.campaign, theme=theme)
    make.recognised(cast.village, cast.campaign, theme=None)

    rows = totals.across_schemes(totals.by_theme(Dossier.objects.all()))

    assert [(row.name, row.recognised, row.codes) for row in rows] == [
        ("Kinh tế", 5, ("b-1", "c-1")), ("Xây dựng hệ thống chính trị", 1, ("b-2",)),
        ("Chưa ghi lĩnh vực", 1, ("chua-ghi",)),
    ]  # fmt: skip
    assert home.bars(Scope(), rows)[0].url == "/mo-hinh/?linh-vuc=b-1&linh-vuc=c-1"


def test_one_scheme_keeps_its_own_themes(cast):
    themes = scheme("b", ("Nông thôn mới", "ECONOMY"), ("Giảm nghèo", "ECONOMY"))
    for theme in themes:
        make.recognised(cast.village, cast.campaign, theme=theme)

    rows = totals.across_schemes(totals.by_theme(Dossier.objects.all()))

    assert [(row.name, row.recognised) for row in rows] == [("Nông thôn mới", 1), ("Giảm nghèo", 1)]
