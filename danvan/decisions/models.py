"""Decisions as records, their lists as printed, and the certificates that follow."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from danvan.accounts.access import ScopedQuerySet
from danvan.accounts.models import User
from danvan.decisions.enums import CertificateState, DecisionKind, DecisionState, Layout
from danvan.decisions.submissions import AwardForm, Submission, SubmissionItem
from danvan.dossiers.enums import Holder
from danvan.dossiers.models import Campaign, Dossier, Stage
from danvan.kit import dates
from danvan.ledger.models import Stateful

__all__ = [
    "AwardForm", "Certificate", "Decision", "DecisionFile", "DecisionItem", "Submission", "SubmissionItem",
]  # fmt: skip


class DecisionQuerySet(ScopedQuerySet["Decision"]):
    """Decisions, scoped by the unit that issues them."""

    frozen_year = "signed_on__year"

    def public(self) -> Self:
        """What citizens may read: what is issued, from the moment it is published."""
        return self.exclude(state=DecisionState.DRAFT).filter(published_at__isnull=False)


class Decision(Stateful):
    """A decision with its number, date, issuer and signer; ``unit`` is the organisation whose body issues it."""

    kind = models.CharField("loại", max_length=10, choices=DecisionKind.choices)
    layout = models.CharField("thể thức", max_length=10, choices=Layout.choices, default=Layout.PARTY_36)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="đợt thi đua"
    )
    stage = models.ForeignKey(
        Stage, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="giai đoạn"
    )
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)  # as written, never corrected
    number_key = models.CharField(max_length=60, blank=True, editable=False, db_index=True)
    signed_on = models.DateField("ngày ban hành", null=True, blank=True)
    date_text = models.CharField("ngày như ghi trên giấy", max_length=60, blank=True)  # for old papers without a day
    place = models.CharField("nơi ban hành", max_length=80, blank=True)
    body = models.CharField("cơ quan ban hành", max_length=160)  # "Ban Thường vụ Huyện ủy Tân Yên"
    superior_body = models.CharField("cơ quan cấp trên", max_length=160, blank=True)
    capacity = models.CharField("thẩm quyền ký", max_length=120, blank=True)  # "T/M BAN THƯỜNG VỤ"
    signer_title = models.CharField("chức vụ người ký", max_length=80, blank=True)
    signer_name = models.CharField("người ký", max_length=80, blank=True)
    summary = models.CharField("trích yếu", max_length=400)
    bases = models.TextField("căn cứ", blank=True)  # one a line
    articles = models.TextField("nội dung các điều", blank=True)  # one a line
    recipients = models.TextField("nơi nhận", blank=True)  # one a line
    is_archive = models.BooleanField("ghi từ văn bản cũ", default=False)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)
    amends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followers", verbose_name="đính chính, thu hồi của"
    )  # the decision whose lines this one corrects or takes back
    reason = models.TextField("lý do đính chính, thu hồi", blank=True)
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="theo tờ trình"
    )
    publish_at = models.DateTimeField("hẹn công bố lúc", null=True, blank=True)  # none: in the moment of issue
    published_at = models.DateTimeField("công bố lúc", null=True, editable=False)
    issued_at = models.DateTimeField("ban hành trên cổng lúc", null=True, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)
    request_key = models.CharField(max_length=40, null=True, unique=True, editable=False)  # noqa: DJ001
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người soạn")
    created_at = models.DateTimeField("soạn lúc")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định"
        verbose_name_plural = "quyết định"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DecisionState.values), name="decision_state_is_known"),
            models.UniqueConstraint(
                fields=["unit", "number_key", "signed_on"], condition=~Q(number_key=""), name="decision_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def state_label(self) -> str:
        return DecisionState(self.state).label

    @property
    def reference(self) -> str:
        """How other papers cite it: "Quyết định số 86-QĐ/HU, ngày 25/11/2020"."""
        number = f" số {self.number}" if self.number else " (chưa rõ số)" if self.is_archive else " (dự thảo)"
        day = self.date_text or (f"ngày {dates.short(self.signed_on)}" if self.signed_on else "")
        return f"Quyết định{number}, {day}".rstrip(", ")


class DecisionItem(models.Model):
    """One line of the attached list, with every name as printed; from issue on it never changes."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="items", verbose_name="quyết định")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="items", verbose_name="hồ sơ")
    order = models.PositiveIntegerField("số thứ tự")
    title = models.CharField("tên mô hình", max_length=300, blank=True)
    holder_kind = models.CharField("loại", max_length=10, choices=Holder.choices, blank=True)
    holder_name = models.CharField("tập thể, cá nhân", max_length=300, blank=True)
    unit_name = models.CharField("đơn vị", max_length=200, blank=True)
    superior_name = models.CharField("cấp trên", max_length=200, blank=True)
    theme_name = models.CharField("lĩnh vực", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("năm", null=True)
    marks = models.CharField(max_length=200, blank=True)  # the final card's strip on the day
    result = models.CharField("kết quả", max_length=160, blank=True)  # "97/100 điểm, xếp loại Tốt"; where criteria
    # are counted, the marks say it
    award = models.CharField("hình thức", max_length=80, blank=True)  # "Giấy khen"
    prize = models.PositiveIntegerField("mức tiền thưởng, đồng", null=True, blank=True)
    about = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="later",
        verbose_name="đính chính, thu hồi dòng",
    )
    reason = models.CharField("lý do", max_length=300, blank=True)
    ended_by = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="items_ended", verbose_name="hết hiệu lực theo"
    )

    class Meta:
        verbose_name = "dòng trong danh sách"
        verbose_name_plural = "danh sách kèm theo"
        constraints = [
            models.UniqueConstraint(fields=["decision", "dossier"], name="dossier_once_a_decision"),
            models.UniqueConstraint(fields=["decision", "order"], name="item_order_once"),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.title}"


class DecisionFile(models.Model):
    """A scan of the signed paper, kept privately; a later scan takes the place of an earlier one, which stays."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="files", verbose_name="quyết định")
    name = models.CharField("tên tệp", max_length=160)
    file = models.FileField("tệp", upload_to="decisions/%Y/", max_length=200)
    content_type = models.CharField("loại tệp", max_length=100)
    size = models.PositiveIntegerField("kích thước, byte")
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người thêm")
    added_at = models.DateTimeField("thêm lúc")
    removed_at = models.DateTimeField("bỏ lúc", null=True, blank=True)

    class Meta:
        verbose_name = "bản quét quyết định"
        verbose_name_plural = "bản quét quyết định"

    def __str__(self) -> str:
        return self.name


class CertificateQuerySet(ScopedQuerySet["Certificate"]):
    """Certificates, scoped by the unit that issued their decision."""

    unit_path = "item__decision__unit__path"
    frozen_year = "item__decision__signed_on__year"


class Certificate(models.Model):
    """The paper given to one line of a decision: its serial, its public code, and whether it holds."""

    item = models.OneToOneField(DecisionItem, models.PROTECT, related_name="certificate", verbose_name="dòng")
    serial = models.CharField("số vào sổ", max_length=60, unique=True)
    code = models.CharField("mã giấy", max_length=8, unique=True)
    state = models.CharField("hiệu lực", max_length=10, choices=CertificateState.choices, editable=False)
    issued_at = models.DateTimeField("cấp lúc")
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy công nhận, giấy khen"
        verbose_name_plural = "giấy công nhận, giấy khen"

    def __str__(self) -> str:
        return self.serial
