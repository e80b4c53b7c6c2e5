"""Tickets, agencies' decisions and closed days stay as they were written: the database refuses to change them."""

from django.db import migrations

_GUARD = """
CREATE FUNCTION collection_row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := TG_ARGV[0]::text[];
BEGIN
    -- copied areas follow the units, a merged organisation's rows name the one kept; generated columns are not
    -- filled in yet when this is asked
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - free = to_jsonb(OLD) - free THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a row of % does not change', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER collection_ticket_stays BEFORE UPDATE OR DELETE ON collection_ticket
    FOR EACH ROW EXECUTE FUNCTION collection_row_stays('{area_code,producer_id,words}');
CREATE TRIGGER collection_approval_stays BEFORE UPDATE OR DELETE ON collection_pointapproval
    FOR EACH ROW EXECUTE FUNCTION collection_row_stays('{area_code}');
CREATE TRIGGER collection_closing_stays BEFORE UPDATE OR DELETE ON collection_dayclosing
    FOR EACH ROW EXECUTE FUNCTION collection_row_stays('{area_code}');
CREATE TRIGGER collection_photo_stays BEFORE UPDATE OR DELETE ON collection_photo
    FOR EACH ROW EXECUTE FUNCTION collection_row_stays('{area_code}');
"""

_UNDO = """
DROP TRIGGER collection_ticket_stays ON collection_ticket;
DROP TRIGGER collection_approval_stays ON collection_pointapproval;
DROP TRIGGER collection_closing_stays ON collection_dayclosing;
DROP TRIGGER collection_photo_stays ON collection_photo;
DROP FUNCTION collection_row_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("collection", "0001_initial")]

    operations = [migrations.RunSQL(_GUARD, _UNDO)]
