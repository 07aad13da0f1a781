"""When a unit began, what a rearrangement changed, and the database's own refusal of two periods on one day."""

from typing import Any

from django.db import migrations, models
from django.db.models import Min

SENTENCE = "Hai giai đoạn của đơn vị trùng ngày nhau"
EXCLUDE = """
ALTER TABLE units_unitspan ADD CONSTRAINT span_never_overlaps
EXCLUDE USING gist (int8range(unit_id, unit_id, '[]') WITH &&, daterange(valid_from, valid_to, '[]') WITH &&)
"""
TRIGGER = f"""
CREATE TRIGGER units_span_no_overlap_{{verb}} BEFORE {{VERB}} ON units_unitspan
WHEN EXISTS (
  SELECT 1 FROM units_unitspan other WHERE other.unit_id = NEW.unit_id AND other.id IS NOT NEW.id
  AND other.valid_from <= COALESCE(NEW.valid_to, '9999-12-31')
  AND NEW.valid_from <= COALESCE(other.valid_to, '9999-12-31'))
BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END
"""


def lock(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(EXCLUDE, params=None)
        return
    for verb in ("insert", "update"):
        schema_editor.execute(TRIGGER.format(verb=verb, VERB=verb.upper()), params=None)


def unlock(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE units_unitspan DROP CONSTRAINT span_never_overlaps")
        return
    for verb in ("insert", "update"):
        schema_editor.execute(f"DROP TRIGGER units_span_no_overlap_{verb}")


def tell_beginnings(apps: Any, schema_editor: Any) -> None:
    Unit = apps.get_model("units", "Unit")
    for unit in Unit.objects.annotate(first=Min("spans__valid_from")).filter(first__isnull=False):
        Unit.objects.filter(pk=unit.pk).update(began_on=unit.first)


class Migration(migrations.Migration):
    dependencies = [("units", "0002_moves_and_codes")]
    operations = [
        migrations.AddField("unit", "began_on", models.DateField(
            blank=True, editable=False, null=True, verbose_name="ngày đầu hoạt động")),
        migrations.AddField("unitchange", "gap_reason", models.TextField(
            blank=True, default="", verbose_name="lý do khoảng trống"), preserve_default=False),
        migrations.AddField("unitchange", "is_done", models.BooleanField(
            default=True, editable=False, verbose_name="đã có hiệu lực")),
        migrations.AddField("unitchange", "effects", models.JSONField(
            default=dict, editable=False, verbose_name="những gì đã thay đổi")),
        migrations.RunPython(tell_beginnings, migrations.RunPython.noop),
        migrations.RunPython(lock, unlock),
    ]
