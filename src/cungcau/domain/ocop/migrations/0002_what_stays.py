"""Published rules, the rules a file was sent under and what a certificate says do not change."""

from django.db import migrations

_SQL = """
CREATE FUNCTION ocop_published_book_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'published' THEN
        RAISE EXCEPTION 'rule book % is published', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ocop_published_book_stays';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ocop_published_book_stays BEFORE UPDATE OR DELETE ON ocop_rulebook
    FOR EACH ROW EXECUTE FUNCTION ocop_published_book_stays();

CREATE FUNCTION ocop_published_set_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE book bigint;
BEGIN
    book := CASE WHEN TG_OP = 'INSERT' THEN NEW.book_id ELSE OLD.book_id END;
    IF EXISTS (SELECT 1 FROM ocop_rulebook WHERE id = book AND state = 'published') THEN
        RAISE EXCEPTION 'rule book % is published', book
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ocop_published_book_stays';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ocop_published_set_stays BEFORE INSERT OR UPDATE OR DELETE ON ocop_criteriaset
    FOR EACH ROW EXECUTE FUNCTION ocop_published_set_stays();

CREATE FUNCTION ocop_dossier_keeps_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND (NEW.criteria_set_id <> OLD.criteria_set_id OR NEW.product_id <> OLD.product_id
            OR NEW.code IS DISTINCT FROM OLD.code) THEN
        RAISE EXCEPTION 'dossier % was sent under other rules', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ocop_dossier_keeps_rules';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ocop_dossier_keeps_rules BEFORE UPDATE OF criteria_set_id, product_id, code ON ocop_dossier
    FOR EACH ROW EXECUTE FUNCTION ocop_dossier_keeps_rules();

CREATE FUNCTION ocop_certificate_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['state', 'extended_until', 'extended_why', 'revoked_on', 'area_code'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - free = to_jsonb(OLD) - free THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'certificate % does not change', OLD.id
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ocop_certificate_stays';
END $$;
CREATE TRIGGER ocop_certificate_stays BEFORE UPDATE OR DELETE ON ocop_certificate
    FOR EACH ROW EXECUTE FUNCTION ocop_certificate_stays();
"""

_BACK = """
DROP TRIGGER ocop_published_book_stays ON ocop_rulebook;
DROP FUNCTION ocop_published_book_stays();
DROP TRIGGER ocop_published_set_stays ON ocop_criteriaset;
DROP FUNCTION ocop_published_set_stays();
DROP TRIGGER ocop_dossier_keeps_rules ON ocop_dossier;
DROP FUNCTION ocop_dossier_keeps_rules();
DROP TRIGGER ocop_certificate_stays ON ocop_certificate;
DROP FUNCTION ocop_certificate_stays();
"""


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("ocop", "0001_initial")]
    operations = [migrations.RunSQL(_SQL, _BACK)]
