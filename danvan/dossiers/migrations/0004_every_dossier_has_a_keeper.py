"""Keepers are always there; apart from filling them, which PostgreSQL does not let stand in one transaction."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def unit(related_name: str, words: str) -> Any:
    return models.ForeignKey(
        editable=False, on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to="units.unit",
        verbose_name=words,
    )


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_keepers")]
    operations = [
        migrations.AlterField("campaign", "keeper", unit("campaigns_kept", "cơ quan đang giữ đợt")),
        migrations.AlterField("dossier", "keeper", unit("dossiers_kept", "đơn vị đang giữ hồ sơ")),
        migrations.AlterField("dossier", "counts_in", unit("dossiers_counted", "tính vào đơn vị hiện nay")),
    ]
