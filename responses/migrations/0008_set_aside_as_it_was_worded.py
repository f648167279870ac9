"""Tell warnings set aside apart by their words, and keep what an issued letter had."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION refuse_to_change_set_aside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.letter_id IS NULL OR (TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW) THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'What was decided about an issued letter never changes: % is refused.',
        TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER set_aside_refuses_change
    BEFORE UPDATE OR DELETE ON responses_setaside
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_set_aside();
"""

REVERSE = """
DROP TRIGGER set_aside_refuses_change ON responses_setaside;
DROP FUNCTION refuse_to_change_set_aside();
"""


class Migration(migrations.Migration):
    dependencies = [("responses", "0007_sending_and_what_became_of_it")]

    operations = [
        migrations.RemoveConstraint(
            model_name="setaside", name="warning_set_aside_once"
        ),
        migrations.AddField(
            model_name="setaside",
            name="draft",
            field=models.CharField(default="response", max_length=30),
        ),
        migrations.AddField(
            model_name="setaside",
            name="fingerprint",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="setaside",
            name="about",
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name="setaside",
            constraint=models.UniqueConstraint(
                condition=models.Q(("letter__isnull", True)),
                fields=("foi_request", "draft", "fingerprint"),
                name="warning_set_aside_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="setaside",
            constraint=models.CheckConstraint(
                condition=models.Q(("because", ""), _negated=True),
                name="warning_set_aside_with_a_reason",
            ),
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
