"""Why a story, a photograph or a contact is not kept, in words fit to show."""

from __future__ import annotations

EDITED = "Người khác vừa lưu trang này. Phần vừa gõ còn nguyên bên dưới; hãy xem lại rồi lưu lần nữa nếu vẫn cần."


class CannotTell(Exception):
    """What was asked cannot be done; the message says what and how to mend it."""


class EditedMeanwhile(CannotTell):
    """Somebody else stored it since the page was shown."""
