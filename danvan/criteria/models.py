"""Criteria lists by version, and theme schemes; an issued version never changes."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from danvan.criteria.enums import CommonTheme, ScoringMode, Track


class CriteriaSet(models.Model):
    """A list that lives through the years, such as the 24 criteria for commune Party committees."""

    code = models.CharField("mã", max_length=30, unique=True)
    name = models.CharField("tên", max_length=200)
    track = models.CharField("dùng cho", max_length=10, choices=Track.choices)

    class Meta:
        verbose_name = "bộ tiêu chí"
        verbose_name_plural = "bộ tiêu chí"

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class CriteriaVersionQuerySet(models.QuerySet["CriteriaVersion"]):
    """Versions of criteria sets."""

    def issued(self) -> Self:
        return self.filter(issued_at__isnull=False)


class CriteriaVersion(models.Model):
    """One edition of a set, with its rule for passing; a draft until ``issued_at``, and fixed from then on."""

    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="versions", verbose_name="bộ tiêu chí")
    label = models.CharField("phiên bản", max_length=40)
    basis = models.TextField("căn cứ", blank=True)
    valid_from = models.DateField("áp dụng từ", null=True, blank=True)
    valid_to = models.DateField("áp dụng đến hết", null=True, blank=True)
    mode = models.CharField("cách chấm", max_length=10, choices=ScoringMode.choices, default=ScoringMode.COUNT)
    min_passed = models.PositiveSmallIntegerField("số tiêu chí đạt tối thiểu", null=True, blank=True)
    min_points = models.DecimalField("số điểm tối thiểu", max_digits=6, decimal_places=2, null=True, blank=True)
    no_veto_fail = models.BooleanField("không được trượt tiêu chí điểm liệt", default=True)
    rescale_not_applicable = models.BooleanField("quy đổi khi có tiêu chí không áp dụng", default=True)
    min_explanation = models.PositiveSmallIntegerField("giải trình thay minh chứng, số ký tự tối thiểu", default=30)
    is_sample = models.BooleanField("bộ mẫu (minh họa)", default=False)
    issued_at = models.DateTimeField("ban hành lúc", null=True, blank=True, editable=False)

    objects = CriteriaVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên bản bộ tiêu chí"
        verbose_name_plural = "phiên bản bộ tiêu chí"
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "label"], name="version_label_once"),
            models.CheckConstraint(
                condition=Q(min_passed__isnull=False) | Q(min_points__isnull=False), name="version_has_a_threshold"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criteria_set.code}, {self.label}"

    @property
    def is_issued(self) -> bool:
        return self.issued_at is not None


class CriteriaGroup(models.Model):
    """A group of criteria inside a version, numbered in Roman."""

    version = models.ForeignKey(CriteriaVersion, models.PROTECT, related_name="groups", verbose_name="phiên bản")
    numeral = models.CharField("số La Mã", max_length=8)
    title = models.CharField("tên nhóm", max_length=200)
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "nhóm tiêu chí"
        verbose_name_plural = "nhóm tiêu chí"
        constraints = [models.UniqueConstraint(fields=["version", "order"], name="group_order_once")]

    def __str__(self) -> str:
        return f"{self.numeral}. {self.title}"


class Criterion(models.Model):
    """One line of a version: when it is met, what proves it, and whether failing it blocks the title."""

    version = models.ForeignKey(CriteriaVersion, models.PROTECT, related_name="criteria", verbose_name="phiên bản")
    group = models.ForeignKey(
        CriteriaGroup, models.PROTECT, related_name="criteria", null=True, blank=True, verbose_name="nhóm"
    )
    order = models.PositiveSmallIntegerField("số thứ tự")
    code = models.CharField("mã", max_length=20)
    key = models.CharField("mạch", max_length=20)  # links the same criterion across versions
    title = models.CharField("tiêu chí", max_length=300)
    requirement = models.TextField("đạt khi", blank=True)
    guidance = models.TextField("hướng dẫn", blank=True)
    evidence_hints = models.JSONField("minh chứng", default=list, blank=True)  # list[str]
    evidence_required = models.BooleanField("phải có minh chứng", default=False)
    numeric_rule = models.JSONField("chỉ số", default=dict, blank=True)  # {label, unit, op, target}
    is_veto = models.BooleanField("điểm liệt", default=False)
    na_condition = models.TextField("không áp dụng khi", blank=True)
    weight = models.DecimalField("điểm tối đa", max_digits=5, decimal_places=2, default=1)
    verify_methods = models.JSONField("cách kiểm tra", default=list, blank=True)  # list[str]
    owner_hint = models.CharField("gợi ý người phụ trách", max_length=200, blank=True)

    class Meta:
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="criterion_order_once"),
            models.UniqueConstraint(fields=["version", "code"], name="criterion_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.title}"

    @property
    def may_not_apply(self) -> bool:
        return bool(self.na_condition)


class ThemeScheme(models.Model):
    """A list of themes (lĩnh vực) used by one line of provinces for a period (domain.md §1.5)."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("tên", max_length=200)
    source = models.CharField("nguồn", max_length=300, blank=True)
    valid_from = models.DateField("áp dụng từ", null=True, blank=True)
    valid_to = models.DateField("áp dụng đến hết", null=True, blank=True)

    class Meta:
        verbose_name = "bộ lĩnh vực"
        verbose_name_plural = "bộ lĩnh vực"

    def __str__(self) -> str:
        return self.name


class Theme(models.Model):
    """One theme of a scheme, mapped to one of the common four."""

    scheme = models.ForeignKey(ThemeScheme, models.PROTECT, related_name="themes", verbose_name="bộ lĩnh vực")
    code = models.CharField("mã", max_length=30, unique=True)
    name = models.CharField("tên", max_length=200)
    short_name = models.CharField("tên gọn", max_length=80, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự")
    common = models.CharField("thuộc lĩnh vực chung", max_length=10, choices=CommonTheme.choices)
    aliases = models.JSONField("cách viết khác", default=list, blank=True)  # list[str], for reading sheets

    class Meta:
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"
        constraints = [models.UniqueConstraint(fields=["scheme", "order"], name="theme_order_once")]

    def __str__(self) -> str:
        return self.name
