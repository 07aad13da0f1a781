"""Who acts for the units of a dossier and a campaign now, and the unit of today that a dossier counts in."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


def keep(apps: Any, schema_editor: Any) -> None:
    """Until now every unit acts for itself."""
    apps.get_model("dossiers", "Campaign").objects.update(keeper=F("organiser"))
    apps.get_model("dossiers", "Dossier").objects.update(
        keeper=F("unit"), counts_in=F("unit"), superior_keeper=F("superior")
    )


def unit(related_name: str, words: str) -> Any:
    return models.ForeignKey(
        editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name=related_name,
        to="units.unit", verbose_name=words,
    )


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_moves_and_codes"), ("units", "0003_periods_never_overlap")]
    operations = [
        migrations.AddField("campaign", "keeper", unit("campaigns_kept", "cơ quan đang giữ đợt")),
        migrations.AddField("dossier", "keeper", unit("dossiers_kept", "đơn vị đang giữ hồ sơ")),
        migrations.AddField("dossier", "superior_keeper", unit("dossiers_judged", "nơi đang giữ việc của cấp trên")),
        migrations.AddField("dossier", "heir", unit("+", "đơn vị kế thừa đã ghi")),
        migrations.AddField("dossier", "counts_in", unit("dossiers_counted", "tính vào đơn vị hiện nay")),
        migrations.AddField("dossier", "is_allocated", models.BooleanField(
            default=True, editable=False, verbose_name="đã rõ đơn vị kế thừa")),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
