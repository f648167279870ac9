"""Refuse, in the database itself, to change a letter once issued."""

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
"""

REVERSE = """
DROP TRIGGER letter_refuses_truncate ON responses_letter;
DROP TRIGGER letter_refuses_change ON responses_letter;
DROP FUNCTION refuse_to_change_a_letter();
"""


class Migration(migrations.Migration):
    dependencies = [("responses", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
