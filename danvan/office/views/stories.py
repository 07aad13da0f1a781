"""Writing the story of a model, showing it to the public and hiding it, and the list of what is still to be told."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.dossiers.models import Dossier
from danvan.office.frame import page
from danvan.office.stories import pages
from danvan.office.stories.forms import ListForm, StoryForm, WhyForm
from danvan.office.stories.listing import listing
from danvan.stories.actions import CannotTell, EditedMeanwhile, hide_story, show_story, write_story
from danvan.stories.queries import contact_homes, may_write, organises, story_of

HERE = "dossiers"
SHOW = "dang"


@login_required
@require_safe
def stories(request: SignedInRequest) -> HttpResponse:
    """The recognised models within reach, by what their stories need."""
    told = listing(request.user, ListForm(request.GET).asked())
    context = {"told": told, "keeps_contacts": bool(contact_homes(request.user))}
    return page(request, "office/stories/list.html", context, here=HERE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def story(request: SignedInRequest, pk: int) -> HttpResponse:
    """The story with its form for those who write it, to be read by the others."""
    dossier, stored = pages.load(request.user, pk)
    if request.method != "POST":
        return _page(request, dossier)
    if not may_write(request.user, dossier, stored):
        messages.error(request, "Câu chuyện đã đăng hoặc bạn không viết được câu chuyện này. Chưa lưu gì.")
        return _page(request, dossier, status=403)
    form = StoryForm(stored, request.POST)
    if not form.is_valid():
        return _page(request, dossier, form, 400)
    at, edition = timezone.now(), form.cleaned_data["edition"]
    try:
        kept = write_story(dossier=dossier, told=form.told(), edition=edition, by=request.user, at=at)
    except CannotTell as refusal:
        return _refused(request, dossier, refusal)
    if request.POST.get("buoc") == SHOW:
        return _show(request, dossier, kept.edition)
    messages.success(request, f"Đã lưu câu chuyện lúc {timezone.localtime(at):%H:%M}.")
    return redirect("office:story", pk)


def _show(request: SignedInRequest, dossier: Dossier, edition: int) -> HttpResponse:
    """The text is kept already; whether it is shown too is told."""
    try:
        show_story(dossier=dossier, edition=edition, by=request.user, at=timezone.now())
    except CannotTell as refusal:
        messages.error(request, f"Đã lưu, nhưng chưa đăng: {refusal}")
        return redirect("office:story", dossier.pk)
    messages.success(request, "Đã đăng câu chuyện lên sổ vàng. Mọi người đọc được từ bây giờ.")
    return redirect("office:story", dossier.pk)


def _refused(request: SignedInRequest, dossier: Dossier, refusal: CannotTell) -> HttpResponse:
    """What was typed stays; after somebody else's change, saving again is meant to go over it."""
    stored, typed = story_of(dossier), request.POST.copy()
    if isinstance(refusal, EditedMeanwhile):
        typed["edition"] = str(stored.edition if stored else 0)
    again = StoryForm(stored, typed)
    again.is_valid()
    again.add_error(None, str(refusal))
    return _page(request, dossier, again, 409)


def _page(request: SignedInRequest, dossier: Dossier, form: StoryForm | None = None, status: int = 200) -> HttpResponse:
    context = pages.context(request.user, dossier, story_of(dossier), form)
    return page(request, "office/stories/story.html", context, here=HERE, status=status)


@login_required
@require_POST
def story_hide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the story off the public page, with a reason."""
    dossier, _ = pages.load(request.user, pk)
    if not organises(request.user, dossier):
        raise Http404
    form = WhyForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    try:
        hide_story(dossier=dossier, why=why, by=request.user, at=timezone.now())
    except CannotTell as refusal:
        messages.error(request, str(refusal))
        return _page(request, dossier, status=409)
    messages.success(request, "Đã gỡ câu chuyện khỏi trang công khai. Đơn vị sửa được từ bây giờ.")
    return redirect("office:story", pk)
