"""Why a dossier was not recognised: in general, and criterion by criterion, as the unit reads it in its letter."""

from __future__ import annotations

from django.db import models

from danvan.accounts.models import User
from danvan.criteria.models import Criterion


class Refusal(models.Model):
    """One refusal (không công nhận) of a dossier; it stays on record when the dossier is judged again."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="refusals", verbose_name="hồ sơ")
    note = models.TextField("lý do chung")
    refused_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người kết luận")
    refused_at = models.DateTimeField("kết luận lúc")
    judged_again_at = models.DateTimeField("xem lại lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lần không công nhận"
        verbose_name_plural = "lần không công nhận"

    def __str__(self) -> str:
        return f"Hồ sơ #{self.dossier_id}, {self.refused_at:%d/%m/%Y}"


class RefusalPoint(models.Model):
    """What one criterion lacked."""

    refusal = models.ForeignKey(Refusal, models.PROTECT, related_name="points", verbose_name="lần không công nhận")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name="tiêu chí")
    reason = models.TextField("lý do")

    class Meta:
        verbose_name = "lý do theo tiêu chí"
        verbose_name_plural = "lý do theo tiêu chí"
        constraints = [models.UniqueConstraint(fields=["refusal", "criterion"], name="refusal_point_once")]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.reason[:40]}"
