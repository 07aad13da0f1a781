"""The handbook: its chapters, one's own first, and the words found in them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from danvan.accounts.http import SignedInRequest
from danvan.office.frame import page
from danvan.office.handbook import chapters, reading
from danvan.office.handbook.forms import SearchForm


@login_required
@require_safe
def handbook(request: SignedInRequest) -> HttpResponse:
    """All chapters, those of one's own posts first; or where the words asked for are found."""
    asked = SearchForm(request.GET).asked()["q"]
    own, others = chapters.sorted_for(post.role for post in request.user.posts)
    context = {"asked": asked, "found": reading.search(asked), "own": own, "others": others}
    return page(request, "office/handbook/index.html", context)


@login_required
@require_safe
def chapter(request: SignedInRequest, slug: str) -> HttpResponse:
    """One chapter, with its headings and its neighbours."""
    shown = chapters.BY_SLUG.get(slug)
    if shown is None:
        raise Http404
    before, after = chapters.neighbours(shown)
    context = {"chapter": shown, "sections": reading.sections(shown), "before": before, "after": after}
    return page(request, "office/handbook/chapter.html", context)
