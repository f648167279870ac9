"""Triggers that keep what was returned or published as it was."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_to_change_a_snapshot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A snapshot of a return never changes: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER snapshot_refuses_change
    BEFORE UPDATE OR DELETE ON returns_snapshot
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_snapshot();

CREATE TRIGGER snapshot_refuses_truncate
    BEFORE TRUNCATE ON returns_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_a_snapshot();
"""

REVERSE = """
DROP TRIGGER snapshot_refuses_truncate ON returns_snapshot;
DROP TRIGGER snapshot_refuses_change ON returns_snapshot;
DROP FUNCTION refuse_to_change_a_snapshot();
"""


class Migration(migrations.Migration):
    dependencies = [("returns", "0001_keep_returns")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
