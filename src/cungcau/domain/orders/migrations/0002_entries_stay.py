"""Entries and frozen terms stay as they were written: the database refuses to change or delete them."""

from django.db import migrations

from cungcau.platform.audit.append_only import append_only

_GUARD = """
CREATE FUNCTION orders_frozen_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['state'];
BEGIN
    IF OLD.frozen_at IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - free = to_jsonb(OLD) - free THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'frozen terms do not change' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER orders_frozen_terms_stay BEFORE UPDATE OR DELETE ON orders_terms
    FOR EACH ROW EXECUTE FUNCTION orders_frozen_terms_stay();

CREATE FUNCTION orders_frozen_days_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM orders_terms WHERE id = OLD.terms_id AND frozen_at IS NOT NULL) THEN
        RAISE EXCEPTION 'days of frozen terms do not change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER orders_frozen_days_stay BEFORE UPDATE OR DELETE ON orders_termsday
    FOR EACH ROW EXECUTE FUNCTION orders_frozen_days_stay();
"""

_UNDO = """
DROP TRIGGER orders_frozen_terms_stay ON orders_terms;
DROP FUNCTION orders_frozen_terms_stay();
DROP TRIGGER orders_frozen_days_stay ON orders_termsday;
DROP FUNCTION orders_frozen_days_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]

    operations = [append_only("orders_entry"), migrations.RunSQL(_GUARD, _UNDO)]
