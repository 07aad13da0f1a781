"""Practices, and the yearly dossiers that register them or a unit for its title."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from danvan.accounts.access import ScopedQuerySet
from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.criteria.models import Theme
from danvan.dossiers.blind import BlindCard, BlindScore
from danvan.dossiers.campaigns import Campaign, CampaignFile, CampaignTrack, Stage, Window, WindowException
from danvan.dossiers.cards import Evidence, Score, Scorecard
from danvan.dossiers.enums import REGISTERED, Continuity, Holder, State
from danvan.dossiers.jottings import Jotting
from danvan.dossiers.judging import Declaration, SavedView, Seat, Tie
from danvan.dossiers.refusals import Refusal, RefusalPoint
from danvan.dossiers.returns import Ask, Return, ReturnReason
from danvan.ledger.models import Stateful
from danvan.units.models import Unit

__all__ = [
    "CONTENT_FIELDS", "PARTIES", "Ask", "BlindCard", "BlindScore", "Campaign", "CampaignFile", "CampaignTrack",
    "Declaration", "Dossier", "Evidence", "Jotting", "Practice", "Refusal", "RefusalPoint", "Return", "ReturnReason",
    "Revision", "SavedView", "Score", "Scorecard", "Seat", "Stage", "Tie", "Window", "WindowException",
]  # fmt: skip

# The ten items of a registration (domain.md §1.4); the first nine are compulsory for a model.
CONTENT_FIELDS = (
    "title", "situation", "objectives", "method", "place", "forces", "resources", "schedule", "outputs", "upkeep",
)  # fmt: skip


# What judging a dossier asks for: its unit, the boards above it, and who acts for them now.
PARTIES = ("unit", "keeper", "superior", "superior_keeper", "campaign__organiser", "campaign__keeper")


class Practice(models.Model):
    """The lasting thing behind yearly registrations of a model: collective or individual."""

    title = models.CharField("tên mô hình", max_length=300)
    holder_kind = models.CharField("loại", max_length=10, choices=Holder.choices)
    holder_name = models.CharField("tập thể, cá nhân", max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="practices", verbose_name="đơn vị")
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies", verbose_name="nhân rộng từ"
    )

    class Meta:
        verbose_name = "mô hình, điển hình"
        verbose_name_plural = "mô hình, điển hình"

    def __str__(self) -> str:
        return f"{self.title}, {self.holder_name}"


def figures_are_out(prefix: str = "") -> Q:
    """The condition "the public may count this dossier", under a lookup prefix such as ``dossier__``: it is
    recognised, or the figures of its campaign are published by now."""
    out = Q(**{f"{prefix}campaign__published_at__lte": Now()})
    return Q(**{f"{prefix}recognised_on__isnull": False}) | out


class DossierQuerySet(ScopedQuerySet["Dossier"]):
    """Dossiers by who may see them and by what they have become."""

    acting_path = "keeper__path"
    frozen_path = "unit_path"
    frozen_year = "year"

    def registered(self) -> Self:
        """Sent at least once and not withdrawn."""
        return self.filter(state__in=REGISTERED)

    def models_only(self) -> Self:
        return self.filter(track=Track.MODEL)

    def titles_only(self) -> Self:
        return self.exclude(track=Track.MODEL)

    def recognised(self) -> Self:
        """In a recognition decision that is in force."""
        return self.filter(recognised_on__isnull=False)

    def public(self) -> Self:
        """What citizens may see in full: recognised, and only from the decision on."""
        return self.recognised()

    def published(self) -> Self:
        """What public figures count: what is recognised, and the registrations of campaigns whose figures are out."""
        return self.registered().filter(figures_are_out())


class Dossier(Stateful):
    """One registration for one year (hồ sơ), of a model or of a unit for its title, and all that grows on it.

    Names of the unit and its superior are frozen as they were on the day (domain.md §4.2), and ``unit`` and
    ``superior`` stay. Who acts for them now are the keepers: the same units until a rearrangement hands work over.
    ``counts_in`` is the unit of today that figures converted to today's units count it in (``succession.heirs``).
    ``recognised_on`` and ``commended_on`` repeat the decision in force; ``decisions.actions`` keeps them.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="dossiers", verbose_name="đợt thi đua")
    track = models.CharField("nội dung", max_length=10, choices=Track.choices)
    year = models.PositiveSmallIntegerField("năm")
    practice = models.ForeignKey(Practice, models.PROTECT, null=True, related_name="dossiers", verbose_name="mô hình")
    superior = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="dossiers_to_review", verbose_name="cấp trên trực tiếp"
    )
    keeper = models.ForeignKey(
        Unit, models.PROTECT, related_name="dossiers_kept", verbose_name="đơn vị đang giữ hồ sơ", editable=False
    )
    superior_keeper = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="dossiers_judged", verbose_name="nơi đang giữ việc của cấp trên",
        editable=False,
    )  # fmt: skip
    heir = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="đơn vị kế thừa đã ghi", editable=False
    )
    counts_in = models.ForeignKey(
        Unit, models.PROTECT, related_name="dossiers_counted", verbose_name="tính vào đơn vị hiện nay", editable=False
    )
    is_allocated = models.BooleanField("đã rõ đơn vị kế thừa", default=True, editable=False)
    unit_name = models.CharField("tên đơn vị khi đăng ký", max_length=200)
    superior_name = models.CharField("tên cấp trên khi đăng ký", max_length=200, blank=True)
    province_name = models.CharField("tên cấp tỉnh khi đăng ký", max_length=200, blank=True)
    unit_path = models.CharField("vị trí khi đăng ký", max_length=300, db_index=True)  # "/TU-BG/BG-TY/TY-CX/"

    title = models.CharField("tên mô hình", max_length=300)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, verbose_name="lĩnh vực")
    holder_kind = models.CharField("loại", max_length=10, choices=Holder.choices, default=Holder.COLLECTIVE)
    holder_name = models.CharField("tập thể, cá nhân đăng ký", max_length=300, blank=True)
    continuity = models.CharField("đăng ký mới hay duy trì", max_length=5, choices=Continuity.choices, default="NEW")
    situation = models.TextField("thực trạng, lý do", blank=True)
    objectives = models.TextField("mục tiêu, tiêu chí", blank=True)
    method = models.TextField("nội dung, cách thức", blank=True)
    place = models.CharField("địa bàn, đối tượng", max_length=500, blank=True)
    forces = models.TextField("lực lượng thực hiện", blank=True)
    resources = models.TextField("nguồn lực", blank=True)
    schedule = models.TextField("thời gian", blank=True)
    outputs = models.TextField("sản phẩm, kết quả đầu ra", blank=True)
    upkeep = models.TextField("khả năng duy trì, nhân rộng", blank=True)
    contact = models.CharField("người phụ trách", max_length=200, blank=True)
    target_count = models.PositiveSmallIntegerField("số tiêu chí đăng ký đạt", null=True, blank=True)
    achieved = models.TextField("kết quả thực hiện", blank=True)
    registered_on = models.DateField("ngày đăng ký", null=True, blank=True)
    registered_late = models.BooleanField("đăng ký muộn", default=False, editable=False)  # sent in an extension
    reported_late = models.BooleanField("gửi kết quả muộn", default=False, editable=False)
    head_name = models.CharField("người đứng đầu duyệt", max_length=200, blank=True, editable=False)
    head_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người ghi duyệt",
                                editable=False)  # fmt: skip
    head_at = models.DateTimeField("duyệt lúc", null=True, editable=False)
    head_edition = models.PositiveIntegerField(null=True, editable=False)  # the edition that was approved

    search = models.TextField(editable=False)  # folded: what all may read | what only recognition opens
    match_key = models.CharField(max_length=700, editable=False, db_index=True)  # same title and holder, however typed
    request_key = models.CharField(max_length=40, null=True, unique=True, editable=False)  # noqa: DJ001
    edition = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    recognised_on = models.DateField("ngày được công nhận", null=True, editable=False, db_index=True)
    recognised_by = models.CharField("quyết định công nhận", max_length=120, blank=True, editable=False)
    commended_on = models.DateField("ngày được khen thưởng", null=True, editable=False)
    commended_by = models.CharField("quyết định khen thưởng", max_length=120, blank=True, editable=False)
    assessed_on = models.DateField("ngày bình xét", null=True, editable=False)  # repeats the last closed assessment
    assessed_pass = models.BooleanField("đủ tỷ lệ tán thành", null=True, editable=False)
    assessed_as = models.CharField("kết quả bình xét", max_length=120, blank=True, editable=False)  # "9/11 tán thành"
    name_hidden_at = models.DateTimeField("ẩn tên cá nhân từ", null=True, editable=False)  # asked for by the person
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người lập")
    created_at = models.DateTimeField("lập lúc")

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ"
        verbose_name_plural = "hồ sơ"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="dossier_state_is_known"),
            models.UniqueConstraint(
                fields=["campaign", "unit", "year", "match_key"],
                condition=~Q(state=State.WITHDRAWN), name="dossier_once_a_year",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["campaign", "state"]), models.Index(fields=["superior", "state"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("office:dossier", kwargs={"pk": self.pk})

    @property
    def state_label(self) -> str:
        return State(self.state).label

    @property
    def is_model(self) -> bool:
        return self.track == Track.MODEL

    @property
    def has_middle_tier(self) -> bool:
        """Is there a board between the unit and the organiser, as in three tiers?"""
        return self.superior_id not in {None, self.campaign.organiser_id, self.campaign.keeper_id}


class Revision(models.Model):
    """The content of a dossier as it was each time it was sent."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="revisions", verbose_name="hồ sơ")
    number = models.PositiveSmallIntegerField("lần gửi")
    content = models.JSONField("nội dung")
    sent_at = models.DateTimeField("gửi lúc")
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người gửi")

    class Meta:
        verbose_name = "bản gửi"
        verbose_name_plural = "bản gửi"
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="revision_numbered_once")]

    def __str__(self) -> str:
        return f"{self.dossier}, lần {self.number}"
