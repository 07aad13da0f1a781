"""The kinds of message, the ways they go out, and what became of them."""

from __future__ import annotations

from django.db import models


class NoticeKind(models.TextChoices):
    """What a message is about; each has its own wording."""

    OPENING = "OPENING", "Mở đợt thi đua"
    REMINDER = "REMINDER", "Nhắc việc đến hạn"
    NUDGE = "NUDGE", "Cấp trên nhắc đăng ký"
    INVITE = "INVITE", "Mời dùng cổng"
    RESET = "RESET", "Đặt lại mật khẩu"
    RESULT = "RESULT", "Kết quả thẩm định, xét duyệt"
    APPEAL = "APPEAL", "Kiến nghị xem lại"
    ANSWER = "ANSWER", "Trả lời kiến nghị"


class By(models.TextChoices):
    """The way a message goes out."""

    PORTAL = "PORTAL", "Trên cổng"
    EMAIL = "EMAIL", "Thư điện tử"


class Outcome(models.TextChoices):
    """What became of one sending."""

    WAITING = "WAITING", "Chờ gửi"
    SENDING = "SENDING", "Đang gửi"
    SENT = "SENT", "Đã gửi"
    FAILED = "FAILED", "Gửi hỏng"
    UNKNOWN = "UNKNOWN", "Không rõ đã đến chưa"


class Due(models.TextChoices):
    """What a reminder counts its days to: the closing of a stage, or the day of a single piece of work."""

    REGISTER = "REGISTER", "Đăng ký"
    REPORT = "REPORT", "Tự chấm và gửi kết quả"
    REVIEW = "REVIEW", "Cấp trên chấm"
    CONFIRM = "CONFIRM", "Thẩm định"
    OWN = "OWN", "Việc có hạn riêng"
