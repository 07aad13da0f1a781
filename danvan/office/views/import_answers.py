"""What the reader of an import answers: what a column holds, that old letters were read rightly, that it be undone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.exchange import matching, staging
from danvan.exchange.grid import BadSheet
from danvan.exchange.returned import wrong_rows
from danvan.exchange.staging import NotStaged
from danvan.exchange.undoing import CannotUndo, undo
from danvan.office.forms_imports import AgreeForm, ColumnsForm
from danvan.office.frame import page
from danvan.office.views.imports import load, walked, workbook


@login_required
@require_safe
def import_wrong(request: SignedInRequest, key: UUID) -> HttpResponse:
    """The wrong rows as a workbook, each wrong cell with its remark, to be mended and sent again."""
    staged, campaign = load(request, key)
    try:
        found = walked(request, staged, campaign)
    except BadSheet as refusal:
        raise Http404(str(refusal)) from refusal
    data = wrong_rows(found.steps, campaign=campaign, by=request.user, is_form=found.is_form)
    return workbook(data, f"can-sua-{campaign.code}.xlsx")


@login_required
@require_POST
def import_agree(request: SignedInRequest, key: UUID) -> HttpResponse:
    """What the rows ask has been looked at: converted letters, or models almost like others."""
    staged, _ = load(request, key)
    form = AgreeForm(request.POST)
    if staged.applied_at is not None:
        messages.warning(request, "Tệp này đã được ghi trước đó.")
    elif form.is_valid():
        staging.agree(staged, form.cleaned_data["agreed"])
        messages.success(request, "Đã ghi nhận bạn đồng ý. Các dòng đó nay được ghi như dòng khác.")
    else:
        messages.error(request, " ".join(str(error) for error in form.errors["agreed"]))
    return redirect("office:import-preview", key=key)


@login_required
@require_POST
def import_undo(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Take back everything the import stored, or say which rows stand in the way."""
    staged, _ = load(request, key)
    try:
        undo(staged, by=request.user, at=timezone.now())
    except CannotUndo as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã hoàn tác lần nhập này: hồ sơ mới được rút, hồ sơ đã sửa trở lại nội dung cũ.")
    return redirect("office:import-preview", key=key)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Say once what each heading of an office's own sheet holds."""
    staged, campaign = load(request, key)
    try:
        tables = matching.tables_of(staging.contents(staged), request.user)
    except (BadSheet, NotStaged) as refusal:
        raise Http404 from refusal
    headings = matching.headings_of(tables, matching.matched_by(request.user))
    if not headings:
        raise Http404
    form = ColumnsForm(request.POST or None, headings=headings)
    if request.method == "POST" and form.is_valid():
        matching.remember(choices=form.chosen(), by=request.user, at=timezone.now())
        try:
            walked(request, staged, campaign)
        except BadSheet as refusal:
            form.add_error(None, f"{refusal} Cần ít nhất cột tên mô hình, cột đơn vị và một cột nội dung.")
        else:
            messages.success(request, "Đã nhớ cách ghép cột; lần sau tệp cùng tiêu đề được đọc ngay.")
            return redirect("office:import-preview", key=key)
    context = {"staged": staged, "campaign": campaign, "form": form}
    return page(request, "office/import_columns.html", context, here="imports")
