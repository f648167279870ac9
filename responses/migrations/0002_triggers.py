"""Triggers that keep letters, and what went with a letter, as issued."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_to_change_a_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        -- Its PDF is made after issue, from the frozen page, and attached once.
        IF OLD.pdf = '' THEN
            OLD.pdf := NEW.pdf;
            OLD.pdf_sha256 := NEW.pdf_sha256;
        END IF;
        IF OLD IS NOT DISTINCT FROM NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'A letter that was issued never changes: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER letter_refuses_change
    BEFORE UPDATE OR DELETE ON responses_letter
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_letter();

CREATE TRIGGER letter_refuses_truncate
    BEFORE TRUNCATE ON responses_letter
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_a_letter();

CREATE FUNCTION refuse_to_change_an_enclosure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.letter_id IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM responses_letter
            WHERE id = NEW.letter_id AND foi_request_id = NEW.foi_request_id
        )
    THEN
        RAISE EXCEPTION 'A file goes only with a letter of its own request.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.letter_id IS NULL OR OLD IS NOT DISTINCT FROM NEW) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND OLD.letter_id IS NULL THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'A file that went with a letter never changes: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER enclosure_refuses_change
    BEFORE INSERT OR UPDATE OR DELETE ON responses_enclosure
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_an_enclosure();

CREATE FUNCTION refuse_to_empty_enclosures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Files that went with letters are never emptied out.'
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER enclosure_refuses_truncate
    BEFORE TRUNCATE ON responses_enclosure
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_empty_enclosures();

CREATE FUNCTION refuse_to_change_warning_override() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.letter_id IS NULL OR (TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW) THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'What was decided about an issued letter never changes: % is refused.',
        TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER warning_override_refuses_change
    BEFORE UPDATE OR DELETE ON responses_warningoverride
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_warning_override();

CREATE FUNCTION refuse_to_change_wording() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A version of a sentence never changes: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER wording_refuses_change
    BEFORE UPDATE OR DELETE ON responses_wording
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_wording();

CREATE TRIGGER wording_refuses_truncate
    BEFORE TRUNCATE ON responses_wording
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_wording();
"""

REVERSE = """
DROP TRIGGER wording_refuses_truncate ON responses_wording;
DROP TRIGGER wording_refuses_change ON responses_wording;
DROP FUNCTION refuse_to_change_wording();
DROP TRIGGER warning_override_refuses_change ON responses_warningoverride;
DROP FUNCTION refuse_to_change_warning_override();
DROP TRIGGER enclosure_refuses_truncate ON responses_enclosure;
DROP TRIGGER enclosure_refuses_change ON responses_enclosure;
DROP FUNCTION refuse_to_empty_enclosures();
DROP FUNCTION refuse_to_change_an_enclosure();
DROP TRIGGER letter_refuses_truncate ON responses_letter;
DROP TRIGGER letter_refuses_change ON responses_letter;
DROP FUNCTION refuse_to_change_a_letter();
"""


class Migration(migrations.Migration):
    dependencies = [("responses", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
