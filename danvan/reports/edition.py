"""One name for all that is public now, and the time of the last change of it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from danvan.dossiers.models import Campaign
from danvan.ledger.models import UNTOLD, Event

MARK = "ban-"  # begins the name, so that no other ETag is taken for one of ours


def edition(at: datetime) -> str:
    """The name, as an ETag. It changes with every event of the ledger (whatever can be seen is changed by recorded
    actions), with the day, with every campaign whose figures come out by the clock, and with the software itself.

    One small query, whatever the number of rows.
    """
    out = Campaign.objects.filter(published_at__lte=at).order_by().annotate(one=Value(1)).values("one")
    counted = Coalesce(Subquery(out.annotate(count=Count("pk")).values("count")), 0)
    last = Event.objects.exclude(verb__startswith=UNTOLD).order_by("-pk").values_list("pk", counted).first()
    last = last or (0, Campaign.objects.filter(published_at__lte=at).count())
    told = f"{settings.RELEASE}|{timezone.localdate(at)}|{last}"
    return f'"{MARK}{hashlib.sha256(told.encode()).hexdigest()[:24]}"'


def changed_at() -> datetime | None:
    """When the last thing was done that anybody may know of; nothing before the first."""
    return Event.objects.exclude(verb__startswith=UNTOLD).order_by("-pk").values_list("at", flat=True).first()
