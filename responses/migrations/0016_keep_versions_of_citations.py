"""Keep what answers cite among their versions, and versions of the rest of a draft.

What stands now becomes part of the latest version. What earlier versions cited was not
kept, and history alone has it.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

CITED = """
CREATE TEMPORARY TABLE cited ON COMMIT DROP AS
SELECT
    answer_id,
    statement_id,
    jsonb_agg(
        jsonb_build_object(
            'provision_key', provision_key,
            'why_applies', why_applies,
            'harm', harm,
            'factors_for', factors_for,
            'factors_against', factors_against,
            'balance', balance,
            'facts', facts,
            'same_as', same_as_id
        )
        ORDER BY id
    ) AS citations
FROM responses_citation
GROUP BY answer_id, statement_id
"""
ANSWERS = """
UPDATE responses_answerrevision AS revision
SET citations = COALESCE(
    (SELECT citations FROM cited WHERE cited.answer_id = revision.answer_id), '[]'
)
FROM (
    SELECT max(id) AS id
    FROM responses_answerrevision
    WHERE NOT is_unused
    GROUP BY answer_id
) AS latest
WHERE revision.id = latest.id
"""
STATEMENTS = """
INSERT INTO responses_draftrevision
    (foi_request_id, part, version, said, citations, by_id, at)
SELECT
    stands.foi_request_id,
    'statement',
    stands.version,
    jsonb_build_object(
        'scope', stands.scope,
        'harm', stands.harm,
        'factors_for', stands.factors_for,
        'factors_against', stands.factors_against,
        'balance', stands.balance,
        'no_inference', stands.no_inference
    ),
    COALESCE(
        (SELECT citations FROM cited WHERE cited.statement_id = stands.id), '[]'
    ),
    stands.updated_by_id,
    stands.updated_at
FROM responses_ncndstatement AS stands
"""
# The row of a draft does not name the author of its texts; history does.
LETTER_TEXTS = """
INSERT INTO responses_draftrevision
    (foi_request_id, part, version, said, citations, by_id, at)
SELECT
    stands.foi_request_id,
    'letter_text',
    stands.version,
    jsonb_build_object(
        'opening', stands.opening,
        'ending', stands.ending,
        'what_changed', stands.what_changed
    ),
    '[]',
    saved.by_id,
    saved.recorded_at
FROM responses_responsedraft AS stands
CROSS JOIN LATERAL (
    SELECT entry.by_id, entry.recorded_at
    FROM requests_app_historyentry AS entry
    WHERE entry.foi_request_id = stands.foi_request_id
      AND entry.kind = 'letter_text_saved'
      AND entry.by_id IS NOT NULL
    ORDER BY entry.id DESC
    LIMIT 1
) AS saved
WHERE stands.opening || stands.ending || stands.what_changed <> ''
"""


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0010_keep_the_questions_clarified"),
        ("responses", "0015_keep_suggestions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="answerrevision",
            name="citations",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="DraftRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("statement", "Statement on other information"),
                            ("letter_text", "Opening and ending of the letter"),
                        ],
                        max_length=20,
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("said", models.JSONField(blank=True, default=dict)),
                ("citations", models.JSONField(blank=True, default=list)),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "foi_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft_revisions",
                        to="requests_app.foirequest",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        *(
            migrations.RunSQL(sql, migrations.RunSQL.noop)
            for sql in (CITED, ANSWERS, STATEMENTS, LETTER_TEXTS)
        ),
    ]
