"""A request to judge again, what it rests on, and its answer; both stay on record."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from danvan.accounts.access import ScopedQuerySet
from danvan.accounts.models import User
from danvan.appeals.enums import AppealState
from danvan.dossiers.models import Dossier, Refusal
from danvan.ledger.models import Stateful


class AppealQuerySet(ScopedQuerySet["Appeal"]):
    """Requests, scoped by the unit whose dossier was refused."""

    acting_path = "dossier__keeper__path"
    frozen_path = "dossier__unit_path"
    frozen_year = "dossier__year"


class Appeal(Stateful):
    """One request on one refusal; ``unit`` is the unit of the dossier."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="appeals", verbose_name="hồ sơ")
    refusal = models.OneToOneField(Refusal, models.PROTECT, related_name="appeal", verbose_name="lần không công nhận")
    text = models.TextField("nội dung kiến nghị")
    filed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người gửi")
    filed_at = models.DateTimeField("gửi lúc")
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người trả lời")
    answered_at = models.DateTimeField("trả lời lúc", null=True)
    request_key = models.CharField(max_length=40, null=True, unique=True, editable=False)  # noqa: DJ001

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị xem lại"
        verbose_name_plural = "kiến nghị xem lại"
        constraints = [models.CheckConstraint(condition=Q(state__in=AppealState.values), name="appeal_state_is_known")]

    def __str__(self) -> str:
        return f"Kiến nghị, hồ sơ #{self.dossier_id}"

    @property
    def state_label(self) -> str:
        return AppealState(self.state).label
