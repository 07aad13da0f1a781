"""Public addresses, and the same address with one condition more or less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse

from danvan.kit import codes, vi
from danvan.reports.filters import VALUES
from danvan.reports.readings import NOT_ALLOCATED, Reading
from danvan.reports.scope import Scope

PAGE = "page"
READING = "reading"


def practice(pk: int, title: str) -> str:
    """The page of one recognised model."""
    return reverse("portal:practice", kwargs={"pk": pk, "slug": vi.slug(title)})


def practice_pdf(pk: int, title: str) -> str:
    """The same page as a file to print."""
    return reverse("portal:practice-pdf", kwargs={"pk": pk, "slug": vi.slug(title)})


def practice_card(pk: int, title: str) -> str:
    """The picture that goes with the address of a model."""
    return reverse("portal:practice-card", kwargs={"pk": pk, "slug": vi.slug(title)})


def practice_opinion(pk: int, title: str) -> str:
    """Where anyone says what they think of a recognised model."""
    return reverse("portal:practice-opinion", kwargs={"pk": pk, "slug": vi.slug(title)})


def hearings() -> str:
    """What is open for comment."""
    return reverse("portal:hearings")


def hearing(pk: int) -> str:
    """One consultation with its candidates."""
    return reverse("portal:hearing", kwargs={"pk": pk})


def candidate(consultation: int, pk: int) -> str:
    """The page on which everyone may speak about one candidate."""
    return reverse("portal:candidate", kwargs={"pk": consultation, "candidate": pk})


def follow() -> str:
    """Where a code tells what became of an opinion or a request."""
    return reverse("portal:follow")


def removal(dossier: int | None = None) -> str:
    """The form that asks for personal data to be taken down."""
    return _with(reverse("portal:removal"), {"mo-hinh": dossier})


def practice_read(pk: int) -> str:
    """Where a page tells that it was read."""
    return reverse("portal:practice-read", kwargs={"pk": pk})


def copies(pk: int, title: str) -> str:
    """All that was done after the example of a model."""
    return reverse("portal:practice-copies", kwargs={"pk": pk, "slug": vi.slug(title)})


def replicate(pk: int) -> str:
    """Where a signed-in officer registers to do the same."""
    return reverse("office:replicate", kwargs={"pk": pk})


def home() -> str:
    """The first page."""
    return reverse("portal:home")


def units(reading: Reading = Reading.THEN) -> str:
    """The list of units."""
    return _with(reverse("portal:units"), {READING: told(reading)})


def decisions() -> str:
    """The list of decisions."""
    return reverse("portal:decisions")


def decisions_file(form: str) -> str:
    """The list of decisions as a file, csv or xlsx."""
    return reverse("portal:decisions-file", kwargs={"form": form})


def document(pk: int) -> str:
    """One text of the library."""
    return reverse("portal:document", kwargs={"pk": pk})


def check() -> str:
    """The field for the code of a certificate."""
    return reverse("portal:check")


def unit(pk: int, name: str, reading: Reading = Reading.THEN) -> str:
    """The page of one unit; any name it has had leads there."""
    return _with(reverse("portal:unit", kwargs={"pk": pk, "slug": vi.slug(name)}), {READING: told(reading)})


def told(reading: Reading) -> str:
    """How a reading stands in an address: the usual one is not said."""
    return "" if reading is Reading.THEN else reading.value


def readings(asked: QueryDict, reading: Reading) -> list[dict[str, object]]:
    """The switch between the two readings: the same conditions in each, from the first page on."""
    return [
        {"label": one.label, "url": _in_reading(asked, one), "current": one is reading} for one in Reading
    ]  # fmt: skip


def _in_reading(asked: QueryDict, reading: Reading) -> str:
    left = asked.copy()
    for name in (PAGE, READING):
        left.pop(name, None)
    if reading is Reading.NOW:
        left[READING] = told(reading)
    for name in ("don-vi", "unit"):  # what is left of a divided unit is a thing of today alone
        if any(value.startswith(NOT_ALLOCATED) for value in left.getlist(name)):
            left.setlist(name, [value.removeprefix(NOT_ALLOCATED) for value in left.getlist(name)])
    return "?" + left.urlencode()


def decision(pk: int) -> str:
    """The page of one decision."""
    return reverse("portal:decision", kwargs={"pk": pk})


def certificate(code: str) -> str:
    """The page that checks one certificate."""
    return reverse("portal:certificate", kwargs={"code": code})


def certificate_on_paper(code: str) -> str:
    """The same with the site's name, for a QR code."""
    return absolute(certificate(codes.normalise(code)))


def absolute(address: str) -> str:
    """An address of ours with the site's name before it; one that has a name already stays."""
    return address if "://" in address else settings.SITE_URL.rstrip("/") + address


def practices(scope: Scope | None = None, **asked: str | int | Sequence[str]) -> str:
    """The list of models in a scope, with more conditions; an underscore in their names stands for a dash, and several
    values of one condition are asked for together."""
    scope = scope or Scope()
    pairs = {"don-vi": scope.unit, "khi-do": scope.within, "tu": scope.first, "den": scope.last}
    wanted: dict[str, str | int | Sequence[str] | None] = {**pairs}
    wanted |= {name.replace("_", "-"): value for name, value in asked.items()}
    return _with(_list(), wanted | {READING: told(scope.reading)})


@cache
def _list() -> str:
    """Asked for a hundred times a page."""
    return reverse("portal:practices")


def titles(reading: Reading = Reading.THEN, **asked: str | int) -> str:
    """The list of assessed units, with conditions."""
    pairs = {name.replace("_", "-"): value for name, value in asked.items()}
    return _with(reverse("portal:titles"), pairs | {READING: told(reading)})


def figures() -> str:
    """The page of all figures."""
    return reverse("portal:figures")


def figures_file(key: str, form: str) -> str:
    """One table of the page of figures as a file, csv or xlsx."""
    return reverse("portal:figures-download", kwargs={"key": key, "form": form})


def with_pairs(address: str, pairs: Mapping[str, str | int | Sequence[str] | None]) -> str:
    """An address with these conditions; blank ones are left out."""
    return _with(address, pairs)


def titles_in(scope: Scope, **asked: str | int) -> str:
    """The list of assessed units of a scope in one year, with more conditions."""
    return titles(scope.reading, don_vi=scope.unit, khi_do=scope.within, **asked)


def kept_reading(reading: Reading) -> list[tuple[str, str]]:
    """What a form carries along so that the next page tells units in the same reading."""
    return [(READING, reading.value)] if reading is Reading.NOW else []


def _with(address: str, pairs: Mapping[str, str | int | Sequence[str] | None]) -> str:
    asked = {name: value for name, value in pairs.items() if value}
    return f"{address}?{urlencode(asked, doseq=True)}" if asked else address


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
