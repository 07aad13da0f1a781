"""The states, voices and kinds of dossiers and scorecards."""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    """Where a dossier is (domain.md §1.7). Recognition is not a state: it is a decision in force."""

    DRAFT = "DRAFT", "Nháp"
    SUBMITTED = "SUBMITTED", "Đã gửi đăng ký"
    RETURNED = "RETURNED", "Trả lại đăng ký"
    ACCEPTED = "ACCEPTED", "Đã tiếp nhận, đang thực hiện"
    REPORTED = "REPORTED", "Đã tự chấm, chờ cấp trên chấm"
    REWORK = "REWORK", "Trả lại phiếu tự chấm"
    SENT = "SENT", "Đã gửi thẩm định"
    SENT_BACK = "SENT_BACK", "Cấp thẩm định trả lại"
    CONFIRMED = "CONFIRMED", "Đã thẩm định, chờ duyệt"
    APPROVED = "APPROVED", "Đủ điều kiện công nhận"
    DECLINED = "DECLINED", "Chưa được công nhận"
    WITHDRAWN = "WITHDRAWN", "Đã rút"
    STOPPED = "STOPPED", "Thôi thực hiện"


# Counted as registered: sent at least once and not taken back (domain.md §8.3).
REGISTERED = frozenset(State.values) - {State.DRAFT, State.WITHDRAWN}
# How a state is drawn: the grain of LOOK.md "Status word".
KINDS = {
    State.DRAFT: "idle", State.SUBMITTED: "work", State.RETURNED: "back", State.ACCEPTED: "work",
    State.REPORTED: "work", State.REWORK: "back", State.SENT: "work", State.SENT_BACK: "back",
    State.CONFIRMED: "work", State.APPROVED: "done", State.DECLINED: "idle", State.WITHDRAWN: "idle",
    State.STOPPED: "idle",
}  # fmt: skip


class Holder(models.TextChoices):
    """Who carries a model out: a collective or an individual."""

    COLLECTIVE = "COLLECTIVE", "Tập thể"
    INDIVIDUAL = "INDIVIDUAL", "Cá nhân"


class Continuity(models.TextChoices):
    """Whether a model is registered for the first time or kept from an earlier year."""

    NEW = "NEW", "Đăng ký mới"
    KEPT = "KEPT", "Duy trì"


class Voice(models.TextChoices):
    """Who speaks on a card, always in this order (LOOK.md §1.3)."""

    SELF = "SELF", "Tự chấm"
    SUPERIOR = "SUPERIOR", "Huyện chấm"
    PROVINCE = "PROVINCE", "Tỉnh chấm"


class CardState(models.TextChoices):
    """Where a scorecard is: being filled, signed, opened again."""

    OPEN = "OPEN", "Đang chấm"
    SIGNED = "SIGNED", "Đã ký"
    REOPENED = "REOPENED", "Mở lại"


class WindowStage(models.TextChoices):
    """What a window of a campaign is open for."""

    REGISTER = "REGISTER", "Đăng ký"
    REPORT = "REPORT", "Tự chấm và gửi kết quả"
    REVIEW = "REVIEW", "Cấp trên chấm"
    CONFIRM = "CONFIRM", "Thẩm định"


class UnitGroup(models.TextChoices):
    """The two groups of units that a campaign sets dates and duties for."""

    COMMUNES = "COMMUNES", "Xã, phường, thị trấn"
    AGENCIES = "AGENCIES", "Cơ quan, đơn vị"


class ShareOf(models.TextChoices):
    """What the share of votes in favour is reckoned of."""

    PRESENT = "PRESENT", "Số thành viên có mặt"
    ALL = "ALL", "Tổng số thành viên"
