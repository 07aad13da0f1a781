"""The database's own refusal to change an issued criteria version, its lines, or an issued theme scheme.

Written for both engines and called from migrations. SQLite drops the triggers of a table when a later migration
rebuilds it, and refuses to rename a table that a trigger names: such a migration calls ``unlock`` before and ``lock``
after. A test writes past the code and expects to be refused, so a forgotten ``lock`` shows.
"""

from __future__ import annotations

from typing import Any

SENTENCE = "Bộ đã ban hành, không sửa được"
FREE = {"criteria_criteriaversion": {"retired_on"}, "criteria_themescheme": {"valid_to"}}
# table: the column that leads to the row that is issued, and the table of that row
PARTS = {
    "criteria_criteriagroup": ("version_id", "criteria_criteriaversion"),
    "criteria_criterion": ("version_id", "criteria_criteriaversion"),
    "criteria_theme": ("scheme_id", "criteria_themescheme"),
}
ISSUED = "EXISTS (SELECT 1 FROM {table} WHERE id = {row}.{column} AND issued_at IS NOT NULL)"
AGAIN = "EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id AND issued_at IS NOT NULL)"  # INSERT OR REPLACE of SQLite
LINKED = (
    "EXISTS (SELECT 1 FROM criteria_criterion c JOIN criteria_criteriaversion v ON v.id = c.version_id "
    "WHERE c.id = {row}.after_id AND v.issued_at IS NOT NULL)"
)
FOREIGN = (
    "NOT EXISTS (SELECT 1 FROM criteria_criterion c JOIN dossiers_scorecard s ON s.version_id = c.version_id "
    "WHERE c.id = NEW.criterion_id AND s.id = NEW.card_id)"
)
FOREIGN_SENTENCE = "Tiêu chí không thuộc bộ của phiếu"
MOVED = "OLD.version_id <> NEW.version_id AND EXISTS (SELECT 1 FROM dossiers_score WHERE card_id = OLD.id)"
MOVED_SENTENCE = "Phiếu đã chấm, không đổi bộ tiêu chí được"


def _conditions(columns: dict[str, list[str]]) -> list[tuple[str, str, str, str, str]]:
    """Each refusal: its name, the table, the verb, the condition, the sentence."""
    found = []
    for table, free in FREE.items():
        changed = " OR ".join(f"NEW.{c} IS DISTINCT FROM OLD.{c}" for c in columns[table] if c not in free)
        found.append((f"{table}_kept", table, "UPDATE", f"OLD.issued_at IS NOT NULL AND ({changed})", SENTENCE))
        found.append((f"{table}_stays", table, "DELETE", "OLD.issued_at IS NOT NULL", SENTENCE))
        found.append((f"{table}_once", table, "INSERT", AGAIN.format(table=table), SENTENCE))
    for table, (column, whole) in PARTS.items():
        for verb, rows in {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}.items():
            condition = " OR ".join(ISSUED.format(table=whole, row=row, column=column) for row in rows)
            found.append((f"{table}_{verb.lower()}", table, verb, condition, SENTENCE))
    for verb, rows in {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}.items():
        name, condition = f"criteria_link_{verb.lower()}", " OR ".join(LINKED.format(row=row) for row in rows)
        found.append((name, "criteria_criterionlink", verb, condition, SENTENCE))
    return found


def lock(schema_editor: Any, columns: dict[str, list[str]]) -> None:
    """Write the refusals. ``columns`` names the columns of the tables in ``FREE`` as they are now."""
    for name, table, verb, condition, sentence in _conditions(columns):
        _write(schema_editor, name, table, verb, condition, sentence)


def lock_scores(schema_editor: Any) -> None:
    """A card never holds a criterion that its version does not."""
    for verb in ("INSERT", "UPDATE"):
        _write(schema_editor, f"dossiers_score_{verb.lower()}", "dossiers_score", verb, FOREIGN, FOREIGN_SENTENCE)
    _write(schema_editor, "dossiers_card_version", "dossiers_scorecard", "UPDATE", MOVED, MOVED_SENTENCE)


def _write(schema_editor: Any, name: str, table: str, verb: str, condition: str, sentence: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        body = (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN IF {condition} THEN "
            f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {'OLD' if verb == 'DELETE' else 'NEW'}; END $$ LANGUAGE plpgsql"
        )
        schema_editor.execute(body, params=None)
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()", params=None
        )
        return
    condition = condition.replace("IS DISTINCT FROM", "IS NOT")
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END", params=None,
    )  # fmt: skip


def unlock(schema_editor: Any, columns: dict[str, list[str]]) -> None:
    """Take the refusals back, for a migration that rebuilds one of the tables."""
    for name, table, *_ in _conditions(columns):
        _drop(schema_editor, name, table)


def unlock_scores(schema_editor: Any) -> None:
    """Take the refusal on scores back."""
    for verb in ("insert", "update"):
        _drop(schema_editor, f"dossiers_score_{verb}", "dossiers_score")
    _drop(schema_editor, "dossiers_card_version", "dossiers_scorecard")


def _drop(schema_editor: Any, name: str, table: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")
    else:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


def columns_of(apps: Any) -> dict[str, list[str]]:
    """The columns of the tables that are kept whole, as a migration sees them."""
    models = (apps.get_model("criteria", "CriteriaVersion"), apps.get_model("criteria", "ThemeScheme"))
    return {model._meta.db_table: [field.column for field in model._meta.concrete_fields] for model in models}
