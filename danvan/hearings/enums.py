"""The states of a consultation, of what one person says, and of a request to take personal data down."""

from __future__ import annotations

from django.db import models


class ConsultationState(models.TextChoices):
    """Where a consultation is: prepared, open to everyone, closed with its summary, or given up."""

    DRAFT = "DRAFT", "Đang soạn"
    OPEN = "OPEN", "Đang lấy ý kiến"
    CLOSED = "CLOSED", "Đã kết thúc"
    CANCELLED = "CANCELLED", "Đã hủy"


class OpinionState(models.TextChoices):
    """What became of one opinion: waiting, shown to everyone, or kept from the page with a reason."""

    RECEIVED = "RECEIVED", "Chờ đọc"
    SHOWN = "SHOWN", "Đã đăng"
    WITHHELD = "WITHHELD", "Không đăng"


class Stance(models.TextChoices):
    """How the reader of an opinion understands it."""

    SUPPORT = "SUPPORT", "Ủng hộ"
    SUGGEST = "SUGGEST", "Góp ý"
    REPORT = "REPORT", "Phản ánh"


class RemovalState(models.TextChoices):
    """What became of a request to take personal data down."""

    OPEN = "OPEN", "Chờ xử lý"
    DONE = "DONE", "Đã gỡ"
    REFUSED = "REFUSED", "Không gỡ"
