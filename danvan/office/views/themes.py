"""The screens of theme schemes: the list, a new one, a copy, and the one screen of a scheme."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, F
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from danvan.accounts.access import Action, may, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.accounts.models import User
from danvan.criteria.drafting import CannotDraft, StaleDraft
from danvan.criteria.models import ThemeScheme
from danvan.criteria.schemes import FieldRefused, begin_scheme, copy_scheme
from danvan.office.criteria.labels import next_label
from danvan.office.frame import page
from danvan.office.themes import editor, writing
from danvan.office.themes.forms import NewSchemeForm
from danvan.office.themes.listing import body_rows
from danvan.office.themes.reach import powers, schemes_for

HERE = "criteria"
STALE, REFUSED = 409, 422


def load(request: SignedInRequest, pk: int) -> ThemeScheme:
    """A scheme within reach; otherwise a 404."""
    return get_object_or_404(schemes_for(request.user), pk=pk)


@login_required
@require_safe
def themes(request: SignedInRequest) -> HttpResponse:
    """Every scheme in reach: the bodies first, then what is common to all."""
    found = schemes_for(request.user).annotate(lines=Count("themes"))
    ordered = found.order_by(
        F("unit__path").asc(nulls_last=True), F("issued_at").desc(nulls_first=True),
        F("valid_from").desc(nulls_last=True), "code",
    )  # fmt: skip
    context = {
        "bodies": body_rows(ordered, request.user, timezone.localdate()),
        "may_begin": may_somewhere(request.user, Action.DRAFT_CRITERIA),
    }
    return page(request, "office/themes_list.html", context, here=HERE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def themes_new(request: SignedInRequest) -> HttpResponse:
    """Begin a blank scheme."""
    if not may_somewhere(request.user, Action.DRAFT_CRITERIA):
        raise Http404("Tài khoản này không soạn bộ lĩnh vực.")
    form = NewSchemeForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid() and (made := _begun(request, form, None)) is not None:
        messages.success(request, "Đã lập bộ lĩnh vực. Hãy thêm từng lĩnh vực.")
        return redirect("office:themes-scheme", pk=made.pk)
    return page(request, "office/themes_new.html", {"form": form}, here=HERE, status=_status(form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def themes_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin the scheme of the next period, or of one's own body, with the themes of an issued one."""
    source = load(request, pk)
    if not powers(request.user, source).copy:
        raise Http404("Tài khoản này không soạn bộ lĩnh vực.")
    posted = request.POST if request.method == "POST" else None
    form = NewSchemeForm(request.user, posted, initial=_next(source, request.user))
    if form.is_valid() and (made := _begun(request, form, source)) is not None:
        messages.success(request, f"Đã chép các lĩnh vực của “{source}” sang bản thảo “{made}”.")
        return redirect("office:themes-scheme", pk=made.pk)
    context = {"form": form, "source": source}
    return page(request, "office/themes_copy.html", context, here=HERE, status=_status(form))


def _next(source: ThemeScheme, by: User) -> dict[str, Any]:
    """What is proposed for the scheme after another of the same body: the day after it, and the year after its name.

    For another body nothing follows on: only the name and the source are proposed.
    """
    own = source.unit is not None and may(by, Action.DRAFT_CRITERIA, source.unit)
    told: dict[str, Any] = {"name": source.name, "source": source.source}
    if own:
        told |= {"unit": source.unit_id, "code": next_label(source.code, editorial=False)}
        told["name"] = next_label(source.name, editorial=False) or source.name
        told["valid_from"] = source.valid_to + timedelta(days=1) if source.valid_to else None
    return told


def _begun(request: SignedInRequest, form: NewSchemeForm, source: ThemeScheme | None) -> ThemeScheme | None:
    """The new draft; nothing when it was refused, and then the form says why at its place."""
    given: dict[str, Any] = {"unit": form.unit, "words": form.words(), "by": request.user, "at": timezone.now()}
    try:
        return copy_scheme(source=source, **given) if source else begin_scheme(**given)
    except FieldRefused as refusal:
        form.add_error(refusal.field, str(refusal))
    except CannotDraft as refusal:
        form.add_error(None, str(refusal))
    return None


def _status(form: NewSchemeForm) -> int:
    return REFUSED if form.errors else 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def themes_scheme(request: SignedInRequest, pk: int) -> HttpResponse:
    """One scheme: a screen to draft on while it is one's own draft, and to read otherwise."""
    found = load(request, pk)
    if request.method == "POST":
        return _write(request, found)
    context = editor.context(found, request.user, timezone.localdate(), opened=request.GET.get("mo", ""))
    return page(request, "office/themes_scheme.html", context, here=HERE)


def _write(request: SignedInRequest, found: ThemeScheme) -> HttpResponse:
    """Do what the button says; what cannot be stored is shown again with the reason, and nothing typed is lost."""
    if not may_somewhere(request.user, Action.DRAFT_CRITERIA):
        raise Http404("Tài khoản này không soạn bộ lĩnh vực.")
    sent = writing.Sent(found, request.POST, request.user, timezone.now())
    try:
        done = writing.do(sent)
    except writing.NotTyped as refusal:
        return _again(request, found, editor.Typed(refusal.forms), REFUSED)
    except CannotDraft as refusal:
        status = STALE if isinstance(refusal, StaleDraft) or found.is_issued else REFUSED
        return _again(request, found, editor.Typed(writing.typed_forms(sent), str(refusal)), status)
    messages.success(request, done.sentence)
    opened = f"?mo={done.opened}" if done.opened else ""
    return HttpResponseRedirect(f"{reverse('office:themes-scheme', args=[found.pk])}{opened}#{done.anchor}")


def _again(request: SignedInRequest, found: ThemeScheme, typed: editor.Typed, status: int) -> HttpResponse:
    context = editor.context(load(request, found.pk), request.user, timezone.localdate(), typed=typed)
    return page(request, "office/themes_scheme.html", context, here=HERE, status=status)
