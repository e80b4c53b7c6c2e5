"""A signed paper, a word about an arrival, an event's facts: the database refuses to change them afterwards."""

from django.db import migrations

_GUARD = """
CREATE FUNCTION logistics_signed_paper_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['state', 'reason', 'revoked_at', 'version', 'updated_at', 'area_code', 'folded', 'words'];
BEGIN
    IF OLD.signed_at IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - free = to_jsonb(OLD) - free THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a signed paper does not change' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER logistics_signed_paper_stays BEFORE UPDATE OR DELETE ON logistics_transitpaper
    FOR EACH ROW EXECUTE FUNCTION logistics_signed_paper_stays();

CREATE FUNCTION logistics_signed_parts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paper bigint := CASE TG_OP WHEN 'INSERT' THEN NEW.paper_id ELSE OLD.paper_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM logistics_transitpaper WHERE id = paper AND signed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'stops and proofs of a signed paper do not change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER logistics_signed_stops_stay BEFORE INSERT OR UPDATE OR DELETE ON logistics_paperstop
    FOR EACH ROW EXECUTE FUNCTION logistics_signed_parts_stay();
CREATE TRIGGER logistics_signed_proofs_stay BEFORE INSERT OR UPDATE OR DELETE ON logistics_paperproof
    FOR EACH ROW EXECUTE FUNCTION logistics_signed_parts_stay();

CREATE FUNCTION logistics_word_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['by_id'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - free = to_jsonb(OLD) - free AND NEW.by_id IS NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a word about an arrival does not change' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER logistics_word_stays BEFORE UPDATE OR DELETE ON logistics_arrivalword
    FOR EACH ROW EXECUTE FUNCTION logistics_word_stays();

CREATE FUNCTION logistics_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['state', 'reason', 'confirmed_by_id', 'confirmed_at', 'area_code', 'folded', 'words'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - free = to_jsonb(OLD) - free THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was reported does not change' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER logistics_event_stays BEFORE UPDATE OR DELETE ON logistics_routeevent
    FOR EACH ROW EXECUTE FUNCTION logistics_event_stays();
"""

_UNDO = """
DROP TRIGGER logistics_event_stays ON logistics_routeevent;
DROP FUNCTION logistics_event_stays();
DROP TRIGGER logistics_word_stays ON logistics_arrivalword;
DROP FUNCTION logistics_word_stays();
DROP TRIGGER logistics_signed_proofs_stay ON logistics_paperproof;
DROP TRIGGER logistics_signed_stops_stay ON logistics_paperstop;
DROP FUNCTION logistics_signed_parts_stay();
DROP TRIGGER logistics_signed_paper_stays ON logistics_transitpaper;
DROP FUNCTION logistics_signed_paper_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("logistics", "0003_papers_events_arrivals_claims")]

    operations = [migrations.RunSQL(_GUARD, _UNDO)]
