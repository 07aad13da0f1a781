"""Documents everyone may read: their kinds are rows, their files are served only while they are published."""

from __future__ import annotations

from typing import Self

from django.db import models

from danvan.accounts.access import ScopedQuerySet
from danvan.accounts.models import User
from danvan.dossiers.models import Campaign
from danvan.units.models import Unit


class DocumentKind(models.Model):
    """A kind of document: hướng dẫn, kế hoạch, quy định, luật."""

    code = models.SlugField("mã", max_length=30, unique=True)
    name = models.CharField("tên", max_length=100)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "loại văn bản"
        verbose_name_plural = "loại văn bản"

    def __str__(self) -> str:
        return self.name


class DocumentQuerySet(ScopedQuerySet["Document"]):
    """Documents, scoped by the board that keeps them."""

    def public(self) -> Self:
        """Published and not taken back."""
        return self.filter(published_at__isnull=False, withdrawn_at__isnull=True)


class Document(models.Model):
    """One text with its number, day, issuer and summary; the file may be missing where only the reference is known."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="documents", verbose_name="đơn vị đăng")
    kind = models.ForeignKey(DocumentKind, models.PROTECT, related_name="documents", verbose_name="loại văn bản")
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    number_key = models.CharField(max_length=60, blank=True, editable=False, db_index=True)
    signed_on = models.DateField("ngày ban hành", null=True, blank=True)
    body = models.CharField("cơ quan ban hành", max_length=200)
    title = models.CharField("trích yếu", max_length=500)
    summary = models.TextField("tóm tắt", blank=True)
    link = models.URLField("nơi đăng chính thức", max_length=300, blank=True)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="đợt thi đua"
    )
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name="được thay bằng"
    )
    file = models.FileField("tệp", upload_to="library/%Y/", max_length=200, blank=True)
    file_name = models.CharField("tên tệp", max_length=160, blank=True, editable=False)
    content_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField("kích thước, byte", default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    search = models.TextField(editable=False)  # folded: number, title, summary, body
    edition = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người lập")
    created_at = models.DateTimeField("lập lúc")
    published_at = models.DateTimeField("đăng lúc", null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người đăng", editable=False
    )
    withdrawn_at = models.DateTimeField("gỡ lúc", null=True, blank=True, editable=False)
    withdrawn_why = models.CharField("lý do gỡ", max_length=300, blank=True, editable=False)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"

    def __str__(self) -> str:
        return f"{self.number or self.kind} {self.title}"[:120]

    @property
    def is_public(self) -> bool:
        """Do citizens read it now?"""
        return self.published_at is not None and self.withdrawn_at is None
