"""The trail seals itself: each entry is chained as its transaction commits, and nothing is ever changed."""

from django.db import migrations

# Two small numbers name the lock; the seal holds it from the first sealed row to the end of the commit, so
# that transactions are chained one after the other, whatever order they wrote in.
_SEAL = """
CREATE FUNCTION audit_entry_seal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last_sequence bigint;
    last_hash text;
BEGIN
    PERFORM pg_advisory_xact_lock(20180, 1);
    SELECT sequence, hash INTO last_sequence, last_hash FROM audit_entry
        WHERE sequence IS NOT NULL ORDER BY sequence DESC LIMIT 1;
    last_sequence := coalesce(last_sequence, 0) + 1;
    last_hash := coalesce(last_hash, repeat('0', 64));
    UPDATE audit_entry SET
        sequence = last_sequence,
        previous_hash = last_hash,
        hash = encode(sha256(convert_to(last_sequence || ' ' || last_hash || ' ' || digest, 'UTF8')), 'hex')
    WHERE id = NEW.id;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER audit_entry_seal AFTER INSERT ON audit_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_entry_seal();
"""

# The one change let through is the seal itself: from inside a trigger, on an unsealed row, of those columns only.
_REFUSE = """
CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sealed text[] := ARRAY['sequence', 'previous_hash', 'hash'];
BEGIN
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN
        IF OLD.sequence IS NULL AND NEW.sequence IS NOT NULL AND to_jsonb(NEW) - sealed = to_jsonb(OLD) - sealed THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the audit trail is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse();
"""

_UNDO = """
DROP TRIGGER audit_entry_no_truncate ON audit_entry;
DROP TRIGGER audit_entry_no_change ON audit_entry;
DROP TRIGGER audit_entry_seal ON audit_entry;
DROP FUNCTION audit_entry_refuse();
DROP FUNCTION audit_entry_seal();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(_SEAL + _REFUSE, _UNDO)]
