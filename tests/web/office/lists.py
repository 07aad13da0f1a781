"""A list of the province with a draft of two groups, and the ways tests press the buttons of its screen."""

from __future__ import annotations

from django.urls import reverse

from danvan.criteria import drafting
from danvan.criteria.models import CriteriaVersion
from danvan.criteria.texts import Rules, Words
from danvan.office.criteria import stamps
from danvan.office.criteria.forms import LineForm
from danvan.office.criteria.writing import order_of
from tests import make


def draft(cast, *, code: str = "BT", **rules) -> CriteriaVersion:
    """Groups I (A, B) and II (C) in a draft of the province."""
    by = cast.dung
    own = drafting.begin_set(unit=cast.province, code=code, name=f"Bộ {code}", track="COMMUNE", by=by, at=make.NOON)
    said = {"label": "Năm 2027", "min_passed": 2, "valid_from": make.NOON.date(), **rules}
    made = drafting.begin(criteria_set=own, rules=Rules(**said), by=by, at=make.NOON)
    for title, codes in (("Lãnh đạo", "AB"), ("Dân chủ", "C")):
        group = drafting.add_group(version=made, edition=edition(made), title=title, by=by, at=make.NOON)
        for one in codes:
            words = Words(code=one, title=f"Tiêu chí {one}")
            drafting.add_criterion(group=group, edition=edition(made), words=words, by=by, at=make.NOON)
    made.refresh_from_db()
    return made


def issued(cast, **more) -> CriteriaVersion:
    """The same, issued: the database refuses any change from then on."""
    made = draft(cast, **more)
    made.issued_at = make.NOON
    made.save(update_fields=["issued_at"])
    return made


def edition(version: CriteriaVersion) -> int:
    return CriteriaVersion.objects.get(pk=version.pk).edition


def page_of(version: CriteriaVersion, name: str = "version") -> str:
    return reverse(f"office:criteria-{name}", args=[version.pk])


def line(version: CriteriaVersion, code: str):
    return version.criteria.get(code=code)


def order(version: CriteriaVersion) -> list[str]:
    """ "I: A B" for each group."""
    groups = version.groups.order_by("order")
    return [f"{g.numeral}: {' '.join(g.criteria.order_by('order').values_list('code', flat=True))}" for g in groups]


def press(client, version: CriteriaVersion, button: str, **data):
    """Press a button of the screen, as it stands, with what is typed there: “xuong:7”, “luu:tc-7”."""
    return client.post(page_of(version), {"viec": button, "thu-tu": stamps.of_order(order_of(version)), **data})


def typed(version: CriteriaVersion, of: str, /, **more) -> dict[str, str]:
    """What the form of a criterion sends when nothing is typed into it but ``more``."""
    one = line(version, of)
    form = LineForm(one, prefix=f"tc-{one.pk}")
    said = {**stamps.shown(form), stamps.SAID: stamps.of_shown(form), **more}
    return {f"tc-{one.pk}-{name}": text for name, text in said.items() if text}
