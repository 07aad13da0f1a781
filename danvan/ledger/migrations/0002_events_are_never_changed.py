"""The database itself refuses to change or delete an event, on both engines."""

from typing import Any

from django.db import migrations

SENTENCE = "Không sửa, không xóa nhật ký"

SQLITE = """
CREATE TRIGGER ledger_event_no_{verb} BEFORE {VERB} ON ledger_event
BEGIN SELECT RAISE(ABORT, '{sentence}'); END
"""
FUNCTION = f"""
CREATE OR REPLACE FUNCTION ledger_event_is_final() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$ LANGUAGE plpgsql
"""
TRIGGER = """
CREATE TRIGGER ledger_event_is_final BEFORE UPDATE OR DELETE ON ledger_event
FOR EACH ROW EXECUTE FUNCTION ledger_event_is_final()
"""


def lock(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION, params=None)
        schema_editor.execute(TRIGGER, params=None)
        return
    for verb in ("update", "delete"):
        schema_editor.execute(SQLITE.format(verb=verb, VERB=verb.upper(), sentence=SENTENCE), params=None)


def unlock(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER ledger_event_is_final ON ledger_event")
        schema_editor.execute("DROP FUNCTION ledger_event_is_final()")
        return
    for verb in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER ledger_event_no_{verb}")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(lock, unlock)]
