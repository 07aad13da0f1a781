"""The criteria screens: the lists with their versions, a new list, a copy, and the one screen of a version."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Count, F
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.criteria import drafting
from danvan.criteria.actions import CannotIssue, retire
from danvan.criteria.drafting import CannotDraft
from danvan.criteria.models import CriteriaVersion
from danvan.criteria.texts import Rules
from danvan.office.criteria import editor, keeping, writing
from danvan.office.criteria.forms import AdoptForm, CopyForm, NewSetForm
from danvan.office.criteria.labels import next_label, own_name
from danvan.office.criteria.listing import set_rows
from danvan.office.criteria.reach import powers, versions_for
from danvan.office.frame import page

HERE = "criteria"
STALE, REFUSED = 409, 422


def load(request: SignedInRequest, pk: int) -> CriteriaVersion:
    """A version within reach; otherwise a 404."""
    return get_object_or_404(versions_for(request.user), pk=pk)


@login_required
@require_safe
def criteria(request: SignedInRequest) -> HttpResponse:
    """Every list in reach with its versions: one's own body first, then the samples."""
    found = versions_for(request.user).annotate(lines=Count("criteria"))
    ordered = found.order_by(
        F("criteria_set__unit__path").asc(nulls_last=True), "criteria_set__track", "criteria_set__code",
        F("issued_at").desc(nulls_first=True), "-pk",
    )  # fmt: skip
    may_begin = may_somewhere(request.user, Action.DRAFT_CRITERIA)
    return page(request, "office/criteria_list.html", {
        "sets": set_rows(ordered, request.user), "may_begin": may_begin,
    }, here=HERE)  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def criteria_new(request: SignedInRequest) -> HttpResponse:
    """Begin a list with its first, blank version."""
    if not may_somewhere(request.user, Action.DRAFT_CRITERIA):
        raise Http404("Tài khoản này không soạn bộ tiêu chí.")
    form = NewSetForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = _begin(request, form)
        except CannotDraft as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "Đã lập bộ tiêu chí. Hãy ghi quy tắc, rồi thêm nhóm và tiêu chí.")
            return redirect("office:criteria-version", pk=made.pk)
    return page(request, "office/criteria_new.html", {"form": form}, here=HERE)


@transaction.atomic
def _begin(request: SignedInRequest, form: NewSetForm) -> CriteriaVersion:
    typed, at = form.cleaned_data, timezone.now()
    made = drafting.begin_set(
        unit=typed["unit"], code=typed["code"], name=typed["name"], track=typed["track"], by=request.user, at=at
    )
    rules = Rules(label=typed["label"], mode=typed["mode"])
    return drafting.begin(criteria_set=made, rules=rules, by=request.user, at=at)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def criteria_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin a version from an issued one: next year's, or with ``?sua-chu=1`` a correction of spelling."""
    source, editorial = load(request, pk), "sua-chu" in request.GET
    able = powers(request.user, source)
    if not able.copy and not (able.adopt and not editorial):
        raise Http404("Tài khoản này không soạn bộ tiêu chí này.")
    old = source.label.replace("Mẫu", "Năm") if able.adopt else source.label
    first = {"label": next_label(old, editorial=editorial), "name": own_name(source.criteria_set.name)}
    posted = request.POST or None
    form = AdoptForm(request.user, posted, initial=first) if able.adopt else CopyForm(posted, initial=first)
    if form.is_valid():
        typed: dict[str, Any] = {**form.cleaned_data, "by": request.user, "at": timezone.now()}
        begin = drafting.adopt if able.adopt else partial(drafting.copy, editorial=editorial)
        try:
            made = begin(source=source, **typed)
        except CannotDraft as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else "label", str(refusal))
        else:
            messages.success(request, f"Đã chép {source.label} sang bản thảo {made.label}.")
            return redirect("office:criteria-version", pk=made.pk)
    context = {"form": form, "source": source, "editorial": editorial}
    return page(request, "office/criteria_copy.html", context, here=HERE)


@login_required
@require_POST
def criteria_retire(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an issued version out of use for new campaigns, when its reader has agreed to it."""
    found = load(request, pk)
    if not powers(request.user, found).retire:
        raise Http404("Tài khoản này không ban hành bộ tiêu chí này.")
    if not request.POST.get("dong-y"):
        messages.error(request, "Chưa thôi áp dụng. Hãy đánh dấu ô đồng ý trước khi bấm.")
        return redirect("office:criteria")
    try:
        retire(version=found, by=request.user, at=timezone.now())
    except CannotIssue as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{found} thôi áp dụng từ hôm nay. Các đợt đang chấm theo bản này vẫn giữ nguyên.")
    return redirect("office:criteria")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def criteria_version(request: SignedInRequest, pk: int) -> HttpResponse:
    """One version: a screen to draft on while it is one's own draft, and to read otherwise."""
    found = load(request, pk)
    if request.method == "POST":
        able = powers(request.user, found)
        if not able.write and not able.copy:
            raise Http404("Tài khoản này không soạn bộ tiêu chí này.")
        return _write(request, found)
    told = [str(one) for one in messages.get_messages(request)]  # said at the top, and where the writer goes on
    context = editor.context(found, request.user, opened=request.GET.get("mo", ""))
    return page(request, "office/criteria_version.html", {**context, "told": told}, here=HERE)


def _write(request: SignedInRequest, found: CriteriaVersion) -> HttpResponse:
    """Store everything typed and do what the button says; what cannot be stored is shown again with the reason."""
    at = timezone.now()
    done = writing.do(keeping.Sent(found, request.POST, request.user, at))
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse(editor.answer(load(request, found.pk), request.user, done, at), status=_status(done))
    if not done.is_whole:
        context = editor.context(load(request, found.pk), request.user, done=done)
        return page(request, "office/criteria_version.html", context, here=HERE, status=_status(done))
    for told in done.told:
        messages.success(request, told)
    opened = f"?mo={done.opened}" if done.opened else ""
    return HttpResponseRedirect(f"{reverse('office:criteria-version', args=[found.pk])}{opened}#{done.anchor}")


def _status(done: writing.Done) -> int:
    if done.is_whole:
        return 200
    return STALE if done.is_stale or done.kept.clashes or done.kept.lost else REFUSED
