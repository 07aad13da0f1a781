"""The states and kinds of progress reports and of what is given to a commune."""

from __future__ import annotations

from django.db import models

from danvan.dossiers.enums import State


class PeriodKind(models.TextChoices):
    """How long a time a progress report is about."""

    QUARTER = "QUARTER", "Báo cáo quý"
    HALF = "HALF", "Báo cáo 6 tháng"
    YEAR = "YEAR", "Báo cáo năm"


class ReportState(models.TextChoices):
    """Where a progress report is."""

    DRAFT = "DRAFT", "Đang viết"
    SENT = "SENT", "Đã gửi, chờ cấp trên xem"
    RETURNED = "RETURNED", "Cấp trên trả lại"
    NOTED = "NOTED", "Cấp trên đã ghi nhận"


class GiftKind(models.TextChoices):
    """What was given; the quantity of each is counted in its own measure."""

    MONEY = "MONEY", "Tiền mặt"
    WORKDAYS = "WORKDAYS", "Ngày công"
    LAND = "LAND", "Hiến đất"
    MATERIALS = "MATERIALS", "Vật tư, hiện vật"


class GiftState(models.TextChoices):
    """Whether the commune that was helped says so too."""

    RECORDED = "RECORDED", "Chờ nơi nhận xác nhận"
    CONFIRMED = "CONFIRMED", "Nơi nhận đã xác nhận"
    DISPUTED = "DISPUTED", "Nơi nhận không xác nhận"
    WITHDRAWN = "WITHDRAWN", "Đã bỏ"


# In these states a dossier is carried out or was, and reports on it are owed.
RUNNING = frozenset({
    State.ACCEPTED, State.REPORTED, State.REWORK, State.SENT, State.SENT_BACK, State.CONFIRMED, State.APPROVED,
})  # fmt: skip
# What the superior has of the unit: drafts, and reports given back, are not counted.
DELIVERED = frozenset({ReportState.SENT, ReportState.NOTED})
WRITABLE = frozenset({ReportState.DRAFT, ReportState.RETURNED})

MEASURES = {GiftKind.MONEY: "đồng", GiftKind.WORKDAYS: "công", GiftKind.LAND: "m²", GiftKind.MATERIALS: "đồng"}
WHOLE = frozenset({GiftKind.MONEY, GiftKind.MATERIALS})  # đồng have no parts

# How a state is drawn: the grain of LOOK.md "Status word".
REPORT_GRAINS = {
    ReportState.DRAFT: "idle", ReportState.SENT: "work", ReportState.RETURNED: "back", ReportState.NOTED: "done",
}  # fmt: skip
GIFT_GRAINS = {
    GiftState.RECORDED: "work", GiftState.CONFIRMED: "done", GiftState.DISPUTED: "back", GiftState.WITHDRAWN: "idle",
}  # fmt: skip
