"""Campaigns, their tracks and windows, and the stages (giai đoạn) that gather several years."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.criteria.models import CriteriaVersion, ThemeScheme
from danvan.dossiers.enums import ShareOf, UnitGroup, WindowStage
from danvan.units.models import Unit


class Campaign(models.Model):
    """A year (or stage) of the movement run by one organiser under one set of rules; until ``opened_at`` a draft that
    only its organiser sees."""

    code = models.SlugField("mã", max_length=40, unique=True)
    name = models.CharField("tên", max_length=200)
    organiser = models.ForeignKey(Unit, models.PROTECT, related_name="campaigns", verbose_name="cơ quan tổ chức")
    keeper = models.ForeignKey(
        Unit, models.PROTECT, related_name="campaigns_kept", verbose_name="cơ quan đang giữ đợt", editable=False
    )  # the organiser, or who took its work over when it ended
    first_year = models.PositiveSmallIntegerField("từ năm")
    last_year = models.PositiveSmallIntegerField("đến năm")
    cutoff_on = models.DateField("ngày chốt danh sách đơn vị")
    theme_scheme = models.ForeignKey(ThemeScheme, models.PROTECT, related_name="campaigns", verbose_name="bộ lĩnh vực")
    basis = models.TextField("căn cứ", blank=True)
    is_archive = models.BooleanField("đợt cũ, nhập từ sổ sách", default=False)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)
    published_at = models.DateTimeField("công bố số liệu lúc", null=True, blank=True)
    guidance = models.TextField("hướng dẫn gửi các đơn vị", blank=True)
    asks_head = models.BooleanField("người đứng đầu duyệt trước khi gửi", default=False)
    asks_two = models.BooleanField("hai phiếu thẩm định độc lập", default=False)
    asks_ties = models.BooleanField("người thẩm định khai quan hệ trước khi chấm", default=False)
    asks_assessment = models.BooleanField("phải qua họp bình xét", default=False)
    share_needed = models.PositiveSmallIntegerField("tỷ lệ tán thành cần đạt, %", default=70)
    share_of = models.CharField("tính trên", max_length=10, choices=ShareOf.choices, default=ShareOf.PRESENT)
    appeal_days = models.PositiveSmallIntegerField("số ngày được kiến nghị xem lại", default=10)  # 0: not taken
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies", verbose_name="lập từ đợt"
    )
    opened_at = models.DateTimeField("mở đợt lúc", null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người mở đợt", editable=False
    )
    edition = models.PositiveIntegerField("lần sửa", default=1, editable=False)

    class Meta:
        verbose_name = "đợt thi đua"
        verbose_name_plural = "đợt thi đua"
        constraints = [
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="campaign_years_in_order"),
            models.CheckConstraint(condition=Q(share_needed__range=(1, 100)), name="campaign_share_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return self.name


class CampaignTrack(models.Model):
    """One of the things a campaign scores, and the criteria version it is scored on."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="tracks", verbose_name="đợt")
    track = models.CharField("nội dung", max_length=10, choices=Track.choices)
    version = models.ForeignKey(
        CriteriaVersion, models.PROTECT, null=True, blank=True, related_name="tracks", verbose_name="bộ tiêu chí"
    )
    at_least = models.PositiveSmallIntegerField("mỗi đơn vị đăng ký ít nhất", default=0)
    at_most = models.PositiveSmallIntegerField("mỗi đơn vị đăng ký nhiều nhất", null=True, blank=True)
    asked_of = models.JSONField("đơn vị phải đăng ký", default=list, blank=True)  # list[UnitGroup]; none: as it suits

    class Meta:
        verbose_name = "nội dung thi đua"
        verbose_name_plural = "nội dung thi đua"
        constraints = [models.UniqueConstraint(fields=["campaign", "track"], name="track_once_a_campaign")]

    def __str__(self) -> str:
        return f"{self.campaign}, {self.get_track_display()}"


class Window(models.Model):
    """From when to when a stage of a campaign is open, for all units or one group; without a row it is always open.

    The row of a group goes before the row for all.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="windows", verbose_name="đợt")
    stage = models.CharField("bước", max_length=10, choices=WindowStage.choices)
    unit_group = models.CharField("dành cho", max_length=10, choices=UnitGroup.choices, blank=True)
    opens_at = models.DateTimeField("mở lúc")
    closes_at = models.DateTimeField("đóng lúc")

    class Meta:
        verbose_name = "thời hạn"
        verbose_name_plural = "thời hạn"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "stage", "unit_group"], name="window_once_a_stage_and_group"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="window_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.opens_at:%d/%m/%Y} – {self.closes_at:%d/%m/%Y}"


class WindowException(models.Model):
    """More time for one unit in one stage, with its reason and its author (gia hạn); the last one granted counts."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="extensions", verbose_name="đợt")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="extensions", verbose_name="đơn vị")
    stage = models.CharField("bước", max_length=10, choices=WindowStage.choices)
    until = models.DateTimeField("gia hạn đến")
    reason = models.TextField("lý do")
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người gia hạn")
    granted_at = models.DateTimeField("gia hạn lúc")
    ended_at = models.DateTimeField("thôi gia hạn lúc", null=True, blank=True)

    class Meta:
        verbose_name = "gia hạn"
        verbose_name_plural = "gia hạn"

    def __str__(self) -> str:
        return f"{self.unit.name}, {self.get_stage_display()}, đến {self.until:%d/%m/%Y}"


class CampaignFile(models.Model):
    """A guidance paper attached to a campaign, kept privately and read by those who take part."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="files", verbose_name="đợt")
    name = models.CharField("tên tệp", max_length=160)
    file = models.FileField("tệp", upload_to="campaigns/%Y/", max_length=200)
    content_type = models.CharField("loại tệp", max_length=100)
    size = models.PositiveIntegerField("kích thước, byte")
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người thêm")
    added_at = models.DateTimeField("thêm lúc")
    removed_at = models.DateTimeField("bỏ lúc", null=True, blank=True)

    class Meta:
        verbose_name = "tệp hướng dẫn"
        verbose_name_plural = "tệp hướng dẫn"

    def __str__(self) -> str:
        return self.name


class Stage(models.Model):
    """A span of years of one unit that the public reads as one story (giai đoạn 2018–2020)."""

    code = models.SlugField("mã", max_length=40, unique=True)
    name = models.CharField("tên", max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="stages", verbose_name="đơn vị")
    first_year = models.PositiveSmallIntegerField("từ năm")
    last_year = models.PositiveSmallIntegerField("đến năm")
    order = models.PositiveSmallIntegerField("thứ tự trên trang chủ", default=0)  # 0 = not shown
    note = models.CharField("chú thích phạm vi", max_length=300, blank=True)

    class Meta:
        verbose_name = "giai đoạn"
        verbose_name_plural = "giai đoạn"

    def __str__(self) -> str:
        return self.name
