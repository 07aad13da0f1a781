"""Photographs of recognised models, as long as they are public."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from danvan.stories.models import Photo
from danvan.stories.serving import content_key, read


@require_safe
def photo(request: HttpRequest, pk: int, width: int) -> HttpResponse:
    """One width of a public photograph. Browsers ask again each time, so that one taken down is gone at once."""
    found = get_object_or_404(Photo.objects.public(), pk=pk)
    if width not in found.widths:
        raise Http404
    etag = quote_etag(content_key(found, width))
    answer = get_conditional_response(request, etag=etag) or _whole(found, width)
    answer["ETag"] = etag
    answer["Cache-Control"] = "public, no-cache"
    return answer


def _whole(found: Photo, width: int) -> HttpResponse:
    data = read(found, width)
    if data is None:
        raise Http404
    return HttpResponse(data, content_type="image/jpeg", headers={"X-Content-Type-Options": "nosniff"})
