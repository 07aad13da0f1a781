"""Submissions (tờ trình) that ask a body to recognise or commend, their lists, and the catalogue of forms of award."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from danvan.accounts.access import ScopedQuerySet
from danvan.accounts.models import User
from danvan.decisions.enums import Authority, DecisionKind, Layout, SubmissionState
from danvan.dossiers.enums import Holder
from danvan.dossiers.models import Campaign, Dossier, Stage
from danvan.kit import dates
from danvan.ledger.models import Stateful
from danvan.units.enums import UnitKind
from danvan.units.models import Unit


class AwardFormQuerySet(models.QuerySet["AwardForm"]):
    """Forms of award by who may give them."""

    def in_use(self, day: date) -> Self:
        """Those that are given on a day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))

    def given_by(self, unit: Unit) -> Self:
        """Those of the tier of this unit, and those that any tier gives."""
        return self.filter(issuer_kind__in=("", unit.kind))


class AwardForm(models.Model):
    """A form of commendation (hình thức khen thưởng): its name, who gives it, and to whom."""

    code = models.SlugField("mã", max_length=40, unique=True)
    name = models.CharField("tên", max_length=80)  # "Giấy khen"
    authority = models.CharField("thuộc", max_length=10, choices=Authority.choices)
    issuer_kind = models.CharField("cấp khen", max_length=20, choices=UnitKind.choices, blank=True)  # none: any
    issuer = models.CharField("cơ quan quyết định", max_length=160, blank=True)  # "Chủ tịch Ủy ban nhân dân huyện"
    for_collectives = models.BooleanField("cho tập thể", default=True)
    for_individuals = models.BooleanField("cho cá nhân", default=True)
    legal_basis = models.CharField("căn cứ", max_length=300, blank=True)
    prize_collective = models.PositiveIntegerField("tiền thưởng tập thể, đồng", null=True, blank=True)
    prize_individual = models.PositiveIntegerField("tiền thưởng cá nhân, đồng", null=True, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    ended_on = models.DateField("thôi dùng từ ngày", null=True, blank=True)

    objects = AwardFormQuerySet.as_manager()

    class Meta:
        verbose_name = "hình thức khen thưởng"
        verbose_name_plural = "hình thức khen thưởng"

    def __str__(self) -> str:
        return self.name

    def fits(self, holder_kind: str) -> bool:
        """May it be given to a collective, or to an individual?"""
        return self.for_individuals if holder_kind == Holder.INDIVIDUAL else self.for_collectives

    def prize_for(self, holder_kind: str) -> int | None:
        """The money that goes with it, where the catalogue says."""
        return self.prize_individual if holder_kind == Holder.INDIVIDUAL else self.prize_collective


class SubmissionQuerySet(ScopedQuerySet["Submission"]):
    """Submissions, scoped by the unit that sends them."""

    frozen_year = "signed_on__year"


class Submission(Stateful):
    """A paper by which a board asks the body above it to decide; ``unit`` is the organisation whose body decides."""

    kind = models.CharField("đề nghị", max_length=10, choices=DecisionKind.choices[:2])
    layout = models.CharField("thể thức", max_length=10, choices=Layout.choices, default=Layout.PARTY_36)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="submissions", verbose_name="đợt thi đua"
    )
    stage = models.ForeignKey(
        Stage, models.PROTECT, null=True, blank=True, related_name="submissions", verbose_name="giai đoạn"
    )
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)  # the clerk's, as written
    number_key = models.CharField(max_length=60, blank=True, editable=False, db_index=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    place = models.CharField("nơi ban hành", max_length=80, blank=True)
    body = models.CharField("cơ quan trình", max_length=160)  # "Ban Dân vận Huyện ủy Chợ Đồn"
    superior_body = models.CharField("cơ quan cấp trên", max_length=160, blank=True)
    addressee = models.CharField("kính trình", max_length=300)
    capacity = models.CharField("thẩm quyền ký", max_length=120, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=80, blank=True)
    signer_name = models.CharField("người ký", max_length=80, blank=True)
    summary = models.CharField("trích yếu", max_length=400)
    bases = models.TextField("căn cứ", blank=True)  # one a line
    text = models.TextField("nội dung trình", blank=True)  # one paragraph a line
    recipients = models.TextField("nơi nhận", blank=True)  # one a line
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)
    edition = models.PositiveIntegerField(default=1, editable=False)
    request_key = models.CharField(max_length=40, null=True, unique=True, editable=False)  # noqa: DJ001
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người soạn")
    created_at = models.DateTimeField("soạn lúc")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "tờ trình"
        verbose_name_plural = "tờ trình"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SubmissionState.values), name="submission_state_is_known")
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How other papers cite it: "Tờ trình số 15-TTr/BDV, ngày 20/8/2020"."""
        number = f" số {self.number}" if self.number else " (dự thảo)"
        day = f", ngày {dates.short(self.signed_on)}" if self.signed_on else ""
        return f"Tờ trình{number}{day}"

    @property
    def state_label(self) -> str:
        return SubmissionState(self.state).label


class SubmissionItem(models.Model):
    """One line of the list a submission asks for, with the names as they stood when it was sent."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="items", verbose_name="tờ trình")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="hồ sơ")
    order = models.PositiveIntegerField("số thứ tự")
    form = models.ForeignKey(
        AwardForm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="hình thức đề nghị"
    )
    reason = models.TextField("thành tích", blank=True)
    title = models.CharField("tên mô hình", max_length=300, blank=True)
    holder_name = models.CharField("tập thể, cá nhân", max_length=300, blank=True)
    unit_name = models.CharField("đơn vị", max_length=200, blank=True)
    assessed_as = models.CharField("kết quả bình xét", max_length=120, blank=True)

    class Meta:
        verbose_name = "dòng đề nghị"
        verbose_name_plural = "danh sách đề nghị"
        constraints = [
            models.UniqueConstraint(fields=["submission", "dossier"], name="dossier_once_a_submission"),
            models.UniqueConstraint(fields=["submission", "order"], name="submission_order_once"),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.title or self.dossier_id}"
