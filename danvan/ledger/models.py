"""What happened, in a chain that shows any later change, and the base of everything that has a state."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from danvan.units.models import Unit


class Stateful(models.Model):
    """Something a unit owns that moves from state to state. Only ``Machine.take`` moves it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="%(class)ss", verbose_name="đơn vị")
    state = models.CharField("trạng thái", max_length=20, editable=False)
    moves = models.PositiveIntegerField("số bước đã qua", default=0, editable=False)  # tells an old page from a fresh

    class Meta:
        abstract = True


class Channel(models.TextChoices):
    """The door through which a change came in."""

    FORM = "FORM", "biểu mẫu"
    SHEET = "SHEET", "tệp Excel"
    ADMIN = "ADMIN", "danh mục"
    COMMAND = "COMMAND", "dòng lệnh"


UNTOLD = "blind_"  # verbs of work that others may not even know of: told on its own pages only, when its time has come


class Event(models.Model):
    """One thing done by one person. Rows are added, never changed: the database refuses both."""

    subject = models.CharField("đối tượng", max_length=60, db_index=True)  # "dossiers.dossier:12"
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="events", verbose_name="đơn vị")
    verb = models.CharField("việc", max_length=40)
    label = models.CharField("tên việc", max_length=120)
    before = models.CharField("từ", max_length=20, blank=True)
    after = models.CharField("đến", max_length=20, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người thực hiện")
    at = models.DateTimeField("lúc")
    note = models.TextField("ý kiến", blank=True)
    details = models.JSONField("chi tiết", default=dict, blank=True)  # {"field": [old, new]}
    channel = models.CharField("kênh", max_length=10, choices=Channel.choices, default=Channel.FORM)
    previous_hash = models.CharField(max_length=64, editable=False)
    hash = models.CharField(max_length=64, editable=False, unique=True)

    class Meta:
        verbose_name = "nhật ký"
        verbose_name_plural = "nhật ký"

    def __str__(self) -> str:
        return f"{self.label}, {self.actor}, {self.at:%d/%m/%Y %H:%M}"

    @staticmethod
    def subject_of(thing: models.Model) -> str:
        return f"{thing._meta.label_lower}:{thing.pk}"


class Head(models.Model):
    """The hash of the last event: one row, locked by whoever adds the next."""

    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "đầu chuỗi nhật ký"

    def __str__(self) -> str:
        return self.last_hash[:12]
