"""Criteria lists by version, and theme schemes; an issued version never changes."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from danvan.accounts.models import User
from danvan.criteria.enums import CommonTheme, Computed, ScoringMode, Track
from danvan.units.models import Unit


class CriteriaSet(models.Model):
    """A list that lives through the years, such as the 24 criteria for commune Party committees."""

    code = models.CharField("mã", max_length=30, unique=True)
    name = models.CharField("tên", max_length=200)
    track = models.CharField("dùng cho", max_length=10, choices=Track.choices)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="criteria_sets", verbose_name="cơ quan ban hành"
    )  # whose list it is; a common sample has none

    class Meta:
        verbose_name = "bộ tiêu chí"
        verbose_name_plural = "bộ tiêu chí"

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class CriteriaVersionQuerySet(models.QuerySet["CriteriaVersion"]):
    """Versions of criteria sets."""

    def issued(self) -> Self:
        return self.filter(issued_at__isnull=False)

    def usable(self) -> Self:
        """Issued and not retired: what a new campaign may score on."""
        return self.issued().filter(retired_on__isnull=True)


class CriteriaVersion(models.Model):
    """One edition of a set, with its rule for passing; a draft until ``issued_at``, and fixed from then on.

    An issued version is only ever retired: the database itself refuses anything else (``criteria.locks``).
    """

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
    points_cap = models.DecimalField("điểm tối đa cả phiếu", max_digits=6, decimal_places=2, null=True, blank=True)
    bonus_cap = models.DecimalField("điểm thưởng tối đa", max_digits=6, decimal_places=2, null=True, blank=True)
    classes = models.JSONField("xếp loại", default=list, blank=True)  # [{"name": "Tốt", "at_least": "80"}], best first
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies", verbose_name="soạn từ phiên bản"
    )
    is_editorial = models.BooleanField("chỉ sửa lỗi chữ", default=False)
    is_sample = models.BooleanField("bộ mẫu (minh họa)", default=False)
    issued_at = models.DateTimeField("ban hành lúc", null=True, blank=True, editable=False)
    retired_on = models.DateField("thôi áp dụng từ", null=True, blank=True, editable=False)
    edition = models.PositiveIntegerField("lần sửa", default=1, editable=False)

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
    min_explanation = models.PositiveSmallIntegerField("giải trình từ số ký tự", null=True, blank=True)
    computed = models.CharField("tính từ số liệu", max_length=20, choices=Computed.choices, blank=True)
    is_bonus = models.BooleanField("điểm thưởng", default=False)

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


class CriterionLink(models.Model):
    """Two criteria of two versions that are the same thing, whole or in part, and whether years may be compared.

    A criterion split in two has two links to the later version; two merged into one have one each.
    """

    before = models.ForeignKey(Criterion, models.PROTECT, related_name="links_on", verbose_name="tiêu chí trước")
    after = models.ForeignKey(Criterion, models.PROTECT, related_name="links_back", verbose_name="tiêu chí sau")
    is_comparable = models.BooleanField("so sánh được", default=True)

    class Meta:
        verbose_name = "cặp tiêu chí"
        verbose_name_plural = "cặp tiêu chí"
        constraints = [models.UniqueConstraint(fields=["before", "after"], name="criteria_linked_once")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Remark(models.Model):
    """What a unit or a reviewer says on a criterion, for the next edition of the list."""

    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="remarks", verbose_name="tiêu chí")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm")
    text = models.TextField("ý kiến")
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người góp ý")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "góp ý tiêu chí"
        verbose_name_plural = "góp ý tiêu chí"

    def __str__(self) -> str:
        return f"{self.criterion.code}, {self.unit.name}"


class ThemeScheme(models.Model):
    """A list of themes (lĩnh vực) used by one line of provinces for a period (domain.md §1.5)."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("tên", max_length=200)
    source = models.CharField("nguồn", max_length=300, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="theme_schemes", verbose_name="cơ quan ban hành"
    )
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies", verbose_name="soạn từ bộ"
    )
    issued_at = models.DateTimeField("ban hành lúc", null=True, blank=True, editable=False)
    valid_from = models.DateField("áp dụng từ", null=True, blank=True)
    valid_to = models.DateField("áp dụng đến hết", null=True, blank=True)
    edition = models.PositiveIntegerField("lần sửa", default=1, editable=False)

    class Meta:
        verbose_name = "bộ lĩnh vực"
        verbose_name_plural = "bộ lĩnh vực"

    def __str__(self) -> str:
        return self.name

    @property
    def is_issued(self) -> bool:
        return self.issued_at is not None


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
        constraints = [
            models.UniqueConstraint(fields=["scheme", "order"], name="theme_order_once"),
            models.CheckConstraint(condition=Q(common__in=CommonTheme.values), name="theme_has_a_common_theme"),
        ]

    def __str__(self) -> str:
        return self.name
