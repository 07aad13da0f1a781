"""The pages shown when a request breaks: with a reason to act on, or a number to quote."""

import logging
import re
import secrets

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

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
    return render(request, "400.html", {"reason": reason}, status=400)


_FAMILIES = (
    ("/mo-hinh/", "Tất cả mô hình", "portal:practices"), ("/don-vi/", "Đơn vị và phiếu chấm", "portal:units"),
    ("/quyet-dinh/", "Quyết định công nhận", "portal:decisions"), ("/van-ban/", "Văn bản", "portal:documents"),
    ("/tra-cuu/", "Tra cứu giấy công nhận", "portal:check"), ("/can-bo/", "Khu làm việc của cán bộ", "office:desk"),
)  # fmt: skip
_SEARCHED = ("/mo-hinh/", "/don-vi/")  # whose addresses end in words
_ALWAYS = (("Sổ vàng", "portal:home"), ("Sơ đồ cổng", "portal:site-map"))
_MOST_WORDS = 8


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page: the words of the address are offered to be searched, and the parts of the site nearest to it."""
    near = [(label, name) for start, label, name in _FAMILIES if request.path.startswith(start)]
    usual = [(label, name) for start, label, name in _FAMILIES if start != "/can-bo/" and (label, name) not in near]
    places = [{"label": label, "url": reverse(name)} for label, name in (*near, *usual, *_ALWAYS)]
    words = _words_of(request.path) if request.path.startswith(_SEARCHED) else ""
    return render(request, "404.html", {"words": words, "places": places}, status=404)


def _words_of(path: str) -> str:
    """“hien dat lam duong” of “/mo-hinh/12-hien-dat-lam-duong/”: what stands behind the number, when it is words."""
    parts = [part for part in path.split("/") if part]
    slug = re.sub(r"^\d+-?", "", parts[1]) if len(parts) > 1 else ""
    words = [word for word in re.split(r"[-\s_.]+", slug) if re.fullmatch(r"[^\W_]{1,20}", word)]
    return " ".join(words[:_MOST_WORDS])
