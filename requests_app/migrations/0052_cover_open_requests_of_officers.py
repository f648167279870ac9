"""Let the index of open requests by officer hold what the dashboard reads of them."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_target_for_answers_in_time"),
        ("requests_app", "0051_order_open_requests_in_the_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="foirequest",
            name="foirequest_open_by_officer",
        ),
        migrations.AddIndex(
            model_name="foirequest",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True)),
                fields=["officer", "due_on"],
                include=("id", "received_on", "review_of", "team", "is_restricted"),
                name="foirequest_open_by_officer",
            ),
        ),
    ]
