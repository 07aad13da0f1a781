"""The portal's own addresses and one more, behind which something breaks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from danvan.urls import handler400, handler500
from danvan.urls import urlpatterns as real

__all__ = ["handler400", "handler500", "urlpatterns"]


def broken(request: HttpRequest) -> HttpResponse:
    """Never answers."""
    raise ZeroDivisionError("mật khẩu cơ sở dữ liệu là abc")


urlpatterns = [path("hong/", broken), path("can-bo/hong/", broken), *real]
