"""Every place that did as one recognised model did, through all generations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import public_title
from danvan.portal import links
from danvan.reports.replication import Branch, Copy, family


@dataclass(frozen=True)
class CopyRow:
    """One place; ``after`` is the copy it followed, where that is not the model of the page itself."""

    title: str
    url: str
    where: str
    unit_url: str
    place: str
    state_kind: str
    state_label: str
    after: str


@require_safe
def copies(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The copies of one model, each with its place and what has come of it."""
    found = Dossier.objects.public().models_only().select_related("campaign", "practice").filter(pk=pk).first()
    if found is None:
        raise Http404("Không có mô hình được công nhận nào ở địa chỉ này.")
    title = public_title(found)
    if request.path != (address := links.copies(pk, title)):
        return HttpResponsePermanentRedirect(address)
    told = family(found)
    rows = list(_rows(told.branches, ""))
    context = {
        "section": "practices", "title": title, "url": links.practice(pk, title), "rows": rows, "count": len(rows),
        "recognised": sum(row.state_kind == "rec" for row in rows), "replicate_url": links.replicate(pk),
        "units": len({copy.unit_id for copy in _copies(told.branches)}),
        "crumbs": [{"label": "Sổ vàng", "url": links.home()}, {"label": "Mô hình", "url": links.practices()},
                   {"label": title, "url": links.practice(pk, title)}, {"label": "Nơi làm theo", "url": ""}],
    }  # fmt: skip
    return render(request, "portal/copies.html", context)


def _copies(branches: Sequence[Branch]) -> Iterator[Copy]:
    for branch in branches:
        yield branch.copy
        yield from _copies(branch.branches)


def _rows(branches: Sequence[Branch], after: str) -> Iterator[CopyRow]:
    """Each copy, and right behind it those that followed it."""
    for branch in branches:
        copy = branch.copy
        yield CopyRow(
            title=copy.title, url=links.practice(copy.pk, copy.page_title) if copy.pk else "", where=copy.where,
            unit_url=links.unit(copy.unit_id, copy.unit_name), place=copy.place, state_kind=copy.state_kind,
            state_label=copy.state_label, after=after,
        )  # fmt: skip
        yield from _rows(branch.branches, f"{copy.title}, {copy.unit_name}")
