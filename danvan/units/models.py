"""An organisation as a lasting identity, and what it was called and where it stood in each period."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from danvan.units.enums import ChangeKind, Confidence, DivisionLevel, UnitKind


class Division(models.Model):
    """A province, district or commune by its official code, for as long as it was valid."""

    code = models.CharField("mã", max_length=10)
    name = models.CharField("tên", max_length=120)
    level = models.CharField("cấp", max_length=10, choices=DivisionLevel.choices)
    valid_from = models.DateField("hiệu lực từ")
    valid_to = models.DateField("ngày cuối còn hiệu lực", null=True, blank=True)
    successors = models.ManyToManyField("self", symmetrical=False, related_name="predecessors", blank=True)

    class Meta:
        verbose_name = "đơn vị hành chính"
        verbose_name_plural = "đơn vị hành chính"
        constraints = [
            models.UniqueConstraint(fields=["code", "level", "name", "valid_from"], name="division_once_a_period")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


SORT_KEY_LENGTH = 1200  # any Vietnamese name whole; a name in a foreign script is ordered by its beginning
# A code is part of paths and addresses, so it has neither a slash nor a blank.
CODE = RegexValidator(r"^[A-Z0-9][A-Z0-9.\-]*$", "Mã chỉ gồm chữ in hoa không dấu, chữ số, dấu chấm và gạch ngang.")


class UnitQuerySet(models.QuerySet["Unit"]):
    """Organisations, by where they stand and when they stood."""

    def below(self, unit: Unit) -> Self:
        """The unit itself and everything under it, where each stands now (or stood last)."""
        return self.filter(path__startswith=unit.path)

    def begun(self, day: date) -> Self:
        """All but those that are planned for later than a day."""
        return self.filter(Q(began_on__isnull=True) | Q(began_on__lte=day))

    def as_of(self, day: date) -> Self:
        """The organisations that existed on a day."""
        return self.filter(models.Exists(UnitSpan.objects.as_of(day).filter(unit=models.OuterRef("pk"))))


class Unit(models.Model):
    """An organisation: the identity that its names, superiors and places belong to.

    ``name``, ``kind``, ``parent`` and ``path`` repeat the newest span that has begun, so that lists and permissions
    need no join; ``began_on`` and ``ended_on`` are the ends of all its spans. ``units.actions.settle`` is their only
    writer.
    """

    code = models.CharField("mã", max_length=30, unique=True, validators=[CODE])
    name = models.CharField("tên", max_length=200)
    name_fold = models.CharField(max_length=200, editable=False, db_index=True)
    sort_key = models.CharField(max_length=SORT_KEY_LENGTH, editable=False)
    kind = models.CharField("loại", max_length=15, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="cấp trên"
    )
    path = models.CharField("đường dẫn", max_length=300, unique=True, editable=False)  # "TU-BG/BG-TY/TY-CX/"
    began_on = models.DateField("ngày đầu hoạt động", null=True, blank=True, editable=False)
    ended_on = models.DateField("ngày cuối còn hoạt động", null=True, blank=True, editable=False)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def tier(self) -> UnitKind:
        return UnitKind(self.kind)


class UnitSpanQuerySet(models.QuerySet["UnitSpan"]):
    """Periods of organisations."""

    def as_of(self, day: date) -> Self:
        """The one span of each organisation that holds on a day."""
        return self.filter(UnitSpan.covering(day))


class UnitSpan(models.Model):
    """What an organisation was called, what it was, and what it stood under, from one day to another."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="spans", verbose_name="đơn vị")
    name = models.CharField("tên", max_length=200)
    kind = models.CharField("loại", max_length=15, choices=UnitKind.choices)
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="child_spans", verbose_name="cấp trên"
    )
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, related_name="spans", verbose_name="địa bàn"
    )
    advisory_body = models.CharField("cơ quan tham mưu", max_length=120, blank=True)
    valid_from = models.DateField("hiệu lực từ")
    valid_to = models.DateField("ngày cuối còn hiệu lực", null=True, blank=True)
    legal_basis = models.TextField("căn cứ", blank=True)
    confidence = models.CharField("độ tin cậy", max_length=1, choices=Confidence.choices, default=Confidence.INFERRED)
    note = models.TextField("ghi chú", blank=True)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = UnitSpanQuerySet.as_manager()

    class Meta:
        verbose_name = "giai đoạn của đơn vị"
        verbose_name_plural = "giai đoạn của đơn vị"
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="span_starts_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="span_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, từ {self.valid_from:%d/%m/%Y}"

    @staticmethod
    def covering(day: date, prefix: str = "") -> Q:
        """The condition "this span holds on that day", under a lookup prefix such as ``spans__``."""
        return Q(**{f"{prefix}valid_from__lte": day}) & (
            Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day})
        )


class UnitChange(models.Model):
    """A rearrangement on a day, with its legal basis: who went in and who came out.

    A unit that goes on (renamed, moved, or taking others in) is on both sides. ``effects`` keeps what was there
    before, so that undoing puts back exactly that; ``is_done`` is no while the day of a planned one has not come.
    """

    kind = models.CharField("hình thức", max_length=10, choices=ChangeKind.choices)
    on = models.DateField("ngày")
    legal_basis = models.TextField("căn cứ", blank=True)
    gap_reason = models.TextField("lý do khoảng trống", blank=True)
    is_done = models.BooleanField("đã có hiệu lực", default=True, editable=False)
    effects = models.JSONField("những gì đã thay đổi", default=dict, editable=False)
    predecessors = models.ManyToManyField(Unit, related_name="changes_out", verbose_name="đơn vị cũ")
    successors = models.ManyToManyField(Unit, related_name="changes_in", verbose_name="đơn vị mới", blank=True)

    class Meta:
        verbose_name = "sắp xếp đơn vị"
        verbose_name_plural = "sắp xếp đơn vị"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ngày {self.on:%d/%m/%Y}"
