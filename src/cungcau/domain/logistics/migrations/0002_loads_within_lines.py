"""Loads stay within what there is and run forwards; the database refuses anything else."""

from django.db import migrations

_GUARD = """
CREATE FUNCTION logistics_load_within_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most bigint;
    planned numeric;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.line_id = OLD.line_id AND NEW.planned_kg <= OLD.planned_kg
       AND NEW.onward_of_id IS NOT DISTINCT FROM OLD.onward_of_id THEN
        RETURN NEW;
    END IF;
    IF NEW.onward_of_id IS NULL THEN
        SELECT greatest(most_kg, received_kg) INTO most FROM orders_orderline
            WHERE id = NEW.line_id FOR UPDATE;
        SELECT sum(CASE WHEN t.state IN ('planned', 'confirmed', 'loading')
                   THEN greatest(l.planned_kg, l.loaded_kg) ELSE l.loaded_kg END) INTO planned
            FROM logistics_tripload l JOIN logistics_trip t ON t.id = l.trip_id
            WHERE l.line_id = NEW.line_id AND l.onward_of_id IS NULL AND t.state <> 'cancelled';
    ELSE
        SELECT greatest(planned_kg, loaded_kg) INTO most FROM logistics_tripload
            WHERE id = NEW.onward_of_id AND line_id = NEW.line_id AND goes_on FOR UPDATE;
        SELECT sum(CASE WHEN t.state IN ('planned', 'confirmed', 'loading')
                   THEN greatest(l.planned_kg, l.loaded_kg) ELSE l.loaded_kg END) INTO planned
            FROM logistics_tripload l JOIN logistics_trip t ON t.id = l.trip_id
            WHERE l.onward_of_id = NEW.onward_of_id AND t.state <> 'cancelled';
    END IF;
    IF planned > coalesce(most, 0) THEN
        RAISE EXCEPTION 'loads of line % plan % kg of %', NEW.line_id, planned, most
            USING ERRCODE = 'check_violation', CONSTRAINT = 'trip_loads_within_line';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER logistics_load_within_line AFTER INSERT OR UPDATE OF planned_kg, line_id, onward_of_id
    ON logistics_tripload FOR EACH ROW EXECUTE FUNCTION logistics_load_within_line();

CREATE FUNCTION logistics_load_runs_forwards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM logistics_tripload l
            JOIN logistics_tripstop p ON p.id = l.pickup_id
            JOIN logistics_tripstop d ON d.id = l.drop_id
            WHERE l.trip_id = NEW.trip_id
              AND (p.trip_id <> l.trip_id OR d.trip_id <> l.trip_id OR p.no >= d.no)
    ) THEN
        RAISE EXCEPTION 'a load of trip % does not go from one of its stops to a later one', NEW.trip_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'trip_load_runs_forwards';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER logistics_load_runs_forwards
    AFTER INSERT OR UPDATE OF trip_id, pickup_id, drop_id ON logistics_tripload
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION logistics_load_runs_forwards();
CREATE CONSTRAINT TRIGGER logistics_stop_keeps_loads_forwards
    AFTER UPDATE OF trip_id, no ON logistics_tripstop
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION logistics_load_runs_forwards();
"""

_UNDO = """
DROP TRIGGER logistics_stop_keeps_loads_forwards ON logistics_tripstop;
DROP TRIGGER logistics_load_runs_forwards ON logistics_tripload;
DROP FUNCTION logistics_load_runs_forwards();
DROP TRIGGER logistics_load_within_line ON logistics_tripload;
DROP FUNCTION logistics_load_within_line();
"""


class Migration(migrations.Migration):
    dependencies = [("logistics", "0001_initial"), ("orders", "0001_initial")]

    operations = [migrations.RunSQL(_GUARD, _UNDO)]
