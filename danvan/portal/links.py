"""Public addresses, and the same address with one condition more or less."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from danvan.kit import codes, vi
from danvan.reports.filters import VALUES
from danvan.reports.scope import Scope

PAGE = "page"


def practice(pk: int, title: str) -> str:
    """The page of one recognised model."""
    return reverse("portal:practice", kwargs={"pk": pk, "slug": vi.slug(title)})


def home() -> str:
    """The first page."""
    return reverse("portal:home")


def units() -> str:
    """The list of units."""
    return reverse("portal:units")


def decisions() -> str:
    """The list of decisions."""
    return reverse("portal:decisions")


def check() -> str:
    """The field for the code of a certificate."""
    return reverse("portal:check")


def unit(pk: int, name: str) -> str:
    """The page of one unit."""
    return reverse("portal:unit", kwargs={"pk": pk, "slug": vi.slug(name)})


def decision(pk: int) -> str:
    """The page of one decision."""
    return reverse("portal:decision", kwargs={"pk": pk})


def certificate(code: str) -> str:
    """The page that checks one certificate."""
    return reverse("portal:certificate", kwargs={"code": code})


def certificate_on_paper(code: str) -> str:
    """The same with the site's name, for a QR code."""
    return settings.SITE_URL.rstrip("/") + certificate(codes.normalise(code))


def practices(scope: Scope | None = None, **asked: str | int) -> str:
    """The list of models in a scope, with more conditions; an underscore in their names stands for a dash."""
    scope = scope or Scope()
    pairs = {"don-vi": scope.unit, "tu": scope.first, "den": scope.last}
    pairs |= {name.replace("_", "-"): value for name, value in asked.items()}
    return _with(reverse("portal:practices"), pairs)


def titles(**asked: str | int) -> str:
    """The list of assessed units, with conditions."""
    return _with(reverse("portal:titles"), {name.replace("_", "-"): value for name, value in asked.items()})


def _with(address: str, pairs: Mapping[str, str | int | None]) -> str:
    asked = {name: value for name, value in pairs.items() if value}
    return f"{address}?{urlencode(asked)}" if asked else address


def without(asked: QueryDict, *names: str, value: str = "") -> str:
    """The query string that drops these conditions, or only one value of them, and goes back to the first page."""
    left = asked.copy()
    left.pop(PAGE, None)
    for name in names:
        kept = [other for other in left.getlist(name) if value and VALUES.get(other.strip(), other.strip()) != value]
        left.setlist(name, kept)
    return "?" + left.urlencode()


def with_value(asked: QueryDict, name: str, value: str) -> str:
    """The query string with one condition set."""
    told = asked.copy()
    told.pop(PAGE, None)
    told[name] = value
    return "?" + told.urlencode()


def kept(asked: QueryDict, *without_names: str) -> list[tuple[str, str]]:
    """The conditions that a form has to carry along, except those it asks for itself."""
    dropped = {PAGE, *without_names}
    return [(name, value) for name, values in asked.lists() if name not in dropped for value in values if value]


def base(asked: QueryDict) -> str:
    """What a pager puts before its page number."""
    left = asked.copy()
    left.pop(PAGE, None)
    return left.urlencode() + "&" if left else ""
