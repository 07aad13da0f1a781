"""Consultations and their candidates, opinions of the public, and requests to take personal data down."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from danvan.accounts.access import ScopedQuerySet
from danvan.accounts.models import User
from danvan.dossiers.models import Campaign, Dossier
from danvan.hearings.enums import ConsultationState, OpinionState, RemovalState, Stance
from danvan.ledger.models import Stateful


class ConsultationQuerySet(ScopedQuerySet["Consultation"]):
    """Consultations, scoped by the board that organises the campaign; ``unit`` is that board."""

    def public(self) -> Self:
        """What citizens may read: open or closed."""
        return self.filter(state__in=[ConsultationState.OPEN, ConsultationState.CLOSED])


class Consultation(Stateful):
    """The candidates of a campaign laid open to everyone for some days before the decision."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="consultations", verbose_name="đợt thi đua")
    title = models.CharField("tên", max_length=200)
    intro = models.TextField("lời mời góp ý", blank=True)
    opens_on = models.DateField("mở từ ngày")
    closes_on = models.DateField("đến hết ngày")
    keep_days = models.PositiveSmallIntegerField("giữ ý kiến không đăng thêm, ngày", default=90)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người lập")
    created_at = models.DateTimeField("lập lúc")
    opened_at = models.DateTimeField("mở lúc", null=True, editable=False)
    closed_at = models.DateTimeField("kết thúc lúc", null=True, editable=False)
    edition = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt lấy ý kiến"
        verbose_name_plural = "đợt lấy ý kiến"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ConsultationState.values), name="consultation_state_is_known"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="consultation_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_label(self) -> str:
        return ConsultationState(self.state).label


class Candidate(models.Model):
    """One dossier laid open: what is shown of it is frozen when the consultation opens, its result when it closes."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="candidates", verbose_name="đợt")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="candidacies", verbose_name="hồ sơ")
    name_agreed = models.BooleanField("cá nhân đồng ý nêu tên", default=False)
    title = models.CharField("tên mô hình", max_length=300, blank=True)
    holder_name = models.CharField("tập thể, cá nhân", max_length=300, blank=True)  # blank: not to be told
    unit_name = models.CharField("đơn vị", max_length=200, blank=True)
    told = models.TextField("tóm tắt", blank=True)
    supports = models.PositiveIntegerField("ý kiến ủng hộ", null=True, editable=False)
    others = models.PositiveIntegerField("ý kiến góp ý, phản ánh", null=True, editable=False)
    digest = models.TextField("tổng hợp ý kiến", blank=True)
    digest_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người tổng hợp")
    digest_at = models.DateTimeField("tổng hợp lúc", null=True)

    class Meta:
        verbose_name = "mô hình lấy ý kiến"
        verbose_name_plural = "mô hình lấy ý kiến"
        constraints = [models.UniqueConstraint(fields=["consultation", "dossier"], name="candidate_once")]

    def __str__(self) -> str:
        return f"{self.title or self.dossier}, {self.consultation}"


class OpinionQuerySet(ScopedQuerySet["Opinion"]):
    """Opinions; ``unit`` is the board that reads them before they are shown."""

    def shown(self) -> Self:
        return self.filter(state=OpinionState.SHOWN)


class Opinion(Stateful):
    """What one person says, without an account: one field. Its author follows it with a code that only they have.

    ``text`` is as it was sent and is erased on schedule; ``shown_text`` is what the public reads.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="opinions", verbose_name="hồ sơ")
    candidate = models.ForeignKey(
        Candidate, models.PROTECT, null=True, blank=True, related_name="opinions", verbose_name="mô hình lấy ý kiến"
    )
    text = models.TextField("ý kiến", blank=True)
    shown_text = models.TextField("bản đăng", blank=True)
    stance = models.CharField("loại ý kiến", max_length=10, choices=Stance.choices, blank=True)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    request_key = models.CharField(max_length=40, null=True, unique=True, editable=False)  # noqa: DJ001
    received_at = models.DateTimeField("nhận lúc")
    due_on = models.DateField("đọc trước ngày")
    read_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người đọc")
    read_at = models.DateTimeField("đọc lúc", null=True)
    reason = models.CharField("lý do không đăng", max_length=300, blank=True)
    reply = models.TextField("trả lời", blank=True)
    reply_as = models.CharField("trả lời thay mặt", max_length=200, blank=True)
    replied_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người trả lời")
    replied_at = models.DateTimeField("trả lời lúc", null=True)
    erased_at = models.DateTimeField("xóa nội dung lúc", null=True, editable=False)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "ý kiến Nhân dân"
        verbose_name_plural = "ý kiến Nhân dân"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=OpinionState.values), name="opinion_state_is_known")
        ]
        indexes = [models.Index(fields=["dossier", "state"])]

    def __str__(self) -> str:
        return f"Ý kiến #{self.pk}, hồ sơ #{self.dossier_id}"

    @property
    def state_label(self) -> str:
        return OpinionState(self.state).label


class RemovalQuerySet(ScopedQuerySet["Removal"]):
    """Requests to take down; ``unit`` is the board that answers."""


class Removal(Stateful):
    """A request to take personal data off the portal, answered within two working days (Luật 91/2025/QH15)."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="removals", verbose_name="hồ sơ"
    )
    about = models.CharField("trang, nội dung cần gỡ", max_length=300)
    text = models.TextField("yêu cầu", blank=True)
    contact = models.CharField("cách liên hệ lại", max_length=200, blank=True)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    request_key = models.CharField(max_length=40, null=True, unique=True, editable=False)  # noqa: DJ001
    received_at = models.DateTimeField("nhận lúc")
    due_on = models.DateField("trả lời trước hết ngày")
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người trả lời")
    answered_at = models.DateTimeField("trả lời lúc", null=True)
    erased_at = models.DateTimeField("xóa dữ liệu người gửi lúc", null=True, editable=False)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = RemovalQuerySet.as_manager()

    class Meta:
        verbose_name = "yêu cầu gỡ thông tin"
        verbose_name_plural = "yêu cầu gỡ thông tin"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RemovalState.values), name="removal_state_is_known")
        ]

    def __str__(self) -> str:
        return f"Yêu cầu gỡ #{self.pk}"

    @property
    def state_label(self) -> str:
        return RemovalState(self.state).label
