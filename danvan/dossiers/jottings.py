"""What a person is still typing on a form, kept on the server so that a lost line or session loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import models

from danvan.accounts.models import User


class Jotting(models.Model):
    """The fields of one form as one person left them; gone once the form is stored. No part of any record."""

    owner = models.ForeignKey(User, models.PROTECT, related_name="jottings", verbose_name="người viết")
    place = models.CharField("biểu mẫu", max_length=200)  # which form of which thing: "dossier-new:bac-giang-2026"
    typed = models.JSONField("đang viết")  # {field name: text}
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "bản đang viết"
        verbose_name_plural = "bản đang viết"
        constraints = [models.UniqueConstraint(fields=["owner", "place"], name="jotting_once_a_form")]

    def __str__(self) -> str:
        return f"{self.owner}, {self.place}"


def jot(*, owner: User, place: str, typed: Mapping[str, str], at: datetime) -> Jotting:
    """Keep what this person has typed on a form so far, over what was kept before."""
    kept = {"typed": dict(typed), "at": at}
    return Jotting.objects.update_or_create(owner=owner, place=place, defaults=kept)[0]


def jotted(owner: User, place: str) -> Jotting | None:
    """What this person left on a form, if anything."""
    return Jotting.objects.filter(owner=owner, place=place).first()


def forget(*, owner: User, place: str) -> None:
    """Let go of what was kept: the form is stored, or its writer does not want it."""
    Jotting.objects.filter(owner=owner, place=place).delete()


def forget_old(*, before: datetime) -> int:
    """Let go of what nobody came back for; gives how many."""
    return Jotting.objects.filter(at__lt=before).delete()[0]
