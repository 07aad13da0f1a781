"""The ledger is added to, never changed, and a changed row shows."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from danvan.dossiers.workflow import LIFE
from danvan.ledger.models import Event
from danvan.ledger.record import broken_links
from tests import make


@pytest.fixture
def events(cast) -> list[Event]:
    for _ in range(3):
        LIFE.take(make.dossier(cast.village, cast.campaign), "submit", by=cast.an, at=make.NOON)
    return list(Event.objects.order_by("pk"))


def test_each_event_carries_the_hash_of_the_one_before(events):
    assert [event.previous_hash for event in events] == ["", events[0].hash, events[1].hash]
    assert broken_links() == []


def test_the_database_refuses_to_change_or_delete_an_event(events):
    with pytest.raises(DatabaseError, match="nhật ký"), transaction.atomic():
        Event.objects.filter(pk=events[1].pk).update(note="sửa trộm")
    with pytest.raises(DatabaseError, match="nhật ký"), transaction.atomic():
        Event.objects.filter(pk=events[1].pk)._raw_delete(using="default")


def test_a_row_changed_behind_the_database_shows(events):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger of ours is asked
        else:
            cursor.execute("DROP TRIGGER ledger_event_no_update")
        cursor.execute("UPDATE ledger_event SET note = 'sửa trộm' WHERE id = %s", [events[1].pk])

    assert broken_links() == [events[1].pk]
