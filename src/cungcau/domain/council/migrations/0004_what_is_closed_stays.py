"""Scores are written while their scoring is open; what was discussed and earlier results are never changed."""

from django.db import migrations

_SQL = """
CREATE FUNCTION council_scored_while_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE sheet bigint;
BEGIN
    sheet := CASE WHEN TG_OP = 'DELETE' THEN OLD.sheet_id ELSE NEW.sheet_id END;
    IF NOT EXISTS (
        SELECT 1 FROM council_scoresheet s JOIN council_item i ON i.id = s.item_id
        WHERE s.id = sheet AND i.state = 'scoring' AND i.attempt = s.attempt
    ) THEN
        RAISE EXCEPTION 'the scoring of sheet % is closed', sheet
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'council_scored_while_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER council_scored_while_open BEFORE INSERT OR UPDATE OR DELETE ON council_score
    FOR EACH ROW EXECUTE FUNCTION council_scored_while_open();

CREATE FUNCTION council_sheet_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.state = 'draft' AND (NEW.item_id, NEW.seat_id, NEW.attempt) = (OLD.item_id, OLD.seat_id, OLD.attempt) THEN
            RETURN NEW;
        END IF;
        IF OLD.state = 'submitted' AND NEW.state = 'draft' AND EXISTS (
            SELECT 1 FROM council_item WHERE id = OLD.item_id AND state = 'scoring' AND attempt = OLD.attempt
        ) THEN
            RETURN NEW;
        END IF;
    ELSIF OLD.state = 'draft' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'score sheet % is submitted', OLD.id
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'council_sheet_stays';
END $$;
CREATE TRIGGER council_sheet_stays BEFORE UPDATE OR DELETE ON council_scoresheet
    FOR EACH ROW EXECUTE FUNCTION council_sheet_stays();

CREATE FUNCTION council_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% % is written once', TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'council_written_once';
END $$;
CREATE TRIGGER council_written_once BEFORE UPDATE OR DELETE ON council_discussion
    FOR EACH ROW EXECUTE FUNCTION council_written_once();
CREATE TRIGGER council_written_once BEFORE UPDATE OR DELETE ON council_earlierresult
    FOR EACH ROW EXECUTE FUNCTION council_written_once();
"""

_BACK = """
DROP TRIGGER council_scored_while_open ON council_score;
DROP FUNCTION council_scored_while_open();
DROP TRIGGER council_sheet_stays ON council_scoresheet;
DROP FUNCTION council_sheet_stays();
DROP TRIGGER council_written_once ON council_discussion;
DROP TRIGGER council_written_once ON council_earlierresult;
DROP FUNCTION council_written_once();
"""


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("council", "0003_room")]
    operations = [migrations.RunSQL(_SQL, _BACK)]
