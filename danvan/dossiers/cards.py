"""Scorecards by voice, the score of each criterion, and what proves it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from danvan.accounts.access import ScopedQuerySet
from danvan.accounts.models import User
from danvan.criteria.enums import Result
from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.dossiers.enums import CardState, Voice
from danvan.ledger.models import Stateful


class ScorecardQuerySet(ScopedQuerySet["Scorecard"]):
    """Scorecards, scoped by the unit whose dossier they judge."""

    acting_path = "dossier__keeper__path"
    frozen_path = "dossier__unit_path"
    frozen_year = "dossier__year"


class Sheet(Stateful):
    """What every card has, whoever fills it in; ``marks`` and the totals repeat the scores so that lists can draw a
    strip without reading them, and ``dossiers.scores`` keeps them."""

    marks = models.CharField(max_length=200, blank=True, editable=False)  # one of Y N A . per criterion
    passed = models.PositiveSmallIntegerField("số tiêu chí đạt", default=0, editable=False)
    points = models.DecimalField("điểm", max_digits=7, decimal_places=2, default=0, editable=False)
    is_pass = models.BooleanField("đạt ngưỡng", default=False, editable=False)
    grade = models.CharField("xếp loại", max_length=60, blank=True, editable=False)
    signed_at = models.DateTimeField("ký lúc", null=True, editable=False)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người ký")
    edition = models.PositiveIntegerField("lần sửa", default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def state_label(self) -> str:
        return CardState(self.state).label

    @property
    def is_open(self) -> bool:
        return self.state != CardState.SIGNED


class Scorecard(Sheet):
    """What one voice says on a dossier, criterion by criterion. ``is_final`` is set when the last voice signs."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="cards", verbose_name="hồ sơ")
    voice = models.CharField("người chấm", max_length=10, choices=Voice.choices)
    version = models.ForeignKey(CriteriaVersion, models.PROTECT, related_name="cards", verbose_name="bộ tiêu chí")
    is_final = models.BooleanField("là kết quả cuối", default=False, editable=False)

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu chấm"
        verbose_name_plural = "phiếu chấm"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "voice"], name="card_once_a_voice"),
            models.UniqueConstraint(fields=["dossier"], condition=Q(is_final=True), name="one_final_card"),
            models.CheckConstraint(condition=Q(state__in=CardState.values), name="card_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_voice_display()}, hồ sơ #{self.dossier_id}"


class Mark(models.Model):
    """One criterion on one card: the result, or points, and the words that go with it.

    ``note`` is the explanation where evidence is missing (self), or the reason for differing (superior).
    """

    result = models.CharField("kết quả", max_length=15, choices=Result.choices, blank=True)
    points = models.DecimalField("điểm", max_digits=5, decimal_places=2, null=True, blank=True)
    note = models.TextField("giải trình, lý do", blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.result} {self.points or ''}".strip()


class Score(Mark):
    """One criterion on the card of a voice."""

    card = models.ForeignKey(Scorecard, models.PROTECT, related_name="scores", verbose_name="phiếu")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores", verbose_name="tiêu chí")

    class Meta:
        verbose_name = "điểm tiêu chí"
        verbose_name_plural = "điểm tiêu chí"
        constraints = [models.UniqueConstraint(fields=["card", "criterion"], name="score_once_a_criterion")]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.result}"


class Assignment(models.Model):
    """One criterion of a unit's card in the hands of one person or office."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="assignments", verbose_name="hồ sơ")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name="tiêu chí")
    person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name="người phụ trách"
    )
    office = models.CharField("bộ phận phụ trách", max_length=200, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    assigned_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người phân công")
    assigned_at = models.DateTimeField("phân công lúc")

    class Meta:
        verbose_name = "phân công tiêu chí"
        verbose_name_plural = "phân công tiêu chí"
        constraints = [models.UniqueConstraint(fields=["dossier", "criterion"], name="criterion_assigned_once")]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.person or self.office}"


class EvidenceQuerySet(ScopedQuerySet["Evidence"]):
    """Evidence, scoped by the unit of its dossier."""

    unit_path = "dossier__unit__path"
    acting_path = "dossier__keeper__path"
    frozen_path = "dossier__unit_path"
    frozen_year = "dossier__year"


class Evidence(models.Model):
    """A file that proves a criterion of a dossier; kept privately, served only through a reach check."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="evidence", verbose_name="hồ sơ")
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name="tiêu chí"
    )
    name = models.CharField("tên tệp", max_length=160)
    file = models.FileField("tệp", upload_to="evidence/%Y/%m/", max_length=200)
    content_type = models.CharField("loại tệp", max_length=100)
    size = models.PositiveIntegerField("kích thước, byte")
    sha256 = models.CharField(max_length=64)
    reused_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reuses", verbose_name="dùng lại từ", editable=False
    )  # the same stored file, proving another criterion or another year
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người thêm")
    added_at = models.DateTimeField("thêm lúc")
    removed_at = models.DateTimeField("bỏ lúc", null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"

    def __str__(self) -> str:
        return self.name
