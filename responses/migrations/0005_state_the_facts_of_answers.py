"""Give citations, answers and drafts a place for the facts that the law asks for."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("responses", "0004_answers_of_letters")]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="facts",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="answerrevision",
            name="facts",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="citation",
            name="facts",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="citation",
            name="same_as",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="shared_by",
                to="responses.citation",
            ),
        ),
        migrations.AddField(
            model_name="responsedraft",
            name="what_changed",
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("same_as__isnull", True),
                    models.Q(("same_as", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="citation_is_not_the_same_as_itself",
            ),
        ),
    ]
