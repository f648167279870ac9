"""Let the indexes of returns hold what long lists are counted by, reviews too."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_target_for_answers_in_time"),
        ("requests_app", "0054_record_time_spent"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="foirequest",
            name="foirequest_for_returns",
        ),
        migrations.RemoveIndex(
            model_name="foirequest",
            name="foirequest_reviews_by_receipt",
        ),
        migrations.AddIndex(
            model_name="foirequest",
            index=models.Index(
                condition=models.Q(("review_of__isnull", True)),
                fields=["authority", "received_on"],
                include=(
                    "id",
                    "state",
                    "closed_on",
                    "regime",
                    "channel",
                    "language",
                    "answered_on",
                    "was_in_time",
                    "days_taken",
                    "is_routine",
                    "outcome",
                    "refusal_reason",
                    "late_reason",
                    "late_team",
                    "due_on",
                    "original_due_on",
                    "extension",
                    "extended_on",
                    "team",
                    "requester_type",
                    "is_restricted",
                ),
                name="foirequest_for_returns",
            ),
        ),
        migrations.AddIndex(
            model_name="foirequest",
            index=models.Index(
                condition=models.Q(("review_of__isnull", False)),
                fields=["authority", "received_on"],
                include=(
                    "id",
                    "state",
                    "closed_on",
                    "regime",
                    "channel",
                    "language",
                    "answered_on",
                    "was_in_time",
                    "days_taken",
                    "is_routine",
                    "outcome",
                    "refusal_reason",
                    "late_reason",
                    "late_team",
                    "due_on",
                    "original_due_on",
                    "extension",
                    "extended_on",
                    "team",
                    "requester_type",
                    "is_restricted",
                ),
                name="foirequest_reviews_by_receipt",
            ),
        ),
    ]
