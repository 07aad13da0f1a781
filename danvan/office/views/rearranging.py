"""The screens “Sắp xếp đơn vị”: the list, one change, a new one, a table of many, and their preview."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.exchange.grid import BadSheet
from danvan.office.frame import page
from danvan.office.rearranging import change_page, pages, workbook
from danvan.office.rearranging.carrying import Faulty, Moved, Tried, attempt, confirm, told
from danvan.office.rearranging.forms import AllocateForm, ChooseForm, TableForm
from danvan.office.rearranging.listing import changes_for, lines
from danvan.office.views.dossiers import SHEET
from danvan.succession.actions import undo
from danvan.succession.allocating import allocate
from danvan.succession.table import Fault, text_of
from danvan.units.models import UnitChange
from danvan.units.plans import CannotRearrange

HERE = "rearrange"
PAGE_SIZE = 25


def _gate(request: SignedInRequest) -> None:
    """Whoever rearranges nothing finds nothing here."""
    if not may_somewhere(request.user, Action.REARRANGE):
        raise Http404("Tài khoản này không sắp xếp đơn vị.")


def _load(request: SignedInRequest, pk: int) -> UnitChange:
    _gate(request)
    return get_object_or_404(changes_for(request.user), pk=pk)


@login_required
@require_safe
def rearrangements(request: SignedInRequest) -> HttpResponse:
    """Every rearrangement in reach: planned ones first, then the newest."""
    _gate(request)
    rows = Paginator(changes_for(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"lines": lines(rows, timezone.localdate()), "page": rows}
    return page(request, "office/rearrange_list.html", context, here=HERE)


@login_required
@require_safe
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """One rearrangement."""
    found = _load(request, pk)
    context = change_page.context(found, request.user, timezone.now())
    return page(request, "office/rearrange_change.html", context, here=HERE)


@login_required
@require_POST
def undo_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put one rearrangement back, when its reader has agreed to it and nothing stands on it."""
    found = _load(request, pk)
    if not request.POST.get("dong-y"):
        messages.error(request, "Chưa hoàn tác. Hãy đánh dấu ô đồng ý trước khi bấm.")
        return redirect("office:rearrange-change", pk=pk)
    try:
        undo([found], by=request.user, at=timezone.now())
    except CannotRearrange as refusal:
        messages.error(request, str(refusal))
        return redirect("office:rearrange-change", pk=pk)
    messages.success(request, "Đã hoàn tác lần sắp xếp. Các đơn vị, phân công và hồ sơ trở lại như trước.")
    return redirect("office:rearrange")


@login_required
@require_POST
def allocate_dossiers(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record the heir of the ticked dossiers."""
    found, at = _load(request, pk), timezone.now()
    left = change_page.left_over(found, request.user, at)
    dossiers = [dossier for one in left for dossier in one.dossiers]
    heirs = list({unit.code: unit for one in left for unit in one.heirs}.values())
    form = AllocateForm(request.POST, dossiers=dossiers, heirs=heirs)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("office:rearrange-change", pk=pk)
    ticked, heir = set(form.cleaned_data["ho-so"]), form.cleaned_data["ke-thua"]
    chosen = [dossier for dossier in dossiers if str(dossier.pk) in ticked]
    taker = next(unit for unit in heirs if unit.code == heir)
    try:
        allocate(dossiers=chosen, heir=taker, by=request.user, at=at)
    except CannotRearrange as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã ghi {taker.name} kế thừa {len(chosen)} hồ sơ.")
    return redirect("office:rearrange-change", pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """State one rearrangement in a form; sent, it is previewed."""
    _gate(request)
    at = timezone.now()
    asked = ChooseForm(request.GET, superiors=pages.superiors_for(request, at)).asked()
    data = request.POST if request.method == "POST" else None
    form = pages.plan_form(request, asked, data, at)
    if form is None or data is None or "sua" in data or not form.is_valid():
        return pages.new_page(request, asked, form, at)
    try:
        tried = attempt(told(form.plans()), {}, by=request.user, at=at, with_rows=False)
    except Faulty as faulty:
        for fault in faulty.faults:
            form.add_error(None, fault.sentence)
        return pages.new_page(request, asked, form, at)
    return pages.preview_page(request, tried, at, typed=data)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: SignedInRequest) -> HttpResponse:
    """State many rearrangements in a table, pasted or sent as a workbook; previewed, then confirmed."""
    _gate(request)
    if request.method == "POST" and "xac-nhan" in request.POST:
        return _confirm(request)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return pages.table_page(request, form)
    text, upload, at = form.cleaned_data["bang"], form.cleaned_data["tep"], timezone.now()
    try:
        text = text_of(workbook.read_upload(upload)) if upload else text
        tried = attempt(text, {}, by=request.user, at=at)
    except BadSheet as refusal:
        form.add_error("tep", str(refusal))
        return pages.table_page(request, form)
    except Faulty as faulty:
        return pages.table_page(request, _filled(text), text=text, faults=faulty.faults)
    return pages.preview_page(request, tried, at)


def _filled(text: str) -> TableForm:
    return TableForm(initial={"bang": text})


def _confirm(request: SignedInRequest) -> HttpResponse:
    """Carry out what the preview told, exactly; otherwise the preview again, or what stands in the way."""
    form, at, chosen = TableForm(request.POST), timezone.now(), request.POST.dict()
    if not form.is_valid():
        return pages.table_page(request, form, status=409)
    text = form.cleaned_data["bang"]
    try:
        done = confirm(text, chosen, request.POST.get("dau", ""), by=request.user, at=at)
    except Faulty as faulty:
        return pages.table_page(request, _filled(text), text=text, faults=faulty.faults, status=409)
    except Moved:
        return _told_again(request, text, chosen)
    planned = sum(not one.change.is_done for one in done)
    later = f" {planned} lần có hiệu lực vào ngày đã ghi." if planned else ""
    messages.success(request, f"Đã ghi {len(done)} lần sắp xếp đơn vị.{later}")
    return redirect("office:rearrange")


def _told_again(request: SignedInRequest, text: str, chosen: dict[str, Any]) -> HttpResponse:
    at = timezone.now()
    try:
        tried: Tried = attempt(text, chosen, by=request.user, at=at)
    except Faulty as faulty:
        faults: list[Fault] = list(faulty.faults)
        return pages.table_page(request, _filled(text), text=text, faults=faults, status=409)
    return pages.preview_page(request, tried, at, moved=True)


@login_required
@require_safe
def blank(request: SignedInRequest) -> HttpResponse:
    """The blank workbook of the table."""
    _gate(request)
    headers = {"Content-Disposition": 'attachment; filename="mau-sap-xep-don-vi.xlsx"'}
    return HttpResponse(workbook.blank(), content_type=SHEET, headers=headers)
