"""Messages to people, what they are written from, when reminders go out, and the log of what was sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from danvan.accounts.access import ScopedQuerySet
from danvan.accounts.models import User
from danvan.dossiers.models import Campaign
from danvan.notices.enums import By, Due, NoticeKind, Outcome
from danvan.units.models import Unit


class Notice(models.Model):
    """One message to one person, read in the portal; ``key`` keeps the same message from being written twice."""

    recipient = models.ForeignKey(User, models.PROTECT, related_name="notices", verbose_name="người nhận")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")  # for which they are told
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đợt thi đua"
    )
    kind = models.CharField("loại", max_length=10, choices=NoticeKind.choices)
    key = models.CharField(max_length=120)
    title = models.CharField("tiêu đề", max_length=300)
    text = models.TextField("nội dung")
    url = models.CharField("mở tới", max_length=300, blank=True)
    at = models.DateTimeField("lúc")
    read_at = models.DateTimeField("đọc lúc", null=True, blank=True)

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="notice_once_a_person")]

    def __str__(self) -> str:
        return f"{self.title}, {self.recipient}"


class Reminded(models.Model):
    """One thing of which one person was reminded, so that it happens once; one message may cover several."""

    recipient = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người nhận")
    key = models.CharField(max_length=120)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="reminded", verbose_name="thông báo")

    class Meta:
        verbose_name = "lần nhắc"
        verbose_name_plural = "lần nhắc"
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.key}, {self.recipient_id}"


class Template(models.Model):
    """The wording of one kind of message, with named places in braces such as {ten_don_vi}; the one for everybody, or
    the own one of a board for itself and the units below it."""

    key = models.CharField("loại", max_length=10, choices=NoticeKind.choices)
    owner = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="mẫu riêng của"
    )
    subject = models.CharField("tiêu đề", max_length=200)
    body = models.TextField("nội dung")
    edited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người sửa")
    edited_at = models.DateTimeField("sửa lúc", null=True)
    edition = models.PositiveIntegerField("lần sửa", default=1, editable=False)

    class Meta:
        verbose_name = "mẫu thông báo"
        verbose_name_plural = "mẫu thông báo"
        constraints = [
            models.UniqueConstraint(fields=["key", "owner"], name="own_wording_once"),
            models.UniqueConstraint(fields=["key"], condition=Q(owner__isnull=True), name="common_wording_once"),
        ]

    def __str__(self) -> str:
        return self.get_key_display()


class ReminderRule(models.Model):
    """How many days before a closing those who still owe something are reminded."""

    stage = models.CharField("bước", max_length=10, choices=Due.choices, unique=True)
    days_before = models.JSONField("nhắc trước mấy ngày", default=list)

    class Meta:
        verbose_name = "lịch nhắc"
        verbose_name_plural = "lịch nhắc"

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.days_before}"


class Preference(models.Model):
    """Whether a person wants messages by e-mail too; without a row, yes."""

    user = models.OneToOneField(User, models.PROTECT, related_name="+", verbose_name="người dùng")
    by_email = models.BooleanField("gửi cả thư điện tử", default=True)

    class Meta:
        verbose_name = "cách nhận thông báo"
        verbose_name_plural = "cách nhận thông báo"

    def __str__(self) -> str:
        return f"{self.user_id}: {self.by_email}"


class DispatchQuerySet(ScopedQuerySet["Dispatch"]):
    """The log, scoped by the unit for which the person was told."""

    unit_path = "unit__path"


class Dispatch(models.Model):
    """One message sent one way: to whom, as it read, and what became of it."""

    recipient = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người nhận")
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="dispatches", verbose_name="thông báo")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    kind = models.CharField("loại", max_length=10, choices=NoticeKind.choices)
    channel = models.CharField("cách gửi", max_length=10, choices=By.choices)
    address = models.CharField("địa chỉ", max_length=254, blank=True)
    subject = models.CharField("tiêu đề", max_length=300)
    body = models.TextField("nội dung")
    at = models.DateTimeField("lúc")
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome.choices)
    error = models.CharField("lỗi", max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField("số lần gửi", default=0)
    tried_at = models.DateTimeField("gửi lần cuối", null=True)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name = "lần gửi thông báo"
        verbose_name_plural = "lần gửi thông báo"
        indexes = [models.Index(fields=["channel", "outcome"])]

    def __str__(self) -> str:
        return f"{self.subject}, {self.get_channel_display()}"
