"""Refuse, in the database itself, to change a version of a sentence."""

from django.db import migrations

FORWARD = """
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
"""


class Migration(migrations.Migration):
    dependencies = [("responses", "0009_past_answers")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
