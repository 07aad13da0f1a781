"""What remains of a workbook that was sent: the file's mark, what storing it did, and how an office names columns."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from danvan.accounts.models import User
from danvan.dossiers.models import Campaign, Dossier, Scorecard
from danvan.units.models import Unit


class Import(models.Model):
    """One workbook that a person sent for a campaign: until it is stored only theirs to look at, then what it did."""

    key = models.UUIDField("khóa", primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(User, models.PROTECT, related_name="imports", verbose_name="người gửi")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="imports", verbose_name="đợt")
    name = models.CharField("tên tệp", max_length=160)
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField("gửi lúc")
    agreed = models.JSONField("đã xem và đồng ý", default=list)  # list[str], see ``preview.QUESTIONS``
    applied_at = models.DateTimeField("ghi lúc", null=True)
    applied_new = models.PositiveIntegerField("hồ sơ mới", default=0)
    applied_changed = models.PositiveIntegerField("hồ sơ thay đổi", default=0)
    applied_scores = models.PositiveIntegerField("dòng tự chấm", default=0)
    undone_at = models.DateTimeField("hoàn tác lúc", null=True)

    class Meta:
        verbose_name = "lần nhập"
        verbose_name_plural = "lần nhập"

    def __str__(self) -> str:
        return f"{self.name}, {self.created_at:%d/%m/%Y}"


class ImportedRow(models.Model):
    """One dossier or card that an import touched, as it was before and as the import left it."""

    source = models.ForeignKey(Import, models.PROTECT, related_name="rows", verbose_name="lần nhập")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="imported", verbose_name="hồ sơ")
    card = models.ForeignKey(Scorecard, models.PROTECT, null=True, related_name="imported", verbose_name="phiếu")
    sheet = models.CharField("trang", max_length=100)
    row = models.PositiveIntegerField("dòng")
    before = models.JSONField("trước khi nhập", null=True)  # none: the import registered it
    edition = models.PositiveIntegerField("lần sửa sau khi nhập")  # of the card, where there is one
    moves = models.PositiveIntegerField("số bước sau khi nhập")

    class Meta:
        verbose_name = "dòng đã nhập"
        verbose_name_plural = "dòng đã nhập"

    def __str__(self) -> str:
        return f"{self.source_id}, hồ sơ #{self.dossier_id}"


class ColumnMatch(models.Model):
    """What an office means by a heading of its own sheets, said once by hand; without a column it is passed over."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="column_matches", verbose_name="đơn vị")
    heading = models.CharField("tiêu đề cột", max_length=300)  # folded, see ``cells.label_key``
    column = models.CharField("cột của cổng", max_length=30, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người ghép")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "cột đã ghép"
        verbose_name_plural = "cột đã ghép"
        constraints = [models.UniqueConstraint(fields=["unit", "heading"], name="heading_matched_once_a_unit")]

    def __str__(self) -> str:
        return f"{self.heading}: {self.column}"
