"""Telling the database what its tables hold, right after much was loaded."""

from __future__ import annotations

from django.db import connection


def take_stock() -> None:
    """Let PostgreSQL count its tables now, so that it plans well before its own round of counting comes by.

    Without it the first minute after a great load, or all of a load in one transaction, is planned as if every table
    were empty. SQLite plans well without.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
