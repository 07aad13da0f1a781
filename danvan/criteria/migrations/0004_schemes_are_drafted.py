"""Theme schemes count their editions, and every theme belongs to one of the common four.

On SQLite both tables are rebuilt, so the refusals of the database are taken off first and written again after.
"""

from typing import Any

from django.db import migrations, models

from danvan.criteria.locks import columns_of, lock, unlock


def take_off(apps: Any, schema_editor: Any) -> None:
    unlock(schema_editor, columns_of(apps))


def put_on(apps: Any, schema_editor: Any) -> None:
    lock(schema_editor, columns_of(apps))


class Migration(migrations.Migration):
    dependencies = [("criteria", "0003_issued_lists_never_change")]
    operations = [
        migrations.RunPython(take_off, put_on),
        migrations.AddField(
            model_name="themescheme",
            name="edition",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="lần sửa"),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.CheckConstraint(
                condition=models.Q(common__in=["ECONOMY", "SOCIETY", "DEFENCE", "POLITICS"]),
                name="theme_has_a_common_theme",
            ),
        ),
        migrations.RunPython(put_on, take_off),
    ]
