"""The states of a request to judge again."""

from __future__ import annotations

from django.db import models


class AppealState(models.TextChoices):
    """Where a request is: waiting, or answered one way or the other."""

    OPEN = "OPEN", "Chờ trả lời"
    UPHELD = "UPHELD", "Chấp nhận, xem lại hồ sơ"
    KEPT = "KEPT", "Giữ nguyên kết luận"
    TAKEN_BACK = "TAKEN_BACK", "Đã rút"
