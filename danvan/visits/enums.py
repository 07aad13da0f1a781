"""The kinds and states of visits, of what was looked at, and of findings."""

from __future__ import annotations

from django.db import models


class VisitKind(models.TextChoices):
    """Why a unit is visited: in the ordinary course, or on one matter."""

    REGULAR = "REGULAR", "Thường xuyên"
    THEMATIC = "THEMATIC", "Chuyên đề"


class VisitState(models.TextChoices):
    """Where a visit is."""

    PLANNED = "PLANNED", "Sắp tới"
    DONE = "DONE", "Đã đi"
    CANCELLED = "CANCELLED", "Đã hủy"


class Seen(models.TextChoices):
    """What the visitors found on one line of a checklist."""

    OK = "OK", "Đạt"
    NOT = "NOT", "Chưa đạt"
    NA = "NA", "Không xem xét"


class FindingState(models.TextChoices):
    """Where a finding is: with the unit, with the visitors again, or mended."""

    OPEN = "OPEN", "Chờ đơn vị khắc phục"
    ANSWERED = "ANSWERED", "Đã trả lời, chờ kiểm tra lại"
    CLOSED = "CLOSED", "Đã khắc phục xong"


# How a state is drawn: the grain of LOOK.md "Status word".
VISIT_GRAINS = {VisitState.PLANNED: "work", VisitState.DONE: "done", VisitState.CANCELLED: "idle"}
FINDING_GRAINS = {FindingState.OPEN: "back", FindingState.ANSWERED: "work", FindingState.CLOSED: "done"}
