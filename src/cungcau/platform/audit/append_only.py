"""Tables to which rows are only ever added, as a migration operation."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.migrations import RunSQL


def append_only(table: str, may_empty: Sequence[str] = ("by_id",)) -> RunSQL:
    """Make the database refuse UPDATE and DELETE on a table.

    The columns ``may_empty`` may still become NULL (an account that leaves), nothing else may change.
    """
    free = ", ".join(f"'{name}'" for name in may_empty)
    emptied = " AND ".join(
        f"(NEW.{name} IS NULL OR NEW.{name} IS NOT DISTINCT FROM OLD.{name})" for name in may_empty
    )
    name = f"{table}_stays"
    return RunSQL(
        f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY[{free}]::text[];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - free = to_jsonb(OLD) - free AND ({emptied or "TRUE"}) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'rows of {table} do not change' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
""",
        f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();",
    )
