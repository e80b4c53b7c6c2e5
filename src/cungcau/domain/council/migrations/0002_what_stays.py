"""Submitted sheets, what was discussed and signed decisions do not change."""

from django.db import migrations

_SQL = """
CREATE FUNCTION council_submitted_sheet_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE sheet bigint;
BEGIN
    sheet := CASE WHEN TG_OP = 'INSERT' THEN NEW.sheet_id ELSE OLD.sheet_id END;
    PERFORM 1 FROM council_scoresheet WHERE id = sheet AND state = 'submitted' FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'score sheet % is submitted', sheet
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'council_submitted_sheet_stays';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER council_submitted_sheet_stays BEFORE INSERT OR UPDATE OR DELETE ON council_score
    FOR EACH ROW EXECUTE FUNCTION council_submitted_sheet_stays();

CREATE FUNCTION council_signed_decision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decision bigint;
BEGIN
    decision := CASE WHEN TG_OP = 'INSERT' THEN NEW.decision_id ELSE OLD.decision_id END;
    IF EXISTS (SELECT 1 FROM council_decision WHERE id = decision AND state = 'signed') THEN
        RAISE EXCEPTION 'decision % is signed', decision
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'council_signed_decision_stays';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER council_signed_decision_stays BEFORE INSERT OR UPDATE OR DELETE ON council_decisionline
    FOR EACH ROW EXECUTE FUNCTION council_signed_decision_stays();
"""

_BACK = """
DROP TRIGGER council_submitted_sheet_stays ON council_score;
DROP FUNCTION council_submitted_sheet_stays();
DROP TRIGGER council_signed_decision_stays ON council_decisionline;
DROP FUNCTION council_signed_decision_stays();
"""


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("council", "0001_initial")]
    operations = [migrations.RunSQL(_SQL, _BACK)]
