"""Theme schemes of the province, begun as officers begin them, and the ways tests press the buttons of their screen."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from danvan.criteria.models import Theme, ThemeScheme
from danvan.criteria.schemes import add_theme, begin_scheme, copy_scheme
from danvan.criteria.texts import SchemeWords, ThemeWords
from tests import make

THEMES = (("Kinh tế", "ECONOMY"), ("Văn hóa - xã hội", "SOCIETY"), ("Đoàn thể", "POLITICS"))
IN_2026 = {"valid_from": date(2026, 1, 1), "valid_to": date(2026, 12, 31)}


def words(**more) -> SchemeWords:
    return SchemeWords(**{"code": "LV-2026", "name": "Lĩnh vực năm 2026", **IN_2026, **more})


def draft(cast, *, themes=THEMES, **more) -> ThemeScheme:
    """A draft of the province, for 2026: economy, society, politics."""
    made = begin_scheme(unit=cast.province, words=words(**more), by=cast.dung, at=make.NOON)
    for name, common in themes:
        said = ThemeWords(name=name, common=common)
        add_theme(scheme=made, edition=edition(made), words=said, by=cast.dung, at=make.NOON)
    return ThemeScheme.objects.get(pk=made.pk)


def issued(cast, **more) -> ThemeScheme:
    """The same, issued: the database refuses any change from then on, but of the last day."""
    made = draft(cast, **more)
    made.issued_at = make.NOON
    made.save(update_fields=["issued_at"])
    return made


def next_year(cast, source: ThemeScheme, **more) -> ThemeScheme:
    """A draft for 2027 copied from an issued scheme."""
    told = {"code": "LV-2027", "name": "Lĩnh vực năm 2027", "valid_from": date(2027, 1, 1), "valid_to": None, **more}
    return copy_scheme(source=source, unit=cast.province, words=words(**told), by=cast.dung, at=make.NOON)


def edition(scheme: ThemeScheme) -> int:
    return ThemeScheme.objects.get(pk=scheme.pk).edition


def theme(scheme: ThemeScheme, name: str) -> Theme:
    return scheme.themes.select_related("scheme").get(name=name)


def names(scheme: ThemeScheme) -> list[str]:
    return list(scheme.themes.order_by("order").values_list("name", flat=True))


def page_of(scheme: ThemeScheme, name: str = "scheme") -> str:
    return reverse(f"office:themes-{name}", args=[scheme.pk])


def press(client, scheme: ThemeScheme, button: str, **data):
    return client.post(page_of(scheme), {"viec": button, "edition": edition(scheme), **data})
