"""An assessment with its members, the ballots on each dossier, and each vote where the count is open."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from danvan.accounts.access import ScopedQuerySet
from danvan.accounts.models import User
from danvan.assessments.enums import AssessmentState, Choice
from danvan.dossiers.enums import ShareOf
from danvan.dossiers.models import Campaign, Dossier
from danvan.ledger.models import Stateful


class AssessmentQuerySet(ScopedQuerySet["Assessment"]):
    """Assessments, scoped by the organiser that holds them."""

    acting_path = "campaign__keeper__path"
    frozen_year = "campaign__last_year"


class Assessment(Stateful):
    """One meeting (họp bình xét); ``unit`` is the organiser. Once closed its figures never change."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="assessments", verbose_name="đợt thi đua")
    held_at = models.DateTimeField("họp lúc")
    ended_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200)
    body = models.CharField("hội đồng, cơ quan bình xét", max_length=200)  # "Ban Chỉ đạo …"
    chair_name = models.CharField("chủ trì", max_length=80)
    chair_title = models.CharField("chức vụ người chủ trì", max_length=120, blank=True)
    secretary_name = models.CharField("người ghi biên bản", max_length=80)
    is_secret = models.BooleanField("bỏ phiếu kín", default=False)
    share_needed = models.PositiveSmallIntegerField("tỷ lệ tán thành cần đạt, %")
    share_of = models.CharField("tính trên", max_length=10, choices=ShareOf.choices)
    discussion = models.TextField("nội dung trao đổi", blank=True)
    conclusion = models.TextField("kết luận", blank=True)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)
    edition = models.PositiveIntegerField(default=1, editable=False)
    request_key = models.CharField(max_length=40, null=True, unique=True, editable=False)  # noqa: DJ001
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người lập")
    created_at = models.DateTimeField("lập lúc")
    closed_at = models.DateTimeField("kết thúc ghi lúc", null=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "cuộc họp bình xét"
        verbose_name_plural = "cuộc họp bình xét"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AssessmentState.values), name="assessment_state_is_known"),
            models.CheckConstraint(condition=Q(share_needed__range=(1, 100)), name="assessment_share_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return f"Bình xét {self.campaign}, {self.held_at:%d/%m/%Y}"

    @property
    def state_label(self) -> str:
        return AssessmentState(self.state).label


class Member(models.Model):
    """One person called to the meeting, present or absent."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="members", verbose_name="cuộc họp")
    order = models.PositiveSmallIntegerField("số thứ tự")
    name = models.CharField("họ và tên", max_length=80)
    title = models.CharField("chức vụ, đơn vị", max_length=200, blank=True)
    is_present = models.BooleanField("có mặt", default=True)
    absence = models.CharField("lý do vắng", max_length=200, blank=True)

    class Meta:
        verbose_name = "thành viên"
        verbose_name_plural = "thành viên"
        constraints = [models.UniqueConstraint(fields=["assessment", "order"], name="member_order_once")]

    def __str__(self) -> str:
        return self.name


class Ballot(models.Model):
    """The vote on one dossier: counts, and after closing whether the share was reached and the names as they stood."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="ballots", verbose_name="cuộc họp")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="ballots", verbose_name="hồ sơ")
    order = models.PositiveSmallIntegerField("số thứ tự")
    in_favour = models.PositiveSmallIntegerField("tán thành", null=True, blank=True)
    against = models.PositiveSmallIntegerField("không tán thành", null=True, blank=True)
    blank = models.PositiveSmallIntegerField("ý kiến khác, phiếu không hợp lệ", null=True, blank=True)
    note = models.TextField("ý kiến", blank=True)
    is_pass = models.BooleanField("đủ tỷ lệ", null=True, editable=False)
    title = models.CharField("tên mô hình", max_length=300, blank=True, editable=False)
    holder_name = models.CharField("tập thể, cá nhân", max_length=300, blank=True, editable=False)
    unit_name = models.CharField("đơn vị", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "biểu quyết"
        verbose_name_plural = "biểu quyết"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "dossier"], name="ballot_once_a_dossier"),
            models.UniqueConstraint(fields=["assessment", "order"], name="ballot_order_once"),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.title or self.dossier_id}"


class Vote(models.Model):
    """What one present member said on one dossier; only where the count is open."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="votes", verbose_name="biểu quyết")
    member = models.ForeignKey(Member, models.PROTECT, related_name="votes", verbose_name="thành viên")
    choice = models.CharField("ý kiến", max_length=10, choices=Choice.choices)

    class Meta:
        verbose_name = "phiếu của thành viên"
        verbose_name_plural = "phiếu của thành viên"
        constraints = [models.UniqueConstraint(fields=["ballot", "member"], name="vote_once_a_ballot")]

    def __str__(self) -> str:
        return self.get_choice_display()
