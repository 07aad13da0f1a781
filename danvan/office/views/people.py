"""The screens “Người dùng”: who works where, inviting, giving and ending posts, a new password."""

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
from danvan.accounts.models import Post, User
from danvan.accounts.people import may_appoint, may_keep, password_link, people_kept
from danvan.notices import people as acts
from danvan.notices.posting import absolute
from danvan.office.frame import page
from danvan.office.people import listing
from danvan.office.people.forms import EndForm, InviteForm, PeopleForm, PostForm

HERE = "people"
A_PAGE = 40
REFUSED = 422


def _refuse_strangers(request: SignedInRequest) -> None:
    if not may_somewhere(request.user, Action.APPOINT):
        raise Http404("Tài khoản này không quản lý người dùng.")


@login_required
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody in care, with their posts and when they last signed in."""
    _refuse_strangers(request)
    asked = PeopleForm(request.GET).asked()
    found = listing.with_posts(listing.found(request.user, asked["q"]))
    shown = Paginator(found, A_PAGE).get_page(asked["page"] or 1)
    lines = listing.lines(shown, timezone.localdate(timezone.now()))
    context = {"page": shown, "lines": lines, "asked": asked["q"], "base": f"q={asked['q']}&" if asked["q"] else ""}
    return page(request, "office/people_list.html", context, here=HERE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: SignedInRequest) -> HttpResponse:
    """Invite someone: an account without a password, a post, and the link to hand over."""
    _refuse_strangers(request)
    now = timezone.now()
    form = InviteForm(request.user, timezone.localdate(now), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            post = acts.invite(who=form.newcomer(), by=request.user, at=now)
        except acts.CannotAppoint as refusal:
            form.add_error(refusal.place if refusal.place in form.fields else None, str(refusal))
        else:
            return _handed(request, post, acts.INVITE, password_link(post.user))
    return page(request, "office/people_new.html", {"form": form}, here=HERE, status=REFUSED if form.errors else 200)


def _handed(request: SignedInRequest, post: Post, kind: str, link: str) -> HttpResponse:
    """The link, shown this once; it is nowhere stored."""
    now = timezone.now()
    sent = acts.hand_over(post=post, kind=kind, link=link, by=request.user, at=now)
    context = {
        "one": post.user, "post": post, "link": absolute(link), "holds": acts.holds_until(now), "sent": sent,
        "invited": kind == acts.INVITE,
    }  # fmt: skip
    return page(request, "office/people_link.html", context, here=HERE)


def _in_care(request: SignedInRequest, pk: int) -> User:
    _refuse_strangers(request)
    return get_object_or_404(people_kept(request.user), pk=pk)


@login_required
@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: posts, history, and what the reader may do."""
    return _show(request, _in_care(request, pk))


def _show(request: SignedInRequest, one: User, *, status: int = 200, **forms: Any) -> HttpResponse:
    today = timezone.localdate(timezone.now())
    context = {
        "one": one, "lines": listing.posts_of(one, request.user, today), "history": listing.history(one)[:30],
        "may_keep": may_keep(request.user, one), "own": one.pk == request.user.pk,
        "appoint": PostForm(request.user, today), "end": EndForm(), "day": today, "ending": 0,
        "waits": not one.has_usable_password(), **forms,
    }  # fmt: skip
    return page(request, "office/people_person.html", context, here=HERE, status=status)


@login_required
@require_POST
def person_appoint(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give someone one more post."""
    one, now = _in_care(request, pk), timezone.now()
    form = PostForm(request.user, timezone.localdate(now), request.POST)
    if form.is_valid():
        try:
            post = acts.appoint(user=one, **form.cleaned_data, by=request.user, at=now)
        except acts.CannotAppoint as refusal:
            form.add_error(refusal.place if refusal.place in form.fields else None, str(refusal))
        else:
            messages.success(request, f"Đã phân công {one}: {post.get_role_display()}, {post.unit.name}.")
            return redirect("office:person", pk=pk)
    return _show(request, one, status=REFUSED, appoint=form)


@login_required
@require_POST
def person_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a post, with its last day and the reason."""
    scoped = Post.objects.filter(user__in=people_kept(request.user).values("pk")).select_related("unit", "user")
    post = get_object_or_404(scoped, pk=pk)
    if not may_appoint(request.user, post.role, post.unit):
        raise Http404("Phân công này ngoài phạm vi.")
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            acts.end_post(post=post, **form.cleaned_data, by=request.user, at=timezone.now())
        except acts.CannotAppoint as refusal:
            form.add_error(refusal.place if refusal.place in form.fields else None, str(refusal))
        else:
            messages.success(request, f"Đã ghi ngày kết thúc phân công của {post.user} tại {post.unit.name}.")
            return redirect("office:person", pk=post.user_id)
    return _show(request, post.user, status=REFUSED, end=form, ending=post.pk)


@login_required
@require_POST
def person_reset(request: SignedInRequest, pk: int) -> HttpResponse:
    """End the old password and show the link to a new one, once."""
    one = _in_care(request, pk)
    post = one.all_posts.select_related("unit", "user").order_by("-from_on", "-pk").first()
    if not request.POST.get("dong-y"):
        messages.error(request, "Chưa đặt lại. Hãy đánh dấu ô đồng ý trước khi bấm.")
        return redirect("office:person", pk=pk)
    if post is None:
        messages.error(request, "Người này chưa có phân công nào. Hãy phân công trước.")
        return redirect("office:person", pk=pk)
    try:
        link = acts.reset(user=one, by=request.user, at=timezone.now())
    except acts.CannotAppoint as refusal:
        messages.error(request, str(refusal))
        return redirect("office:person", pk=pk)
    return _handed(request, post, acts.RESET, link)
