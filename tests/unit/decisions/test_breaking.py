"""Issuing broken off in the middle, by the database or by a killed process: everything is there, or nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from danvan.decisions.models import Certificate, Decision, DecisionItem
from danvan.decisions.workflow import DECISION_LIFE
from danvan.dossiers.models import Dossier
from danvan.ledger.models import Event
from danvan.ledger.record import broken_links
from tests import make

ROOT = Path(__file__).resolve().parents[3]
# Issue decision argv[1] and stand still, inside the transaction, when the statement argv[2] is about to run.
CHILD = """
import sys, django
django.setup()
from django.db import connection
from django.utils import timezone
from danvan.accounts.models import User
from danvan.decisions.models import Decision
from danvan.decisions.workflow import DECISION_LIFE
def stop(execute, sql, params, many, context):
    if sql.startswith(sys.argv[2]):
        print("HERE", flush=True)
        sys.stdin.read()
    return execute(sql, params, many, context)
decision = Decision.objects.get(pk=sys.argv[1])
with connection.execute_wrapper(stop):
    DECISION_LIFE.take(decision, "issue", by=User.objects.get(username="giang"), at=timezone.now())
"""
REFUSES = {
    "sqlite": ["CREATE TRIGGER full_up BEFORE INSERT ON decisions_certificate WHEN NEW.serial LIKE '%-02' "
               "BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END"],
    "postgresql": ["CREATE FUNCTION full_up() RETURNS trigger AS $$ BEGIN IF NEW.serial LIKE '%-02' THEN "
                   "RAISE EXCEPTION 'disk I/O error'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql",
                   "CREATE TRIGGER full_up BEFORE INSERT ON decisions_certificate FOR EACH ROW "
                   "EXECUTE FUNCTION full_up()"],
}  # fmt: skip


def ready(cast) -> Decision:
    found = [make.dossier(cast.village, cast.campaign, state="APPROVED") for _ in range(3)]
    return make.decision(cast.province, *found)


def untouched() -> bool:
    """Nothing of an issue is there."""
    lines = DecisionItem.objects.exclude(title="").exists()
    marked = Dossier.objects.filter(recognised_on__isnull=False).exists()
    return not (lines or marked or Certificate.objects.exists() or Event.objects.filter(verb="issue").exists())


def test_a_database_error_in_the_middle_leaves_nothing(cast):
    decision = ready(cast)
    with connection.cursor() as cursor:
        for statement in REFUSES[connection.vendor]:
            cursor.execute(statement)

    with pytest.raises(DatabaseError, match="disk I/O error"), transaction.atomic():
        DECISION_LIFE.take(decision, "issue", by=cast.giang, at=make.NOON)

    decision.refresh_from_db()
    assert (decision.state, decision.issued_at, untouched(), broken_links()) == ("DRAFT", None, True, [])


@pytest.fixture
def shared_database(transactional_db, tmp_path):
    """A database that another process can open: on SQLite a copy in a file, which this test then reads itself."""
    if connection.vendor == "postgresql":
        told = connection.settings_dict
        host = f"{told['HOST'] or 'localhost'}:{told['PORT'] or 5432}"
        return lambda: f"postgresql://{told['USER']}:{told['PASSWORD']}@{host}/{told['NAME']}"
    return lambda: _copied(tmp_path / "copy.sqlite3")


def _copied(path: Path) -> str:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    return f"sqlite:///{path}"


def killed_at(url: str, decision: Decision, statement: str, tmp_path: Path) -> int:
    """Issue the decision in a process of its own, and kill it as this statement is about to run."""
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "danvan.settings", "DANVAN_VAR": str(tmp_path)}
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(decision.pk), statement], env=env, cwd=ROOT, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    with child:
        assert child.stdout is not None and child.stdout.readline() == b"HERE\n"
        child.send_signal(signal.SIGKILL)
        return child.wait()


LEFT = """SELECT (SELECT state FROM decisions_decision), (SELECT count(*) FROM decisions_certificate),
    (SELECT count(*) FROM decisions_decisionitem WHERE title <> ''), (SELECT count(*) FROM ledger_event),
    (SELECT count(*) FROM dossiers_dossier WHERE recognised_on IS NOT NULL)"""


def left_in(url: str) -> tuple:
    """What another process finds in the database, and that it may write there at once."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(LEFT)
            return tuple(cursor.fetchone())
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=0)) as copy:
        copy.execute("BEGIN IMMEDIATE")
        return tuple(copy.execute(LEFT).fetchone())


def test_a_process_killed_in_the_middle_leaves_nothing(cast, shared_database, tmp_path):
    decision = ready(cast)
    url = shared_database()

    assert killed_at(url, decision, 'INSERT INTO "ledger_event"', tmp_path) == -signal.SIGKILL

    assert left_in(url) == ("DRAFT", 0, 0, 0, 0)
    if connection.vendor == "postgresql":  # nothing stands in the way of trying again
        DECISION_LIFE.take(decision, "issue", by=cast.giang, at=make.NOON)
        assert Certificate.objects.count() == 3
