"""A card never holds a criterion that its version does not: the database refuses it."""

from typing import Any

from django.db import migrations

from danvan.criteria.locks import lock_scores, unlock_scores


def write(apps: Any, schema_editor: Any) -> None:
    lock_scores(schema_editor)


def take_back(apps: Any, schema_editor: Any) -> None:
    unlock_scores(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0005_officers_own_their_lists"), ("criteria", "0003_issued_lists_never_change")]
    operations = [migrations.RunPython(write, take_back)]
