"""Issued criteria versions and theme schemes are kept by the database itself."""

from typing import Any

from django.db import migrations

from danvan.criteria.locks import columns_of, lock, unlock


def write(apps: Any, schema_editor: Any) -> None:
    lock(schema_editor, columns_of(apps))


def take_back(apps: Any, schema_editor: Any) -> None:
    unlock(schema_editor, columns_of(apps))


class Migration(migrations.Migration):
    dependencies = [("criteria", "0002_officers_own_their_lists")]
    operations = [migrations.RunPython(write, take_back)]
