"""Targets of a dossier, the periodic reports against them, and what units gave to the communes they help."""

from __future__ import annotations

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from danvan.accounts.access import Action, ScopedQuerySet, rows
from danvan.accounts.models import User
from danvan.dossiers.models import Dossier
from danvan.ledger.models import Stateful
from danvan.progress.enums import (
    DELIVERED,
    GIFT_GRAINS,
    MEASURES,
    REPORT_GRAINS,
    GiftKind,
    GiftState,
    PeriodKind,
    ReportState,
)
from danvan.progress.periods import Period
from danvan.units.models import Unit


class TargetQuerySet(models.QuerySet["Target"]):
    """Targets, by the dossier they belong to."""

    def standing(self, dossier: Dossier) -> Self:
        """Those of a dossier that stand today, in their order."""
        return self.filter(dossier=dossier, is_active=True).order_by("order")


class Target(models.Model):
    """One thing the dossier sets out to reach, measurable where it can be; taken off, it stays for old reports."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="targets", verbose_name="hồ sơ")
    order = models.PositiveSmallIntegerField("thứ tự")
    text = models.CharField("mục tiêu", max_length=300)
    measure = models.CharField("đơn vị tính", max_length=40, blank=True)
    goal = models.DecimalField("chỉ tiêu", max_digits=16, decimal_places=2, null=True, blank=True)
    is_active = models.BooleanField("đang dùng", default=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "mục tiêu"
        verbose_name_plural = "mục tiêu"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "order"], condition=Q(is_active=True), name="target_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.text}"


class ProgressReportQuerySet(ScopedQuerySet["ProgressReport"]):
    """Reports, scoped by the unit whose dossier they are about; a draft is read only by those who write it."""

    acting_path = "dossier__keeper__path"
    frozen_path = "dossier__unit_path"
    frozen_year = "year"

    def readable(self, user: User | AnonymousUser) -> Self:
        """Those this person may read: drafts only of their own units."""
        return self.for_user(user).filter(~Q(state=ReportState.DRAFT) | rows(user, Action.EDIT, path=self.acting_path))

    def delivered(self) -> Self:
        return self.filter(state__in=DELIVERED)

    def about(self, *periods: Period) -> Self:
        """Those on any of these periods."""
        wanted = Q(pk__in=[])
        for one in periods:
            wanted |= Q(kind=one.kind, year=one.year, number=one.number)
        return self.filter(wanted)


class ProgressReport(Stateful):
    """What was done on one dossier by the end of one period, counted from the beginning of its year."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="progress_reports", verbose_name="hồ sơ")
    kind = models.CharField("loại báo cáo", max_length=10, choices=PeriodKind.choices)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveSmallIntegerField("kỳ")
    summary = models.TextField("kết quả nổi bật", blank=True)
    difficulties = models.TextField("khó khăn, nguyên nhân", blank=True)
    proposals = models.TextField("kiến nghị, đề xuất", blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người gửi")
    seen_at = models.DateTimeField("ghi nhận lúc", null=True)
    seen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người ghi nhận")
    edition = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người lập")
    created_at = models.DateTimeField("lập lúc")
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo tiến độ"
        verbose_name_plural = "báo cáo tiến độ"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="progress_state_is_known"),
            models.UniqueConstraint(fields=["dossier", "kind", "year", "number"], name="report_once_a_period"),
        ]
        indexes = [models.Index(fields=["year", "kind", "number", "state"])]

    def __str__(self) -> str:
        return f"Báo cáo {self.period.label}, {self.dossier.title}"

    def get_absolute_url(self) -> str:
        return reverse("office:report", kwargs={"pk": self.pk})

    @property
    def period(self) -> Period:
        return Period(PeriodKind(self.kind), self.year, self.number)

    @property
    def state_label(self) -> str:
        return str(ReportState(self.state).label)

    @property
    def grain(self) -> str:
        return REPORT_GRAINS[ReportState(self.state)]


class ProgressLine(models.Model):
    """One target as it stood when the report was sent, and how much of it was done by then."""

    report = models.ForeignKey(ProgressReport, models.PROTECT, related_name="lines", verbose_name="báo cáo")
    target = models.ForeignKey(Target, models.PROTECT, related_name="lines", verbose_name="mục tiêu")
    order = models.PositiveSmallIntegerField("thứ tự")
    text = models.CharField("mục tiêu", max_length=300)
    measure = models.CharField("đơn vị tính", max_length=40, blank=True)
    goal = models.DecimalField("chỉ tiêu", max_digits=16, decimal_places=2, null=True)
    done = models.DecimalField("đã thực hiện", max_digits=16, decimal_places=2, null=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "kết quả theo mục tiêu"
        verbose_name_plural = "kết quả theo mục tiêu"
        constraints = [models.UniqueConstraint(fields=["report", "target"], name="target_once_a_report")]

    def __str__(self) -> str:
        return f"{self.order}. {self.text}"


class ContributionQuerySet(ScopedQuerySet["Contribution"]):
    """What was given, read by those who read the giver and by those who read the commune that was helped."""

    def for_user(self, user: User | AnonymousUser, action: Action = Action.VIEW, *, path: str = "") -> Self:
        """The rows this user may do this action on; to view, from either side."""
        if action is Action.VIEW and not path:
            return self.filter(rows(user, action, path="unit__path") | rows(user, action, path="receiver__path"))
        return super().for_user(user, action, path=path)

    def confirmed(self) -> Self:
        """The only ones that figures count."""
        return self.filter(state=GiftState.CONFIRMED)


class Contribution(Stateful):
    """Money, workdays, land or materials that one unit gave to the commune it helps."""

    receiver = models.ForeignKey(Unit, models.PROTECT, related_name="contributions_received", verbose_name="nơi nhận")
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="contributions", verbose_name="thuộc hồ sơ"
    )
    kind = models.CharField("loại", max_length=10, choices=GiftKind.choices)
    quantity = models.DecimalField("số lượng", max_digits=18, decimal_places=2)  # in its measure; materials in đồng
    what = models.CharField("nội dung", max_length=300, blank=True)
    given_on = models.DateField("ngày giao nhận")
    note = models.TextField("ghi chú", blank=True)
    disputed_for = models.TextField("lý do không xác nhận", blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người trả lời")
    settled_at = models.DateTimeField("trả lời lúc", null=True)
    edition = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người ghi")
    written_at = models.DateTimeField("ghi lúc")
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = "khoản đóng góp"
        verbose_name_plural = "khoản đóng góp"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=GiftState.values), name="gift_state_is_known"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="gift_is_something"),
            models.CheckConstraint(condition=~Q(receiver=F("unit")), name="gift_goes_to_another"),
        ]
        indexes = [models.Index(fields=["state", "given_on"]), models.Index(fields=["receiver", "state"])]

    def __str__(self) -> str:
        return f"Khoản đóng góp #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("office:contribution", kwargs={"pk": self.pk})

    @property
    def state_label(self) -> str:
        return str(GiftState(self.state).label)

    @property
    def grain(self) -> str:
        return GIFT_GRAINS[GiftState(self.state)]

    @property
    def measure(self) -> str:
        return MEASURES[GiftKind(self.kind)]
