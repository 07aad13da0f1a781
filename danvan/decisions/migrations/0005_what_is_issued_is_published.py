"""Decisions issued before publishing had a moment of its own were public from the moment of issue."""

from typing import Any

from django.db import migrations
from django.db.models import F
from django.db.models.functions import Coalesce


def write(apps: Any, schema_editor: Any) -> None:
    decision = apps.get_model("decisions", "Decision")
    issued = decision.objects.exclude(state="DRAFT").filter(published_at__isnull=True)
    issued.update(published_at=Coalesce(F("issued_at"), F("created_at")))


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_decisions_that_follow")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
