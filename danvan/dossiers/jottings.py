"""What a person is still typing on a form, kept on the server so that a lost line or session loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import models, transaction

from danvan.accounts.models import User


class Jotting(models.Model):
    """The fields of one form as one person left them; empty once the form is stored. No part of any record."""

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


@transaction.atomic
def jot_unless_stored(
    *, owner: User, place: str, typed: Mapping[str, str], opened: datetime, at: datetime
) -> datetime | None:
    """Keep what was typed on a form opened then; when it was stored since, keep nothing and say when that was.

    What a page sends as it is stored may arrive after the storing, and must not come back as if it were new.
    """
    left = Jotting.objects.select_for_update().filter(owner=owner, place=place).first()
    if left and not left.typed and left.at > opened:
        return left.at
    jot(owner=owner, place=place, typed=typed, at=at)
    return None


def jotted(owner: User, place: str) -> Jotting | None:
    """What this person left on a form, if anything."""
    left = last(owner, place)
    return left if left and left.typed else None


def last(owner: User, place: str) -> Jotting | None:
    """The last word on a form: what was left on it, or, with nothing typed, when it was stored."""
    return Jotting.objects.filter(owner=owner, place=place).first()


def forget(*, owner: User, place: str, at: datetime | None = None) -> None:
    """Let go of what was kept: its writer does not want it, or the form was stored ``at`` that moment.

    The moment is remembered, so that a browser knows that what it still holds from before is stored too.
    """
    if at is None:
        Jotting.objects.filter(owner=owner, place=place).delete()
    else:
        jot(owner=owner, place=place, typed={}, at=at)


def forget_old(*, before: datetime) -> int:
    """Let go of what nobody came back for; gives how many."""
    return Jotting.objects.filter(at__lt=before).delete()[0]
