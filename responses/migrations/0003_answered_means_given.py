"""Keep the day on which each letter was given, and answer requests by that day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LETTER_MAY_BE_GIVEN = """
CREATE OR REPLACE FUNCTION refuse_to_change_a_letter() RETURNS trigger LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        -- Its PDF is made after issue, from the frozen page, and attached once.
        IF OLD.pdf = '' THEN
            OLD.pdf := NEW.pdf;
            OLD.pdf_sha256 := NEW.pdf_sha256;
        END IF;
        -- The letter goes out after issue, and may turn out not to have gone out.
        OLD.given_on := NEW.given_on;
        IF OLD IS NOT DISTINCT FROM NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'A letter that was issued never changes: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
"""
LETTER_WITHOUT_GIVING = """
CREATE OR REPLACE FUNCTION refuse_to_change_a_letter() RETURNS trigger LANGUAGE plpgsql
AS $$
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
"""
# A letter without any sending was sent outside the system, as far as is known: it
# counts as given on its date. Letters about a move moved their requests at issue. A
# request whose latest answer did not go out was reported as answered, and is open.
GIVEN = """
UPDATE responses_letter AS letter
SET given_on = CASE
    WHEN EXISTS (SELECT 1 FROM responses_dispatch WHERE letter_id = letter.id) THEN (
        SELECT min(sent_on) FROM responses_dispatch
        WHERE letter_id = letter.id AND stopped_at IS NULL AND failed_at IS NULL
    )
    ELSE letter.issued_on
END;

UPDATE responses_proceduraldraft AS draft
SET moved_on = letter.issued_on
FROM responses_letter AS letter
WHERE letter.id = draft.letter_id;

CREATE TEMPORARY TABLE answers_of_requests ON COMMIT DROP AS
SELECT
    letter.foi_request_id,
    min(letter.given_on) FILTER (WHERE letter.type <> 'interim') AS first_on,
    (array_agg(letter.given_on ORDER BY letter.number DESC))[1] AS latest_on,
    (array_agg(letter.type ORDER BY letter.number DESC))[1] <> 'interim' AS is_final
FROM responses_letter AS letter
WHERE letter.type IN (
    'accessible_elsewhere', 'cost_refusal', 'full_disclosure', 'full_refusal',
    'interim', 'mixed_with_ncnd', 'ncnd', 'not_held', 'partial_disclosure',
    'review_outcome', 'supplementary', 'vexatious_or_repeated'
)
GROUP BY letter.foi_request_id;

INSERT INTO requests_app_historyentry (foi_request_id, kind, "on", note, changes)
SELECT
    request.id,
    'request_not_answered',
    (now() AT TIME ZONE 'Europe/London')::date,
    'The letter has not gone out: what counts now is the day on which it is given.',
    jsonb_build_object(
        'state', jsonb_build_array('answered', 'issued'),
        'closed_on', jsonb_build_array(request.closed_on, NULL)
    )
FROM requests_app_foirequest AS request
JOIN answers_of_requests AS answers ON answers.foi_request_id = request.id
WHERE request.state = 'answered' AND answers.is_final AND answers.latest_on IS NULL;

UPDATE requests_app_foirequest AS request
SET
    state = CASE
        WHEN request.state = 'answered' AND answers.latest_on IS NULL THEN 'issued'
        ELSE request.state
    END,
    closed_on = CASE
        WHEN request.state = 'answered' THEN answers.latest_on
        ELSE request.closed_on
    END,
    answered_on = answers.first_on,
    was_in_time = answers.first_on <= request.due_on
FROM answers_of_requests AS answers
WHERE answers.foi_request_id = request.id
    AND (answers.is_final OR answers.first_on IS NOT NULL);
"""
ISSUED_MEANS_ANSWERED = """
UPDATE requests_app_foirequest AS request
SET state = 'answered', closed_on = latest.issued_on, answered_on = latest.issued_on
FROM (
    SELECT foi_request_id, max(issued_on) AS issued_on
    FROM responses_letter GROUP BY foi_request_id
) AS latest
WHERE request.state = 'issued' AND latest.foi_request_id = request.id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0003_answered_means_given"),
        ("responses", "0002_triggers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="given_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proceduraldraft",
            name="clock_event",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="requests_app.clockevent",
            ),
        ),
        migrations.AddField(
            model_name="proceduraldraft",
            name="moved_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proceduraldraft",
            name="not_moved",
            field=models.TextField(blank=True),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("given_on__isnull", True)),
                fields=["foi_request"],
                name="letter_not_given",
            ),
        ),
        migrations.RunSQL(LETTER_MAY_BE_GIVEN, LETTER_WITHOUT_GIVING),
        migrations.RunSQL(GIVEN, ISSUED_MEANS_ANSWERED),
    ]
