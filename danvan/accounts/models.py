"""People who sign in, and the posts that say for which unit, as what, and from when to when."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property

from danvan.units.heritage import forebears
from danvan.units.models import Unit, UnitChange


class Role(models.TextChoices):
    """What a person is in a unit (domain.md §8.2)."""

    UNIT_CLERK = "UNIT_CLERK", "Cán bộ cơ sở"
    UNIT_HEAD = "UNIT_HEAD", "Người đứng đầu đơn vị"
    DISTRICT_BOARD = "DISTRICT_BOARD", "Ban Dân vận cấp huyện"
    PROVINCE_BOARD = "PROVINCE_BOARD", "Ban Dân vận Tỉnh ủy (thẩm định)"
    PROVINCE_APPROVER = "PROVINCE_APPROVER", "Lãnh đạo duyệt cấp tỉnh"
    AUDITOR = "AUDITOR", "Kiểm tra, chỉ xem"
    ADMINISTRATOR = "ADMINISTRATOR", "Quản trị"


class User(AbstractUser):
    """A person with an account."""

    full_name = models.CharField("họ và tên", max_length=120, blank=True)
    is_illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def __str__(self) -> str:
        return self.full_name or self.username

    @cached_property
    def _begun_posts(self) -> list[Post]:
        begun = Q(from_on__lte=timezone.localdate())
        known = self.all_posts.filter(begun & (Post.held_on(timezone.localdate()) | Q(ended_by__isnull=False)))
        rearranged = UnitChange.objects.filter(successors=OuterRef("unit"))
        return list(known.select_related("unit").annotate(came_of_others=Exists(rearranged)).order_by("pk"))

    @property
    def posts(self) -> list[Post]:
        """Where this person acts today and as what; one query a request."""
        today = timezone.localdate()
        return [post for post in self._begun_posts if post.to_on is None or post.to_on >= today]

    @property
    def closed_posts(self) -> list[Post]:
        """Posts that ended because their unit did: the archive of that time may still be read."""
        today = timezone.localdate()
        return [post for post in self._begun_posts if post.to_on is not None and post.to_on < today]

    @cached_property
    def heritage(self) -> dict[int, list[Unit]]:
        """The units that each unit of one's posts came from, however far back; asked once a request, and only when
        there are any."""
        young = [post.unit for post in self._begun_posts if getattr(post, "came_of_others", False)]
        return forebears(young, timezone.localdate())


class Post(models.Model):
    """One person holding one role in one unit, from one day to another (phân công)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="all_posts", verbose_name="người dùng")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="đơn vị")
    role = models.CharField("vai trò", max_length=20, choices=Role.choices)
    from_on = models.DateField("từ ngày")
    to_on = models.DateField("đến hết ngày", null=True, blank=True)
    ended_by = models.ForeignKey(
        UnitChange, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name="kết thúc do sắp xếp",
        editable=False,
    )  # fmt: skip

    class Meta:
        verbose_name = "phân công"
        verbose_name_plural = "phân công"
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "role", "from_on"], name="post_once"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=models.F("from_on")), name="post_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.unit.name}"

    @staticmethod
    def held_on(day: date) -> Q:
        """The condition "this post is held on that day"."""
        return Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gte=day))
