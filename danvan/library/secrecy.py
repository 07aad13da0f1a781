"""Papers marked secret never belong on a portal of the Internet: titles and file names are searched for the marks."""

from __future__ import annotations

import re

from danvan.kit import vi

SENTENCE = (
    "Tiêu đề hoặc tên tệp có dấu chỉ độ mật “{mark}”. Văn bản Mật, Tối mật, Tuyệt mật không được đưa lên cổng này; "
    "hãy xử lý theo chế độ bảo vệ bí mật nhà nước."
)
_DEGREES = re.compile(r"(?<![^\W_])(tuyệt|tối)[\W_]+mật(?![^\W_])|(?<![^\W_])(tuyet|toi)[\W_]+mat(?![^\W_])")
# “mật” alone is a mark, but not inside “bí mật”, “bảo mật”, “cơ mật”, “mật khẩu”, “mật độ”, “mật ong”, “mật thiết”
_ALONE = re.compile(
    r"(?<!bí )(?<!bảo )(?<!cơ )(?<!thân )(?<![^\W_])mật(?![^\W_])(?!\s+(khẩu|độ|ong|thiết|mía|ngọt|gấu))"
)
_BRACKETED = re.compile(r"[(\[{]\s*(mật|mat)\s*[)\]}]")


def mark_in(text: str) -> str:
    """The mark of secrecy that a title or a file name carries, as written; empty for any other text."""
    key = vi.nfc(text).lower()
    for pattern in (_DEGREES, _BRACKETED, _ALONE):
        if found := pattern.search(key):
            return vi.clean_line(found.group().strip("()[]{}"))
    return ""


def why_secret(*texts: str) -> str:
    """The refusal for the first text that carries a mark, or nothing."""
    for text in texts:
        if mark := mark_in(text):
            return SENTENCE.format(mark=mark)
    return ""
