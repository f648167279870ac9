"""Keep what each letter says of each question, and which questions are answered."""

import django.db.models.deletion
from django.db import migrations, models

# What an interim reply said is known where the answer was not saved again since; it is
# not known word for word, so the hash stays empty. A final letter answered everything.
ANSWERED_SO_FAR = """
INSERT INTO responses_letteranswer (letter_id, question_id, outcome, sha256)
SELECT letter.id, tie.question_id, answer.outcome, ''
FROM responses_letter AS letter
JOIN responses_answer AS answer ON answer.foi_request_id = letter.foi_request_id
JOIN responses_answeredquestion AS tie ON tie.answer_id = answer.id
WHERE letter.type = 'interim'
    AND answer.outcome <> ''
    AND answer.updated_at <= letter.issued_at;

UPDATE requests_app_question AS question
SET answered_on = given.first_on
FROM (
    SELECT said.question_id, min(letter.given_on) AS first_on
    FROM responses_letteranswer AS said
    JOIN responses_letter AS letter ON letter.id = said.letter_id
    WHERE said.outcome <> 'to_follow'
    GROUP BY said.question_id
) AS given
WHERE given.question_id = question.id;

UPDATE requests_app_question AS question
SET answered_on = request.answered_on
FROM requests_app_foirequest AS request
WHERE request.id = question.foi_request_id
    AND request.answered_on IS NOT NULL
    AND question.kind = 'question'
    AND question.answered_on IS NULL;
"""
NOT_ANSWERED = "UPDATE requests_app_question SET answered_on = NULL;"


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0004_dates_of_questions"),
        ("responses", "0003_answered_means_given"),
    ]

    operations = [
        migrations.CreateModel(
            name="LetterAnswer",
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
                    "outcome",
                    models.CharField(
                        choices=[
                            ("disclosed", "Disclosed"),
                            ("partly_disclosed", "Partly disclosed"),
                            ("withheld", "Withheld"),
                            ("not_held", "Not held"),
                            ("ncnd", "Neither confirmed nor denied"),
                            ("cost", "Refused on cost"),
                            ("vexatious", "Vexatious"),
                            ("repeated", "Repeated"),
                            ("accessible", "Already accessible"),
                            ("to_follow", "To follow"),
                        ],
                        max_length=20,
                    ),
                ),
                ("follows_by", models.DateField(blank=True, null=True)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letter_answers",
                        to="responses.letter",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letter_answers",
                        to="requests_app.question",
                    ),
                ),
            ],
            options={
                "ordering": ["letter", "question__order"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("letter", "question"),
                        name="letter_answers_a_question_once",
                    )
                ],
            },
        ),
        migrations.RunSQL(ANSWERED_SO_FAR, NOT_ANSWERED),
    ]
