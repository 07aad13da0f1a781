"""The kinds and states of decisions, and the state of a certificate."""

from __future__ import annotations

from django.db import models


class DecisionKind(models.TextChoices):
    """What a decision does. Recognising (a Party act) and commending (often a State act) are apart (domain.md §0.1)."""

    RECOGNISE = "RECOGNISE", "Công nhận"
    COMMEND = "COMMEND", "Khen thưởng"
    AMEND = "AMEND", "Đính chính"
    REVOKE = "REVOKE", "Thu hồi"


class DecisionState(models.TextChoices):
    """Where a decision is."""

    DRAFT = "DRAFT", "Dự thảo"
    ISSUED = "ISSUED", "Đã ban hành"
    REPLACED = "REPLACED", "Đã thay thế"
    REVOKED = "REVOKED", "Đã thu hồi"


class Layout(models.TextChoices):
    """The prescribed layout of the paper (domain.md §3)."""

    PARTY_36 = "PARTY_36", "Văn bản Đảng, Hướng dẫn 36-HD/VPTW"
    PARTY_05 = "PARTY_05", "Văn bản Đảng, Hướng dẫn 05-HD/VPTW"
    STATE_30 = "STATE_30", "Văn bản Nhà nước, Nghị định 30/2020/NĐ-CP"


class CertificateState(models.TextChoices):
    """Whether a certificate holds."""

    VALID = "VALID", "Có hiệu lực"
    REPLACED = "REPLACED", "Đã thay thế"
    REVOKED = "REVOKED", "Đã thu hồi"


class Authority(models.TextChoices):
    """Whose act a form of commendation is (domain.md §0.1)."""

    PARTY = "PARTY", "Cấp ủy Đảng"
    STATE = "STATE", "Chính quyền"


class SubmissionState(models.TextChoices):
    """Where a submission (tờ trình) is."""

    DRAFT = "DRAFT", "Dự thảo"
    SENT = "SENT", "Đã trình"
