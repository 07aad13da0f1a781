"""What a person reads: their own messages, and the log of what was sent for the units in their care."""

from __future__ import annotations

from django.db.models import QuerySet

from danvan.accounts.access import Action
from danvan.accounts.models import User
from danvan.notices.models import Dispatch, Notice


def unread(user: User) -> int:
    """How many messages a person has not read; one query."""
    return Notice.objects.filter(recipient=user.pk, read_at__isnull=True).count()


def mine(user: User) -> QuerySet[Notice]:
    """A person's own messages, newest first."""
    return Notice.objects.filter(recipient=user.pk).order_by("-at", "-pk")


def log(user: User) -> QuerySet[Dispatch]:
    """What was sent for the units whose campaigns this person runs, newest first."""
    found = Dispatch.objects.for_user(user, Action.RUN).select_related("recipient", "unit")
    return found.order_by("-at", "-pk")
