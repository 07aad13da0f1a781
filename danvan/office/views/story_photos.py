"""The photographs of a model: adding one, writing down consent, putting them in order, taking one down."""

from __future__ import annotations

from csp.constants import NONE
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.kit.uploads import BadUpload
from danvan.office.frame import page
from danvan.office.stories import pages
from danvan.office.stories.forms import ConsentForm, PhotoForm, PlaceForm, WhyForm
from danvan.stories.actions import CannotTell, add_photo, place_photo, record_consent, remove_photo
from danvan.stories.models import Photo
from danvan.stories.queries import may_write
from danvan.stories.serving import read

HERE = "dossiers"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def photo_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose a photograph and say what it shows."""
    dossier, story = pages.load(request.user, pk)
    if not may_write(request.user, dossier, story):
        raise Http404
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    if form.is_bound and form.is_valid():
        try:
            kept = add_photo(
                dossier=dossier, upload=form.cleaned_data["upload"], words=form.words(), by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except (CannotTell, BadUpload) as refusal:
            form.add_error("upload" if isinstance(refusal, BadUpload) else None, str(refusal))
        else:
            lacks = kept.shows_people and kept.consent_on is None
            hint = " Ảnh chỉ hiện công khai sau khi ghi sự đồng ý của người trong ảnh." if lacks else ""
            messages.success(request, f"Đã thêm ảnh. Vị trí, giờ chụp ghi trong ảnh đã được xóa.{hint}")
            return redirect(f"{reverse('office:story', args=[pk])}#anh")
    context = {"dossier": dossier, "form": form, "crumbs": pages.crumbs(dossier, "Câu chuyện và ảnh", "Thêm ảnh")}
    return page(request, "office/stories/photo_add.html", context, here=HERE, status=400 if form.errors else 200)


@login_required
@require_safe
def photo(request: SignedInRequest, pk: int) -> HttpResponse:
    """One photograph with its consent, its place and the way to take it down."""
    return _page(request, pages.load_photo(request.user, pk))


@login_required
@require_safe
def photo_file(request: SignedInRequest, pk: int, width: int) -> HttpResponse:
    """The picture itself, public or not, to those within reach."""
    data = read(pages.load_photo(request.user, pk), width)
    if data is None:
        raise Http404
    answer = HttpResponse(data, content_type="image/jpeg", headers={"X-Content-Type-Options": "nosniff"})
    answer._csp_replace = {"default-src": [NONE], "sandbox": True}  # type: ignore[attr-defined]
    return answer


@login_required
@require_POST
def photo_consent(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down the consent of those who can be told apart."""
    found = pages.load_photo(request.user, pk)
    form = ConsentForm(request.POST)
    if form.is_valid():
        on, note = form.cleaned_data["consent_on"], form.cleaned_data["consent_note"]
        try:
            record_consent(photo=found, on=on, note=note, by=request.user, at=timezone.now())
        except CannotTell as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã ghi sự đồng ý của người trong ảnh.")
            return redirect("office:photo", pk)
    return _page(request, found, form, 400)


@login_required
@require_POST
def photo_place(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a photograph at another place; the first is the large one."""
    found = pages.load_photo(request.user, pk)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Hãy ghi thứ tự bằng số, từ 1.")
        return redirect("office:photo", pk)
    try:
        place_photo(photo=found, place=form.cleaned_data["place"], by=request.user, at=timezone.now())
    except CannotTell as refusal:
        messages.error(request, str(refusal))
        return redirect("office:photo", pk)
    messages.success(request, "Đã xếp lại thứ tự ảnh.")
    return redirect(f"{reverse('office:story', args=[found.dossier_id])}#anh")


@login_required
@require_POST
def photo_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a photograph down for good, with a reason; the button pressed twice takes it down once."""
    found = pages.load_photo(request.user, pk, even_removed=True)
    form = WhyForm(request.POST)
    try:
        why = form.cleaned_data["why"] if form.is_valid() else ""
        remove_photo(photo=found, why=why, by=request.user, at=timezone.now())
    except CannotTell as refusal:
        messages.error(request, str(refusal))
        if found.removed_at is not None:
            return redirect("office:story", found.dossier_id)
        return _page(request, found, status=409)
    messages.success(request, "Đã gỡ ảnh và xóa tệp ảnh. Lý do được giữ trong nhật ký hồ sơ.")
    return redirect(f"{reverse('office:story', args=[found.dossier_id])}#anh")


def _page(request: SignedInRequest, found: Photo, form: ConsentForm | None = None, status: int = 200) -> HttpResponse:
    return page(
        request, "office/stories/photo.html", pages.photo_context(request.user, found, form), here=HERE, status=status
    )
