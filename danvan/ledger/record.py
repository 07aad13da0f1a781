"""Adding events to the chain: each carries the hash of the one before, so a changed row shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from danvan.accounts.models import User
from danvan.ledger.models import Channel, Event, Head
from danvan.units.models import Unit


@dataclass(frozen=True)
class Act:
    """One thing done, before it has a place in the chain."""

    thing: models.Model
    verb: str
    label: str
    unit: Unit | None = None
    before: str = ""
    after: str = ""
    note: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


def digest(event: Event) -> str:
    """The hash of an event: sha256 over its own content and the hash before it."""
    content = [
        event.previous_hash, event.subject, event.unit_id, event.verb, event.label, event.before, event.after,
        event.actor_id, event.at.astimezone(UTC).isoformat(), event.note, event.details, event.channel,
    ]  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def wait_for_writers() -> None:
    """Wait until every other writer is done; until our transaction ends nobody else writes.

    Each action begins with this, before it reads what it judges by or locks a row: what it then sees still stands
    when it stores, and no two writers can wait for each other in a circle.
    """
    Head.objects.select_for_update().get_or_create(pk=1)


@transaction.atomic
def record_many(acts: Iterable[Act], *, by: User, at: datetime, channel: str = Channel.FORM) -> list[Event]:
    """Add events in order, in one write. Two writers wait for each other on the head of the chain."""
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    last, events = head.last_hash, []
    for act in acts:
        event = Event(
            subject=Event.subject_of(act.thing), unit=act.unit, verb=act.verb, label=act.label, before=act.before,
            after=act.after, actor=by, at=at, note=act.note, details=json_ready(act.details), channel=channel,
            previous_hash=last,
        )  # fmt: skip
        event.hash = last = digest(event)
        events.append(event)
    Event.objects.bulk_create(events, batch_size=500)
    head.last_hash = last
    head.save(update_fields=["last_hash"])
    return events


def record(act: Act, *, by: User, at: datetime, channel: str = Channel.FORM) -> Event:
    """Add one event to the chain."""
    return record_many([act], by=by, at=at, channel=channel)[0]


def json_ready(details: Mapping[str, Any]) -> dict[str, Any]:
    """The details as JSON will give them back, so that the hash is the same after reading."""
    ready: dict[str, Any] = json.loads(json.dumps(details, ensure_ascii=False, cls=DjangoJSONEncoder))
    return ready


def broken_links() -> list[int]:
    """The ids of events whose hash or link does not hold; empty when the chain is whole."""
    wrong, last = [], ""
    for event in Event.objects.order_by("pk").iterator():
        if event.previous_hash != last or event.hash != digest(event):
            wrong.append(event.pk)
        last = event.hash
    return wrong
