"""Who judges a dossier for its organiser, the ties each judge declared, and the views of the queue they keep."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from danvan.accounts.models import User
from danvan.dossiers.campaigns import Campaign
from danvan.units.models import Unit


class Seat(models.Model):
    """One person asked to judge one dossier; where a campaign asks for two independent cards there is a second seat."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="seats", verbose_name="hồ sơ")
    number = models.PositiveSmallIntegerField("chỗ")
    person = models.ForeignKey(User, models.PROTECT, related_name="seats", verbose_name="người thẩm định")
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người phân công")
    given_at = models.DateTimeField("phân công lúc")

    class Meta:
        verbose_name = "phân công thẩm định"
        verbose_name_plural = "phân công thẩm định"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="seat_taken_once"),
            models.UniqueConstraint(fields=["dossier", "person"], name="judge_once_a_dossier"),
            models.CheckConstraint(condition=Q(number__in=[1, 2]), name="seat_is_first_or_second"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, hồ sơ #{self.dossier_id}"


class Declaration(models.Model):
    """A judge says, once for a campaign, with whom a tie keeps them from judging; without ties, that there is none."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="declarations", verbose_name="đợt")
    person = models.ForeignKey(User, models.PROTECT, related_name="declarations", verbose_name="người khai")
    declared_at = models.DateTimeField("khai lúc")

    class Meta:
        verbose_name = "bản khai quan hệ"
        verbose_name_plural = "bản khai quan hệ"
        constraints = [models.UniqueConstraint(fields=["campaign", "person"], name="declared_once_a_campaign")]

    def __str__(self) -> str:
        return f"{self.person}, {self.campaign}"


class Tie(models.Model):
    """One tie: with a unit and everything it sends, or with one dossier. Added, never taken back."""

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="ties", verbose_name="bản khai")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị")
    dossier = models.ForeignKey(
        "dossiers.Dossier", models.PROTECT, null=True, blank=True, related_name="ties", verbose_name="hồ sơ"
    )
    reason = models.CharField("quan hệ", max_length=300)
    added_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "quan hệ đã khai"
        verbose_name_plural = "quan hệ đã khai"
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True, dossier__isnull=False) | Q(unit__isnull=False, dossier__isnull=True),
                name="tie_names_a_unit_or_a_dossier",
            )
        ]

    def __str__(self) -> str:
        return self.reason


class SavedView(models.Model):
    """A way of looking at a list that one person gave a name: its address without the page number."""

    owner = models.ForeignKey(User, models.PROTECT, related_name="saved_views", verbose_name="người lưu")
    screen = models.CharField("màn hình", max_length=40)
    name = models.CharField("tên", max_length=80)
    query = models.CharField("điều kiện", max_length=500)
    saved_at = models.DateTimeField("lưu lúc")

    class Meta:
        verbose_name = "bộ lọc đã lưu"
        verbose_name_plural = "bộ lọc đã lưu"
        constraints = [models.UniqueConstraint(fields=["owner", "screen", "name"], name="view_named_once")]

    def __str__(self) -> str:
        return self.name
