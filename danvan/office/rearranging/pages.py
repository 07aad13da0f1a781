"""The pages on which rearrangements are stated and previewed, put together from what was asked and typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.http import urlencode

from danvan.accounts.http import SignedInRequest
from danvan.office.frame import page
from danvan.office.rearranging.carrying import Tried
from danvan.office.rearranging.finding import superiors, under
from danvan.office.rearranging.forms import ChooseForm, PlanForm, TableForm
from danvan.office.rearranging.plan_fields import KINDS
from danvan.office.rearranging.preview import shown
from danvan.succession.table import COLUMNS, Fault, grid_of

HERE = "rearrange"
_NOT_TYPED = ("csrfmiddlewaretoken", "sua")


def superiors_for(request: SignedInRequest, at: datetime) -> list[tuple[str, str]]:
    """The superiors this person may choose."""
    return superiors(request.user, timezone.localdate(at))


def plan_form(
    request: SignedInRequest, asked: Mapping[str, Any], data: QueryDict | None, at: datetime
) -> PlanForm | None:
    """The form of the kind asked for, over the units under the superior asked for; None until both are chosen."""
    if not asked["hinh-thuc"] or not asked["duoi"]:
        return None
    units = under(request.user, asked["duoi"], timezone.localdate(at))
    kind, above = asked["hinh-thuc"], superiors_for(request, at)
    return PlanForm(data, kind=kind, units=units, superiors=above, under=asked["duoi"])


def new_page(request: SignedInRequest, asked: Mapping[str, Any], form: PlanForm | None, at: datetime) -> HttpResponse:
    """Choose the kind, the superior, then state the rearrangement."""
    under_it = {"duoi": asked["duoi"]} if asked["duoi"] else {}
    kinds = [
        {
            "label": label, "current": kind == asked["hinh-thuc"],
            "url": f"?{urlencode({'hinh-thuc': kind.value, **under_it})}",
        }
        for kind, label in KINDS.items()
    ]  # fmt: skip
    choose = ChooseForm(initial=asked, superiors=superiors_for(request, at))
    context = {
        "kinds": kinds, "kind": asked["hinh-thuc"], "choose": choose["duoi"], "form": form,
        "sections": form.sections() if form else [],
    }  # fmt: skip
    return page(request, "office/rearrange_new.html", context, here=HERE)


def table_page(
    request: SignedInRequest, form: TableForm, *, text: str = "", faults: Sequence[Fault] = (), status: int = 200
) -> HttpResponse:
    """Paste or send a table; what is wrong with it stands above, row by row, and what was typed stays."""
    cells = {row.number: row.cells for row in grid_of(text)} if faults else {}
    told = [
        {
            "row": f"Dòng {fault.row}" if fault.row else "Cả bảng", "sentence": fault.sentence,
            "text": " · ".join(cell for cell in cells.get(fault.row, ())[:4] if cell),
        }
        for fault in faults
    ]  # fmt: skip
    context = {"form": form, "faults": told, "columns": COLUMNS}
    return page(request, "office/rearrange_table.html", context, here=HERE, status=status)


def preview_page(
    request: SignedInRequest, tried: Tried, at: datetime, *, typed: QueryDict | None = None, moved: bool = False
) -> HttpResponse:
    """What would happen, to be agreed to; ``typed`` is what a form said, so that it can be taken up again."""
    rows = shown(tried.done, timezone.localdate(at))
    pairs = [(name, value) for name, values in typed.lists() for value in values] if typed else []
    context = {
        "rows": rows, "text": tried.text, "mark": tried.mark, "moved": moved, "count": len(rows),
        "typed": [pair for pair in pairs if pair[0] not in _NOT_TYPED], "back": request.get_full_path(),
        "by_form": typed is not None, "form": TableForm(initial={"bang": tried.text}),
    }  # fmt: skip
    return page(request, "office/rearrange_preview.html", context, here=HERE, status=409 if moved else 200)
