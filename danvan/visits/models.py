"""Visits with their checklists, answers and photographs, and the findings that are followed until mended."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from danvan.accounts.access import ScopedQuerySet
from danvan.accounts.models import User
from danvan.criteria.models import Criterion
from danvan.dossiers.models import Campaign
from danvan.ledger.models import Stateful
from danvan.units.models import Unit
from danvan.visits.enums import FINDING_GRAINS, VISIT_GRAINS, FindingState, Seen, VisitKind, VisitState


class Checklist(models.Model):
    """What visitors look at: a board's own list, or one of the common lists that belong to no unit."""

    name = models.CharField("tên", max_length=200)
    kind = models.CharField("loại", max_length=10, choices=VisitKind.choices)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="checklists", verbose_name="của"
    )  # none: common to all
    is_active = models.BooleanField("đang dùng", default=True)
    is_illustrative = models.BooleanField("mẫu minh họa", default=False)
    edition = models.PositiveIntegerField("lần sửa", default=1, editable=False)

    class Meta:
        verbose_name = "danh mục kiểm tra"
        verbose_name_plural = "danh mục kiểm tra"

    def __str__(self) -> str:
        return self.name


class ChecklistItem(models.Model):
    """One line of a checklist; a line taken off stays for the visits that answered it."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="items", verbose_name="danh mục")
    order = models.PositiveSmallIntegerField("thứ tự")
    text = models.CharField("nội dung xem xét", max_length=500)
    is_active = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "nội dung xem xét"
        verbose_name_plural = "nội dung xem xét"

    def __str__(self) -> str:
        return f"{self.order}. {self.text}"


class VisitQuerySet(ScopedQuerySet["Visit"]):
    """Visits, scoped by the unit that is visited."""

    def upcoming(self) -> Self:
        return self.filter(state=VisitState.PLANNED)

    def done(self) -> Self:
        return self.filter(state=VisitState.DONE)


class Visit(Stateful):
    """One visit of a board to one unit: planned, recorded on the spot, done.

    The unit reads the plan at once, and what was recorded from the moment the visit is done.
    """

    host = models.ForeignKey(Unit, models.PROTECT, related_name="visits_made", verbose_name="cơ quan kiểm tra")
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="đợt thi đua"
    )
    kind = models.CharField("loại", max_length=10, choices=VisitKind.choices, default=VisitKind.REGULAR)
    checklist = models.ForeignKey(
        Checklist, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="danh mục kiểm tra"
    )
    planned_on = models.DateField("ngày dự kiến")
    lead = models.ForeignKey(User, models.PROTECT, related_name="visits_led", verbose_name="trưởng đoàn")
    members = models.TextField("thành viên đoàn", blank=True)
    purpose = models.TextField("nội dung, yêu cầu", blank=True)
    visited_on = models.DateField("ngày đi", null=True, blank=True)
    met = models.TextField("làm việc với", blank=True)
    summary = models.TextField("kết quả, nhận xét", blank=True)
    following = models.TextField("việc tiếp theo", blank=True)
    edition = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người lập")
    created_at = models.DateTimeField("lập lúc")
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "lần kiểm tra"
        verbose_name_plural = "lần kiểm tra"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=VisitState.values), name="visit_state_is_known"),
            models.UniqueConstraint(
                fields=["host", "unit", "planned_on"], condition=Q(state="PLANNED"), name="visit_planned_once_a_day"
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "visited_on"])]

    def __str__(self) -> str:
        return f"Kiểm tra {self.unit.name}"

    def get_absolute_url(self) -> str:
        return reverse("office:visit", kwargs={"pk": self.pk})

    @property
    def state_label(self) -> str:
        return str(VisitState(self.state).label)

    @property
    def grain(self) -> str:
        return VISIT_GRAINS[VisitState(self.state)]

    @property
    def on(self) -> date:
        """The day it took place, or is planned for."""
        return self.visited_on or self.planned_on


class VisitAnswer(models.Model):
    """What was found on one line of the checklist."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="answers", verbose_name="lần kiểm tra")
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="answers", verbose_name="nội dung")
    result = models.CharField("kết quả", max_length=3, choices=Seen.choices, blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "kết quả xem xét"
        verbose_name_plural = "kết quả xem xét"
        constraints = [models.UniqueConstraint(fields=["visit", "item"], name="answer_once_a_visit")]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_result_display()}"


class FindingQuerySet(ScopedQuerySet["Finding"]):
    """Findings, scoped by the unit that has to mend them."""

    def told(self) -> Self:
        """Those the unit was told: of visits that are done."""
        return self.filter(visit__state=VisitState.DONE)

    def unsettled(self) -> Self:
        return self.told().exclude(state=FindingState.CLOSED)

    def overdue(self, day: date) -> Self:
        """Not answered by the end of the day they were due on."""
        return self.told().filter(state=FindingState.OPEN, due_on__lt=day)


class Finding(Stateful):
    """Something to be mended, with who and by when; answered by the unit and closed by those who found it."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings", verbose_name="lần kiểm tra")
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tiêu chí"
    )
    text = models.TextField("kiến nghị")
    responsible = models.CharField("người chịu trách nhiệm", max_length=200, blank=True)
    due_on = models.DateField("hạn khắc phục", null=True, blank=True)
    answer = models.TextField("đã khắc phục", blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người trả lời")
    answered_at = models.DateTimeField("trả lời lúc", null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị"
        verbose_name_plural = "kiến nghị"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FindingState.values), name="finding_state_is_known")
        ]
        indexes = [models.Index(fields=["unit", "state", "due_on"])]

    def __str__(self) -> str:
        return f"Kiến nghị #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("office:finding", kwargs={"pk": self.pk})

    @property
    def state_label(self) -> str:
        return str(FindingState(self.state).label)

    @property
    def grain(self) -> str:
        return FINDING_GRAINS[FindingState(self.state)]

    def is_overdue(self, day: date) -> bool:
        """The same question as ``FindingQuerySet.overdue``, of one."""
        return self.state == FindingState.OPEN and self.due_on is not None and self.due_on < day


class KeptFile(models.Model):
    """A file kept privately and handed out only through a reach check."""

    name = models.CharField("tên tệp", max_length=160)
    file = models.FileField("tệp", upload_to="visits/%Y/%m/", max_length=200)
    content_type = models.CharField("loại tệp", max_length=100)
    size = models.PositiveIntegerField("kích thước, byte")
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người thêm")
    added_at = models.DateTimeField("thêm lúc")
    removed_at = models.DateTimeField("bỏ lúc", null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class VisitPhotoQuerySet(ScopedQuerySet["VisitPhoto"]):
    """Photographs, scoped by the unit that was visited."""

    unit_path = "visit__unit__path"


class VisitPhoto(KeptFile):
    """A photograph taken on a visit, rewritten without place, time and camera."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="photos", verbose_name="lần kiểm tra")
    caption = models.CharField("chú thích", max_length=200, blank=True)

    objects = VisitPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "ảnh kiểm tra"
        verbose_name_plural = "ảnh kiểm tra"


class FindingProofQuerySet(ScopedQuerySet["FindingProof"]):
    """Proofs, scoped by the unit whose finding they settle."""

    unit_path = "finding__unit__path"


class FindingProof(KeptFile):
    """A file by which the unit shows that a finding is mended."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="proofs", verbose_name="kiến nghị")

    objects = FindingProofQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng khắc phục"
        verbose_name_plural = "minh chứng khắc phục"
