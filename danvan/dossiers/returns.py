"""Returned dossiers: what a superior asks a unit to mend, point by point, and what the unit answers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from danvan.accounts.models import User
from danvan.criteria.models import Criterion
from danvan.units.models import Unit


class ReturnReason(models.Model):
    """A reason for returning a dossier, by code, so that reasons can be counted."""

    code = models.CharField("mã", max_length=30, unique=True)
    label = models.CharField("lý do", max_length=120)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    is_active = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "lý do trả lại"
        verbose_name_plural = "lý do trả lại"

    def __str__(self) -> str:
        return self.label


class Return(models.Model):
    """One time a dossier went back: by whom, from where, with which points; open until it is sent again."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="returns", verbose_name="hồ sơ")
    step = models.CharField("bước", max_length=40)  # the step of the life that took it back
    note = models.TextField("ý kiến chung")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="nơi trả lại")
    returned_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người trả lại")
    returned_at = models.DateTimeField("trả lại lúc")
    before = models.JSONField("nội dung khi trả lại", default=dict)  # what the reviewer had read, to show only changes
    closed_at = models.DateTimeField("gửi lại lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lần trả lại"
        verbose_name_plural = "lần trả lại"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(closed_at__isnull=True), name="one_open_return_a_dossier"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}, {self.step}"


class Ask(models.Model):
    """One point of a return: the field or the criterion to mend, why, and the unit's answer."""

    turned_back = models.ForeignKey(Return, models.PROTECT, related_name="asks", verbose_name="lần trả lại")
    field = models.CharField("mục", max_length=40, blank=True)  # a field of the dossier
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tiêu chí"
    )
    reason = models.ForeignKey(ReturnReason, models.PROTECT, related_name="asks", verbose_name="lý do")
    remark = models.TextField("yêu cầu", blank=True)
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người trả lời")
    answered_at = models.DateTimeField("trả lời lúc", null=True)

    class Meta:
        verbose_name = "điểm cần sửa"
        verbose_name_plural = "điểm cần sửa"
        constraints = [
            models.CheckConstraint(
                condition=Q(field="") | Q(criterion__isnull=True), name="ask_names_a_field_or_a_criterion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field or self.criterion_id}: {self.reason_id}"
