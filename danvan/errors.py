"""The pages shown when a request breaks: with a reason to act on, or a number to quote."""

import logging
import secrets

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours; its number finds the lines in the log."""
    reference = secrets.token_hex(4).upper()
    log.error("Mã tra cứu %s: %s %s", reference, request.method, request.path)
    return render(request, "500.html", {"reference": reference}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from another site, or from a page left open too long."""
    log.warning("Biểu mẫu bị từ chối (%s): %s", reason, request.path)
    sentence = "Trang này đã mở quá lâu hoặc trình duyệt chặn cookie. Hãy tải lại trang rồi gửi lại."
    return render(request, "403.html", {"reason": sentence}, status=403)


_REFUSALS: dict[type[Exception], str] = {
    RequestDataTooBig: "Nội dung gửi lên quá dài. Hãy rút gọn, hoặc gửi thành nhiều lần.",
    TooManyFieldsSent: "Lần gửi này có quá nhiều ô. Hãy tải lại trang rồi gửi thành nhiều lần.",
    TooManyFilesSent: "Lần gửi này có quá nhiều tệp. Hãy chia ra nhiều lần gửi.",
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read at all: too much in it, a broken file, an address that is not ours."""
    usual = "Máy chủ không đọc được yêu cầu này. Hãy quay lại trang trước, tải lại trang rồi thử lại."
    reason = _REFUSALS.get(type(exception), usual)
    return render(request, "403.html", {"reason": reason}, status=400)
