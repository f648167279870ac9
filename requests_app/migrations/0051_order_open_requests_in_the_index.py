"""Order open requests by due date and key, and drop the needless index of authorities."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_target_for_answers_in_time"),
        ("requests_app", "0050_tell_of_exports_and_choose_columns"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="foirequest",
            name="foirequest_open_by_due",
        ),
        migrations.AlterField(
            model_name="foirequest",
            name="authority",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="foi_requests",
                to="accounts.authority",
            ),
        ),
        migrations.AddIndex(
            model_name="foirequest",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True)),
                fields=["authority", "due_on", "id"],
                include=(
                    "state",
                    "team",
                    "officer",
                    "is_restricted",
                    "review_of",
                    "answered_on",
                    "regime",
                    "extension",
                    "received_on",
                    "registered_on",
                ),
                name="foirequest_open_by_due",
            ),
        ),
    ]
