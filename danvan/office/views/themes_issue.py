"""A theme scheme compared with the one before, what issuing would fix, issuing, and the last day of an issued one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.criteria.actions import CannotIssue
from danvan.criteria.models import ThemeScheme
from danvan.criteria.scheme_obstacles import scheme_obstacles
from danvan.criteria.schemes import end_scheme, issue_scheme
from danvan.kit import dates
from danvan.office.frame import page
from danvan.office.themes import editor
from danvan.office.themes.forms import EndForm
from danvan.office.themes.listing import scheme_row
from danvan.office.themes.pairs import common_rows, counts, pair_rows
from danvan.office.themes.reach import powers, schemes_for
from danvan.office.themes.writing import number
from danvan.office.views.themes import HERE, REFUSED, load


def _older(request: SignedInRequest, found: ThemeScheme) -> ThemeScheme | None:
    """The scheme to compare with: the one asked for, or the one it was copied from, when it is within reach."""
    asked = request.GET.get("voi", "")
    if asked:
        return get_object_or_404(schemes_for(request.user), pk=number(asked))
    return schemes_for(request.user).filter(pk=found.copied_from_id or 0).first()


@login_required
@require_safe
def themes_compare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Two schemes side by side: theme by theme, and by the common four that charts over the years add up."""
    found = load(request, pk)
    older = _older(request, found)
    rows = pair_rows(older, found) if older else []
    others = schemes_for(request.user).exclude(pk__in=[found.pk, older.pk if older else 0])
    context = {
        "scheme": found, "older": older, "rows": rows, "counts": counts(rows),
        "commons": common_rows(older, found) if older else [],
        "others": others.order_by("unit__path", "-valid_from", "name"),
    }  # fmt: skip
    return page(request, "office/themes_compare.html", context, here=HERE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def themes_issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """What stands in the way of issuing and what it would fix for good; then issue exactly what was shown."""
    found = load(request, pk)
    if found.is_issued:
        if request.method == "POST":
            messages.info(request, f"“{found}” đã ban hành từ trước; không có gì thay đổi.")
        return redirect("office:themes-scheme", pk=pk)
    if request.method != "POST":
        return _before_issue(request, found)
    try:
        edition = number(request.POST.get("edition", ""))
        issue_scheme(scheme=found, by=request.user, at=timezone.now(), edition=edition)
    except CannotIssue as refusal:
        return _before_issue(request, load(request, pk), str(refusal))
    messages.success(request, f"Đã ban hành “{found}”. Từ nay bộ này không thay đổi.")
    return redirect("office:themes-scheme", pk=pk)


def _before_issue(request: SignedInRequest, found: ThemeScheme, sentence: str = "") -> HttpResponse:
    older = schemes_for(request.user).filter(pk=found.copied_from_id or 0).first()
    themes = list(found.themes.order_by("order"))
    found.lines = len(themes)  # type: ignore[attr-defined]
    row = scheme_row(found, request.user, timezone.localdate())
    rows = pair_rows(older, found) if older else []
    context = {
        "scheme": found, "older": older, "may_issue": row.powers.issue, "sentence": sentence,
        "facts": [{"label": "Tên", "value": found.name}, *editor.facts_of(row)],
        "themes": [(theme, editor.theme_facts(theme)) for theme in themes], "counts": counts(rows),
        "obstacles": [(editor.anchor(one), one.sentence) for one in scheme_obstacles(found)],
        "commons": common_rows(older, found), "moved": [one for one in rows if one.is_moved],
    }  # fmt: skip
    return page(request, "office/themes_issue.html", context, here=HERE, status=REFUSED if sentence else 200)


@login_required
@require_POST
def themes_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say the last day of an issued scheme, so that the next one may begin after it."""
    found = load(request, pk)
    if not powers(request.user, found).end:
        raise Http404("Tài khoản này không ban hành bộ lĩnh vực này.")
    form = EndForm(request.POST)
    if form.is_valid():
        on = form.cleaned_data["on"]
        try:
            end_scheme(scheme=found, on=on, by=request.user, at=timezone.now())
        except CannotIssue as refusal:
            form.add_error("on", str(refusal))
        else:
            messages.success(request, f"“{found}” áp dụng đến hết ngày {dates.short(on)}.")
            return redirect("office:themes-scheme", pk=pk)
    context = editor.context(found, request.user, timezone.localdate(), end=form)
    return page(request, "office/themes_scheme.html", context, here=HERE, status=REFUSED)
