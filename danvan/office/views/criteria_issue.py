"""Before a version is issued: compared with the one before, tried on last year's cards, then issued."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from danvan.accounts.http import SignedInRequest
from danvan.criteria.actions import CannotIssue, issue
from danvan.criteria.comparing import rule_changes
from danvan.criteria.models import CriteriaVersion
from danvan.criteria.obstacles import obstacles
from danvan.dossiers.trying import try_on
from danvan.ledger.models import Channel
from danvan.office.criteria import editor
from danvan.office.criteria.linking import Linked, keep_links
from danvan.office.criteria.pairs import counts, pair_rows
from danvan.office.criteria.reach import powers, versions_for
from danvan.office.frame import page
from danvan.office.views.criteria import HERE, REFUSED, load


def _older(request: SignedInRequest, found: CriteriaVersion) -> CriteriaVersion | None:
    """The version to compare with: the one asked for, or the one it was copied from, when it is within reach."""
    asked = request.GET.get("voi", "")
    if asked:
        pk = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 18 else 0
        return get_object_or_404(versions_for(request.user), pk=pk)
    return versions_for(request.user).filter(pk=found.copied_from_id or 0).first()


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def criteria_compare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Two versions side by side; on a draft, what each line came from may be said."""
    found = load(request, pk)
    if request.method == "POST":
        return _link(request, found)
    return _compared(request, found)


def _compared(request: SignedInRequest, found: CriteriaVersion, linked: Linked | None = None) -> HttpResponse:
    older = _older(request, found)
    writes = powers(request.user, found).write and older is not None and older.pk == found.copied_from_id
    rows = pair_rows(older, found, writes=writes, linked=linked) if older else []
    own = versions_for(request.user).filter(criteria_set=found.criteria_set)
    context = {
        "version": found, "older": older, "rows": rows, "counts": counts(rows), "writes": writes, "linked": linked,
        "wrong": [form for row in rows for form in row.forms if form.sentence],
        "rules": rule_changes(older, found) if older else [],
        "earlier": list(older.criteria.order_by("order")) if writes and older else [],
        "others": own.exclude(pk__in=[found.pk, older.pk if older else 0]).order_by("-pk"),
    }  # fmt: skip
    return page(request, "office/criteria_compare.html", context, here=HERE, status=REFUSED if linked else 200)


def _link(request: SignedInRequest, found: CriteriaVersion) -> HttpResponse:
    older = _older(request, found)
    if not powers(request.user, found).write or older is None or older.pk != found.copied_from_id:
        raise Http404("Tài khoản này không soạn bộ tiêu chí này.")
    linked = keep_links(older, found, request.POST, by=request.user, at=timezone.now())
    if linked.refused:
        return _compared(request, found, linked)
    numbers = ", ".join(map(str, linked.stored))
    messages.success(request, f"Đã ghi tiêu chí {numbers} có từ đâu." if numbers else "Không có gì thay đổi.")
    anchor = f"#cap-{request.POST['cap']}" if request.POST.get("cap", "").isdecimal() else ""
    return HttpResponseRedirect(f"{reverse('office:criteria-compare', args=[found.pk])}{anchor}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def criteria_issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """What stands in the way of issuing, what will not compare, how the rule would have worked; then issue."""
    found = load(request, pk)
    if found.is_issued:
        if request.method == "POST":
            messages.info(request, f"{found} đã ban hành từ trước; không có gì thay đổi.")
        return redirect("office:criteria-version", pk=pk)
    if request.method != "POST":
        return _before_issue(request, found)
    try:
        issue(version=found, by=request.user, at=timezone.now(), channel=Channel.FORM)
    except CannotIssue as refusal:
        return _before_issue(request, found, str(refusal))
    messages.success(request, f"Đã ban hành {found}. Từ nay bản này không thay đổi; đợt mới chọn được để chấm.")
    return redirect("office:criteria-version", pk=pk)


def _before_issue(request: SignedInRequest, found: CriteriaVersion, sentence: str = "") -> HttpResponse:
    older = found.copied_from
    rows = pair_rows(older, found) if older else []
    context = {
        "version": found, "older": older, "may_issue": powers(request.user, found).issue, "sentence": sentence,
        "obstacles": [(editor.anchor(one), one.sentence) for one in obstacles(found)],
        "broken": [row for row in rows if not row.is_comparable], "counts": counts(rows), "trials": try_on(found),
    }  # fmt: skip
    status = REFUSED if sentence else 200
    return page(request, "office/criteria_issue.html", context, here=HERE, status=status)
