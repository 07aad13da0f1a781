"""Layouts by their measures, pre-printed stock and the drift of printers, batches in print, and papers as issued."""

from __future__ import annotations

from django.db import models

from danvan.accounts.models import User
from danvan.decisions.models import Decision
from danvan.units.models import Unit


class LayoutProfile(models.Model):
    """The measures of a prescribed layout (domain.md §3) for papers dated within its time; without a row, those shipped
    in ``fixtures/layouts`` hold."""

    code = models.SlugField("mã", max_length=20, unique=True)  # PARTY_36, PARTY_05, STATE_30
    name = models.CharField("tên", max_length=160)
    family = models.CharField("loại văn bản", max_length=10)  # PARTY or STATE
    valid_from = models.DateField("áp dụng từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    legal_basis = models.CharField("căn cứ", max_length=300)
    measures = models.JSONField("số đo")  # {token: value with its unit of measure}

    class Meta:
        verbose_name = "thể thức"
        verbose_name_plural = "thể thức"

    def __str__(self) -> str:
        return self.name


class Stock(models.Model):
    """Pre-printed certificate stock: the sheet, and where on it each field is printed."""

    code = models.SlugField("mã", max_length=40, unique=True)
    name = models.CharField("tên", max_length=160)  # "Giấy khen A3, tập thể"
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="stocks", verbose_name="của đơn vị"
    )  # none: for all
    width = models.DecimalField("rộng, mm", max_digits=6, decimal_places=1)
    height = models.DecimalField("cao, mm", max_digits=6, decimal_places=1)
    fields = models.JSONField("các ô")  # [{"name", "x", "y", "width" in mm, "size" in pt, "align", "weight"}]
    ended_on = models.DateField("thôi dùng từ ngày", null=True, blank=True)

    class Meta:
        verbose_name = "phôi in sẵn"
        verbose_name_plural = "phôi in sẵn"

    def __str__(self) -> str:
        return self.name


class Printer(models.Model):
    """A printer of a unit, and how far its sheets drift."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="printers", verbose_name="đơn vị")
    name = models.CharField("tên máy in", max_length=80)
    right = models.DecimalField("lệch sang phải, mm", max_digits=4, decimal_places=1, default=0)
    down = models.DecimalField("lệch xuống, mm", max_digits=4, decimal_places=1, default=0)

    class Meta:
        verbose_name = "máy in"
        verbose_name_plural = "máy in"
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="printer_named_once_a_unit")]

    def __str__(self) -> str:
        return self.name


class PrintRun(models.Model):
    """One batch of certificates of a decision on its way into one file."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="print_runs", verbose_name="quyết định")
    stock = models.ForeignKey(Stock, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="phôi")
    printer = models.ForeignKey(Printer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="máy in")
    total = models.PositiveIntegerField("số giấy")
    done = models.PositiveIntegerField("đã dựng", default=0)
    file = models.FileField("tệp", upload_to="print/%Y/", max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    error = models.CharField("lỗi", max_length=300, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người in")
    asked_at = models.DateTimeField("yêu cầu lúc")
    taken_at = models.DateTimeField("bắt đầu dựng lúc", null=True, blank=True)
    finished_at = models.DateTimeField("xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lượt in giấy"
        verbose_name_plural = "lượt in giấy"

    def __str__(self) -> str:
        return f"{self.decision}, {self.done}/{self.total}"


class KeptPaper(models.Model):
    """A paper as it was issued, byte for byte: a later download is this file, whatever the printing library became."""

    subject = models.CharField("của", max_length=60, unique=True)  # "decisions.certificate:12"
    name = models.CharField("tên tệp", max_length=160)
    file = models.FileField("tệp", upload_to="papers/%Y/", max_length=200)
    size = models.PositiveIntegerField("kích thước, byte")
    sha256 = models.CharField(max_length=64)
    kept_at = models.DateTimeField("giữ lúc")

    class Meta:
        verbose_name = "bản in đã phát hành"
        verbose_name_plural = "bản in đã phát hành"

    def __str__(self) -> str:
        return self.name
