"""Keep the day on which a request was first answered, and whether it was in time."""

from django.conf import settings
from django.db import migrations, models

# Until now a request was answered on the day of issue, which closed it. The migration
# of the letters corrects the day to the one on which the letter went out.
FIRST_ANSWERED = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE requests_app_foirequest
SET answered_on = closed_on, was_in_time = closed_on <= due_on
WHERE state = 'answered';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("requests_app", "0002_triggers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="foirequest",
            name="foirequest_open_by_due",
        ),
        migrations.AddField(
            model_name="foirequest",
            name="answered_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="foirequest",
            name="was_in_time",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="foirequest",
            name="state",
            field=models.CharField(
                choices=[
                    ("received", "Received"),
                    ("answering", "Answering"),
                    ("awaiting_clarification", "Awaiting clarification"),
                    ("awaiting_fee", "Awaiting fee"),
                    ("clearance", "In clearance"),
                    ("cleared", "Cleared"),
                    ("issued", "Issued, not yet sent"),
                    ("answered", "Answered"),
                    ("not_valid", "Not valid"),
                    ("transferred", "Transferred"),
                    ("withdrawn", "Withdrawn"),
                    ("lapsed", "Lapsed"),
                ],
                default="received",
                max_length=30,
            ),
        ),
        migrations.RunSQL(FIRST_ANSWERED, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="foirequest",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True)),
                fields=["authority", "due_on"],
                include=(
                    "state",
                    "team",
                    "officer",
                    "is_restricted",
                    "review_of",
                    "answered_on",
                ),
                name="foirequest_open_by_due",
            ),
        ),
        migrations.AddIndex(
            model_name="foirequest",
            index=models.Index(
                condition=models.Q(("answered_on__isnull", False)),
                fields=["authority", "answered_on", "id"],
                include=("was_in_time", "review_of", "is_restricted"),
                name="foirequest_by_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="foirequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "answered"), _negated=True),
                    ("answered_on__isnull", False),
                    _connector="OR",
                ),
                name="foirequest_answered_says_since_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="foirequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("was_in_time__isnull", True),
                    ("answered_on__isnull", False),
                    _connector="OR",
                ),
                name="foirequest_in_time_only_once_answered",
            ),
        ),
    ]
