"""Refuse, in the database itself, to change a file that went with a letter."""

from django.conf import settings
from django.db import migrations, models

FORWARD = """
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
"""

REVERSE = """
DROP TRIGGER enclosure_refuses_truncate ON responses_enclosure;
DROP TRIGGER enclosure_refuses_change ON responses_enclosure;
DROP FUNCTION refuse_to_empty_enclosures();
DROP FUNCTION refuse_to_change_an_enclosure();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("responses", "0004_every_kind_of_letter"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="enclosure",
            name="scanned_by_version",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AlterField(
            model_name="enclosure",
            name="scan",
            field=models.CharField(
                choices=[
                    ("waiting", "Being looked through"),
                    ("clean", "Nothing hidden found"),
                    ("to_look_at", "Something to look at"),
                    ("hidden_data", "Hidden data found"),
                    ("unreadable", "Could not be looked through"),
                ],
                default="waiting",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="enclosure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("letter__isnull", True)),
                fields=("foi_request", "sha256"),
                name="enclosure_once_in_a_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="enclosure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("letter__isnull", True)),
                fields=("foi_request", "name"),
                name="enclosure_named_once_in_a_draft",
            ),
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
