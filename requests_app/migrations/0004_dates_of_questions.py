"""Let due dates and answers hang on questions, and keep clarifications."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Until now each question was due when its request was.
DUE_WITH_THE_REQUEST = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE requests_app_question AS question
SET due_on = request.due_on
FROM requests_app_foirequest AS request
WHERE request.id = question.foi_request_id AND question.kind = 'question';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0003_answered_means_given"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="clockevent",
            name="is_partial",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="clockevent",
            name="questions",
            field=models.ManyToManyField(
                blank=True, related_name="clock_events", to="requests_app.question"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="answered_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="question",
            name="due_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="questionsrevision",
            name="hung_before",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.CreateModel(
            name="Clarification",
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
                ("received_on", models.DateField()),
                ("words", models.TextField()),
                (
                    "effect",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("questions", "The questions say what is now asked"),
                            ("nothing", "The questions stay as they are"),
                        ],
                        max_length=10,
                    ),
                ),
                ("settled_on", models.DateField(blank=True, null=True)),
                (
                    "event",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="clarification",
                        to="requests_app.clockevent",
                    ),
                ),
                (
                    "foi_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clarifications",
                        to="requests_app.foirequest",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["received_on", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("effect", ""),
                                ("settled_by__isnull", True),
                                ("settled_on__isnull", True),
                            ),
                            models.Q(
                                models.Q(("effect", ""), _negated=True),
                                ("settled_by__isnull", False),
                                ("settled_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="clarification_settled_says_who_and_when",
                    )
                ],
            },
        ),
        migrations.RunSQL(DUE_WITH_THE_REQUEST, migrations.RunSQL.noop),
    ]
