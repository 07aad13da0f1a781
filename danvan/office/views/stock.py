"""The screens of pre-printed stock, printers, and batches of certificates."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.decisions.models import Decision
from danvan.office.attachments import attached
from danvan.office.frame import page
from danvan.office.stocking import pages
from danvan.office.stocking.forms import PrinterForm, RunForm, StockForm
from danvan.office.views.printing import printed
from danvan.papers import runs, stocking
from danvan.papers.models import Printer, PrintRun, Stock
from danvan.papers.spots import edition
from danvan.papers.stock import calibration_paper
from danvan.units.models import Unit

HERE = "decisions"


def _only_printing(request: SignedInRequest) -> None:
    if not any(may_somewhere(request.user, one) for one in (Action.DRAFT_DECISION, Action.ISSUE, Action.MANAGE)):
        raise Http404("Tài khoản này không in giấy.")


@login_required
@require_safe
def stock_list(request: SignedInRequest) -> HttpResponse:
    """Common stock, one's own, and one's printers."""
    _only_printing(request)
    return page(request, "office/stock_list.html", pages.listing(request.user, timezone.localdate()), here=HERE)


def _stock(request: SignedInRequest, pk: int) -> Stock:
    _only_printing(request)
    return get_object_or_404(stocking.stock_for(request.user), pk=pk)


@login_required
@require_POST
def stock_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same stock for the unit of the button that was pressed."""
    source, boards = _stock(request, pk), stocking.boards_of(request.user)
    chosen = [board for board in boards if request.POST.get("don-vi", "") in {"", str(board.pk)}]
    if not chosen:
        raise Http404("Tài khoản này không lập phôi.")
    made = stocking.copy(stock=source, unit=chosen[0], by=request.user, at=timezone.now())
    return redirect("office:stock-edit", pk=made.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def stock_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The measures of one stock; those who may not change it see where each field stands."""
    stock = _stock(request, pk)
    own, at = stocking.may_keep(request.user, stock.unit), timezone.now()
    if request.method == "POST" and not own:
        raise Http404("Phôi này do đơn vị khác quản lý.")
    form = StockForm(stock, request.POST if request.method == "POST" else None)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            stocking.change(stock=stock, sheet=form.sheet(), seen=seen, by=request.user, at=at)
        except stocking.CannotKeep as refusal:
            form.add_error(None, str(refusal))
            if str(refusal) == stocking.EDITED:
                stock.refresh_from_db()
                form.data = {**dict(form.data.items()), "seen": edition(stock)}  # saving again overwrites knowingly
        else:
            messages.success(request, "Đã lưu phôi.")
            return redirect("office:stock-edit", pk=pk)
    failed = form.is_bound and not form.is_valid()
    context = {
        "stock": stock, "form": form, "own": own, "marks": pages.marks(stock), "crumbs": pages.crumbs(None, stock.name),
        "sheets": pages.aligned(list(stocking.printers_for(request.user)), stock),
        "boards": stocking.boards_of(request.user),
    }  # fmt: skip
    return page(request, "office/stock_edit.html", context, here=HERE, status=422 if failed else 200)


@login_required
@require_safe
def stock_calibration(request: SignedInRequest, pk: int) -> HttpResponse:
    """A sheet that shows how a printer drifts; ``may`` is the printer it is moved against already."""
    stock, key = _stock(request, pk), request.GET.get("may", "")
    printers = stocking.printers_for(request.user)
    printer = get_object_or_404(printers, pk=int(key)) if key.isdecimal() and len(key) < 10 else None
    return printed(request, calibration_paper(stock, printer))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def printer_new(request: SignedInRequest) -> HttpResponse:
    """A printer of one's unit."""
    boards = stocking.boards_of(request.user)
    if not boards:
        raise Http404("Tài khoản này không ghi máy in.")
    form = PrinterForm(boards, request.POST if request.method == "POST" else None)
    return _printer(request, form, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def printer_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far a printer drifts."""
    found = get_object_or_404(stocking.printers_for(request.user), pk=pk)
    initial = {"name": found.name, "unit": str(found.unit_id), "right": found.right, "down": found.down}
    form = PrinterForm([found.unit], request.POST if request.method == "POST" else None, initial=initial)
    return _printer(request, form, found)


def _printer(request: SignedInRequest, form: PrinterForm, found: Printer | None) -> HttpResponse:
    if form.is_valid():
        unit: Unit = form.board()
        printer = found or Printer(unit=unit)
        try:
            stocking.keep_printer(printer=printer, drift=form.drift(), by=request.user, at=timezone.now())
        except stocking.CannotKeep as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu máy in.")
            return redirect("office:stock")
    heading = "Độ lệch của máy in" if found else "Thêm máy in"
    context = {"form": form, "heading": heading, "crumbs": pages.crumbs(None, heading)}
    return page(request, "office/stock_printer.html", context, here=HERE, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def print_runs(request: SignedInRequest, pk: int) -> HttpResponse:
    """All certificates of a decision in one file: on which stock, for which printer; a small one is printed at once."""
    decision = get_object_or_404(Decision.objects.for_user(request.user).select_related("unit"), pk=pk)
    if not runs.may_print(request.user, decision):
        raise Http404("Tài khoản này không in giấy của quyết định.")
    at = timezone.now()
    form = RunForm(request.user, decision, timezone.localdate(at), request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            run = runs.ask(
                decision=decision, stock=said["stock"], printer=said["printer"], by=request.user, at=at
            )  # fmt: skip
        except runs.CannotRun as refusal:
            form.add_error(None, str(refusal))
        else:
            if run.total <= runs.AT_ONCE:
                runs.work(at, only=run)
            return redirect("office:print-run", pk=run.pk)
    context = pages.runs_context(decision, form)
    return page(request, "office/print_runs.html", context, here=HERE, status=422 if form.errors else 200)


def _run(request: SignedInRequest, pk: int) -> PrintRun:
    found = PrintRun.objects.select_related("decision__unit", "stock", "printer", "asked_by")
    run = get_object_or_404(found, pk=pk, decision__in=Decision.objects.for_user(request.user))
    if not runs.may_print(request.user, run.decision):
        raise Http404("Tài khoản này không in giấy của quyết định.")
    return run


@login_required
@require_safe
def print_run(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far a batch is; the page asks again by itself until it is done."""
    run = _run(request, pk)
    told = pages.told(run)
    context = {"told": told, "run": run, "crumbs": pages.crumbs(run.decision)}
    answer = page(request, "office/print_run.html", context, here=HERE)
    if told["waits"]:
        answer["Refresh"] = str(pages.REFRESH)
    return answer


@login_required
@require_safe
def print_run_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file of a batch that is done."""
    run = _run(request, pk)
    if not run.finished_at or not run.file:
        raise Http404("Lượt in này chưa dựng xong.")
    number = run.decision.number_key or "cu"
    return attached(run.file, f"giay-quyet-dinh-{number}-{run.pk}.pdf", "application/pdf")
