"""A published plan stays as it was published: the database refuses to change its rows and its figures."""

from django.db import migrations

_ROWS = ("line", "share", "fill", "unsold", "bottleneck")

_CHECK_ROWS = """
CREATE FUNCTION matching_published_rows_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT plan_id FROM touched) AS rows
        JOIN matching_plan AS plan ON plan.id = rows.plan_id WHERE plan.version IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'rows of a published plan do not change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
"""

_CHECK_PLAN = """
CREATE FUNCTION matching_published_plan_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['state'];
BEGIN
    IF OLD.version IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - free = to_jsonb(OLD) - free THEN
            RETURN NEW;
        END IF;
        -- people and jobs may leave: what they are named by becomes empty
        free := free || ARRAY['job_id', 'created_by_id', 'published_by_id'];
        IF to_jsonb(NEW) - free = to_jsonb(OLD) - free
           AND (NEW.job_id IS NULL OR NEW.job_id = OLD.job_id)
           AND (NEW.created_by_id IS NULL OR NEW.created_by_id = OLD.created_by_id)
           AND (NEW.published_by_id IS NULL OR NEW.published_by_id = OLD.published_by_id) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a published plan does not change' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER matching_published_plan_stays BEFORE UPDATE OR DELETE ON matching_plan
    FOR EACH ROW EXECUTE FUNCTION matching_published_plan_stays();
"""

_UNDO_PLAN = """
DROP TRIGGER matching_published_plan_stays ON matching_plan;
DROP FUNCTION matching_published_plan_stays();
"""


def _guards(table: str) -> str:
    return "".join(
        f"""
CREATE TRIGGER {table}_stays_{event.lower()} AFTER {event} ON {table}
    REFERENCING {transition} TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION matching_published_rows_stay();
"""
        for event, transition in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    )


def _unguard(table: str) -> str:
    return "".join(
        f"DROP TRIGGER {table}_stays_{event} ON {table};\n" for event in ("insert", "update", "delete")
    )


_TABLES = [f"matching_{name}" for name in (*_ROWS, "planinput")]


class Migration(migrations.Migration):
    dependencies = [("matching", "0002_review")]

    operations = [
        migrations.RunSQL(
            _CHECK_ROWS + "".join(map(_guards, _TABLES)),
            "".join(map(_unguard, _TABLES)) + "DROP FUNCTION matching_published_rows_stay();",
        ),
        migrations.RunSQL(_CHECK_PLAN, _UNDO_PLAN),
    ]
