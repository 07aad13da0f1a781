"""The states of an assessment, and what a member votes."""

from __future__ import annotations

from django.db import models


class AssessmentState(models.TextChoices):
    """Where an assessment is."""

    OPEN = "OPEN", "Đang ghi"
    CLOSED = "CLOSED", "Đã kết thúc"


class Choice(models.TextChoices):
    """What one member says on one dossier in an open vote."""

    FOR = "FOR", "Tán thành"
    AGAINST = "AGAINST", "Không tán thành"
    BLANK = "BLANK", "Ý kiến khác"
