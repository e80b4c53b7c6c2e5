"""A word about a moment of a stop: the database refuses to change it afterwards.

With a stop nobody came to or left (everything said of it was taken back) its words may go.
"""

from django.db import migrations

_GUARD = """
CREATE FUNCTION logistics_stop_time_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['by_id'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - free = to_jsonb(OLD) - free AND NEW.by_id IS NULL THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT 1 FROM logistics_tripstop WHERE id = OLD.stop_id AND arrived_at IS NULL AND left_at IS NULL
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a word about a stop does not change' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER logistics_stop_time_stays BEFORE UPDATE OR DELETE ON logistics_stoptime
    FOR EACH ROW EXECUTE FUNCTION logistics_stop_time_stays();
"""

_UNDO = """
DROP TRIGGER logistics_stop_time_stays ON logistics_stoptime;
DROP FUNCTION logistics_stop_time_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("logistics", "0005_room_licences_and_stop_times")]

    operations = [migrations.RunSQL(_GUARD, _UNDO)]
