"""What is done to every request: who is really calling, how much may be sent, what browsers may keep or run."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

ADMIN = "/quan-tri/"


def real_client(answer: Answer) -> Answer:
    """Behind our proxy the caller's address is the last one that the proxy wrote, never one the caller sent."""

    def middleware(request: HttpRequest) -> HttpResponse:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip()
        if settings.BEHIND_PROXY and told:
            request.META["REMOTE_ADDR"] = told
        return answer(request)

    return middleware


def admin_policy(answer: Answer) -> Answer:
    """The themed admin runs Alpine.js and inline styles; the exception ends at its address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.path.startswith(ADMIN):
            replaced = {"script-src": [SELF, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}
            response._csp_replace = replaced  # type: ignore[attr-defined]
        return response

    return middleware


def private_pages(answer: Answer) -> Answer:
    """Signed-in pages and files are kept by no browser and no proxy; no page asks for the camera or the place."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.path.startswith(settings.PRIVATE_PATHS):
            response["Cache-Control"] = "no-store, private"
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        return response

    return middleware


def readable_cookies(answer: Answer) -> Answer:
    """A cookie with a NUL in it is none of ours, and the database would refuse to look it up."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\x00" not in value}
        return answer(request)

    return middleware


def body_limit(answer: Answer) -> Answer:
    """Refuse a sending that is too large before a byte of it is read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.BODY_MAX_BYTES:
            most = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
            reason = f"Lần gửi này quá lớn. Mỗi tệp không quá {most} MB; hãy chia ra nhiều lần gửi."
            return HttpResponse(reason, status=413, content_type="text/plain; charset=utf-8")
        return answer(request)

    return middleware
