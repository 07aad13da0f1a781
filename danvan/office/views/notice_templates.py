"""The screens of wordings: which there are, writing one with a preview, and the days on which reminders go out."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from danvan.accounts.access import Action, may, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.accounts.models import User
from danvan.notices import wording
from danvan.notices.enums import NoticeKind
from danvan.notices.models import ReminderRule, Template
from danvan.notices.templates import CannotWrite, drop_template, set_days, wordings, write_template
from danvan.office.frame import page
from danvan.office.notices.forms import RulesForm, TemplateForm
from danvan.office.notices.previewing import preview
from danvan.office.views.notices import HERE, REFUSED
from danvan.units.models import Unit


def _owner(user: User) -> Unit | None:
    """Whose wordings this person writes: everybody's as administrator, else those of their own board."""
    if may_somewhere(user, Action.MANAGE):
        return None
    unit = next((post.unit for post in user.posts if may(user, Action.RUN, post.unit)), None)
    if unit is None:
        raise Http404("Tài khoản này không sửa mẫu thông báo.")
    return unit


def _read_now(kind: str, owner: Unit | None) -> Template:
    """What is read today: the wording of the board, or the one above it that holds for it."""
    found = wordings(kind)
    return found.of(owner) if owner else found.rows[-1]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice_templates(request: SignedInRequest) -> HttpResponse:
    """Every wording, and the days of reminding."""
    owner, now = _owner(request.user), timezone.now()
    rules = sorted(ReminderRule.objects.all(), key=lambda rule: rule.pk)
    form = RulesForm(rules, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            for rule in rules:
                set_days(rule=rule, days=form.cleaned_data[rule.stage], by=request.user, at=now)
        except CannotWrite as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu lịch nhắc.")
            return redirect("office:notice-templates")
    rows = [(kind, _read_now(kind, owner)) for kind in NoticeKind.values]
    context = {
        "rows": [(NoticeKind(kind).label, row, row.owner == owner) for kind, row in rows], "owner": owner,
        "form": form, "keeps_rules": owner is None, "rules": rules,
    }  # fmt: skip
    return page(request, "office/notice_templates.html", context, here=HERE, status=REFUSED if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice_template(request: SignedInRequest, key: str) -> HttpResponse:
    """Write one wording; “Xem trước” shows it filled and stores nothing."""
    owner, now, kind = _owner(request.user), timezone.now(), key.upper()
    if kind not in NoticeKind.values:
        raise Http404("Không có loại thông báo này.")
    template = _read_now(kind, owner)
    own = template.owner == owner
    edition = template.edition if own else 0
    form = TemplateForm(template, request.POST if request.method == "POST" else None, edition=edition)
    if request.method == "POST" and form.is_valid() and "xem" not in request.POST:
        try:
            words = form.words()
            write_template(template=template, owner=owner, words=words, by=request.user, at=now)
        except CannotWrite as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu mẫu. Thông báo gửi từ bây giờ dùng mẫu này.")
            return redirect("office:notice-template", key=key)
    return _show(request, template, form, own=own, at=now)


def _show(
    request: SignedInRequest, template: Template, form: TemplateForm, *, own: bool, at: datetime
) -> HttpResponse:  # fmt: skip
    subject, body = str(form["subject"].value() or ""), str(form["body"].value() or "")
    seen = preview(template.key, subject, body, request.user, at) if request.user.posts else ("", "")
    faults = [*wording.faults(template.key, subject, whole=False), *wording.faults(template.key, body, whole=True)]
    context = {
        "template": template, "form": form, "places": list(wording.PLACES[template.key].items()), "own": own,
        "seen_subject": seen[0], "seen_body": seen[1], "faults": faults, "label": template.get_key_display(),
        "droppable": own and template.owner is not None, "key": template.key.lower(),
    }  # fmt: skip
    return page(request, "office/notice_template.html", context, here=HERE, status=REFUSED if form.errors else 200)


@login_required
@require_POST
def notice_template_drop(request: SignedInRequest, key: str) -> HttpResponse:
    """Go back to the wording for everybody."""
    owner = _owner(request.user)
    found = get_object_or_404(Template.objects.filter(owner__isnull=False), key=key.upper(), owner=owner)
    try:
        drop_template(template=found, by=request.user, at=timezone.now())
    except CannotWrite as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã bỏ mẫu riêng, dùng lại mẫu chung.")
    return redirect("office:notice-template", key=key)
