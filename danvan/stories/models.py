"""The story of a recognised model, its four figures, its photographs, and how often its page was read."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from danvan.accounts.access import ScopedQuerySet
from danvan.accounts.models import User
from danvan.dossiers.models import Dossier
from danvan.units.models import Unit

MOST_FIGURES = 4


class StoryQuerySet(ScopedQuerySet["Story"]):
    """Stories, scoped by the unit whose model they tell of."""

    unit_path = "dossier__unit__path"
    acting_path = "dossier__keeper__path"
    frozen_path = "dossier__unit_path"
    frozen_year = "dossier__year"

    def public(self) -> Self:
        """Shown by the organiser, of a model that is recognised."""
        return self.filter(shown_at__isnull=False, dossier__recognised_on__isnull=False)


class Story(models.Model):
    """What others need to know to do the same at home; the public reads it once the organiser has shown it."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="story", verbose_name="hồ sơ")
    lead = models.CharField("câu mở đầu", max_length=300, blank=True)
    lesson = models.TextField("bài học", blank=True)
    quote = models.CharField("lời kể", max_length=300, blank=True)
    quote_by = models.CharField("lời của", max_length=120, blank=True)  # a role and a place, not a person's name
    steps = models.TextField("các bước làm theo", blank=True)  # one step a line
    cost = models.TextField("kinh phí, vật liệu, công", blank=True)
    people = models.TextField("cần những ai", blank=True)
    contact = models.CharField("nơi hướng dẫn", max_length=200, blank=True)  # an office and its telephone, no person
    edition = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người viết")
    written_at = models.DateTimeField("viết lúc")
    shown_at = models.DateTimeField("đăng lúc", null=True, blank=True, editable=False)
    shown_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người đăng", editable=False
    )
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = "câu chuyện mô hình"
        verbose_name_plural = "câu chuyện mô hình"

    def __str__(self) -> str:
        return f"Câu chuyện, hồ sơ #{self.dossier_id}"


class Figure(models.Model):
    """One of at most four figures under the title: “4.260 m²”, “đất ruộng, đất vườn”."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="figures", verbose_name="câu chuyện")
    order = models.PositiveSmallIntegerField("thứ tự")
    value = models.CharField("con số", max_length=40)
    label = models.CharField("là gì", max_length=120)

    class Meta:
        verbose_name = "con số"
        verbose_name_plural = "con số"
        constraints = [
            models.UniqueConstraint(fields=["story", "order"], name="figure_has_its_place"),
            models.CheckConstraint(condition=Q(order__range=(1, MOST_FIGURES)), name="figure_is_one_of_four"),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.label}"


class PhotoQuerySet(ScopedQuerySet["Photo"]):
    """Photographs, scoped as the stories are."""

    unit_path = "dossier__unit__path"
    acting_path = "dossier__keeper__path"
    frozen_path = "dossier__unit_path"
    frozen_year = "dossier__year"

    def standing(self) -> Self:
        """Those not taken down."""
        return self.filter(removed_at__isnull=True)

    def public(self) -> Self:
        """Standing, of a recognised model whose story is shown; where people can be told apart, with their consent, and
        not of an individual whose name is hidden."""
        consented = Q(shows_people=False) | Q(consent_on__isnull=False)
        told = Q(dossier__recognised_on__isnull=False, dossier__story__shown_at__isnull=False)
        asked_away = Q(shows_people=True, dossier__name_hidden_at__isnull=False)
        return self.standing().filter(consented & told & ~asked_away)


class Photo(models.Model):
    """One photograph, kept in several widths without anything hidden in it; ``widths`` are those that exist."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="photos", verbose_name="hồ sơ")
    folder = models.CharField(max_length=100, unique=True, editable=False)  # photos/<random>/, holds <width>.jpg
    widths = models.JSONField(default=list, editable=False)  # ascending, in pixels
    width = models.PositiveIntegerField("rộng, điểm ảnh", editable=False)
    height = models.PositiveIntegerField("cao, điểm ảnh", editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    alt = models.CharField("ảnh có gì", max_length=200)  # read aloud to those who cannot see it
    caption = models.CharField("chú thích", max_length=200, blank=True)
    credit = models.CharField("người chụp, nguồn", max_length=120)
    shows_people = models.BooleanField("nhận ra được người trong ảnh", default=True)
    consent_on = models.DateField("ngày đồng ý", null=True, blank=True)
    consent_note = models.CharField("ai đồng ý, ghi ở đâu", max_length=200, blank=True)  # never public
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người thêm")
    added_at = models.DateTimeField("thêm lúc")
    removed_at = models.DateTimeField("gỡ lúc", null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người gỡ", editable=False
    )
    removed_why = models.CharField("lý do gỡ", max_length=200, blank=True)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "ảnh"
        verbose_name_plural = "ảnh"

    def __str__(self) -> str:
        return self.alt


class Reads(models.Model):
    """How often the page of a model was read in one month: a number, and nothing about who read it."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="reads", verbose_name="hồ sơ")
    month = models.DateField("tháng")  # its first day
    times = models.PositiveIntegerField("số lượt", default=0)

    class Meta:
        verbose_name = "lượt xem"
        verbose_name_plural = "lượt xem"
        constraints = [models.UniqueConstraint(fields=["dossier", "month"], name="reads_once_a_month")]

    def __str__(self) -> str:
        return f"Hồ sơ #{self.dossier_id}, {self.month:%m/%Y}: {self.times}"


class ContactPoint(models.Model):
    """How the public reaches the board of one unit: what the page of contacts and “cách làm theo” show."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="contact_point", verbose_name="đơn vị")
    name = models.CharField("tên ban, bộ phận", max_length=200)
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    telephone = models.CharField("điện thoại", max_length=60, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    edition = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    class Meta:
        verbose_name = "nơi liên hệ"
        verbose_name_plural = "nơi liên hệ"

    def __str__(self) -> str:
        return self.name
