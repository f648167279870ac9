import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

# Version 0: the requests are compared in the background.
WAITING = """
INSERT INTO requests_app_fingerprint (foi_request_id)
SELECT id FROM requests_app_foirequest WHERE review_of_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0046_index_restricted"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fingerprint",
            fields=[
                (
                    "foi_request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="fingerprint",
                        serialize=False,
                        to="requests_app.foirequest",
                    ),
                ),
                ("minhash", models.BinaryField(db_default=b"", default=b"")),
                (
                    "bands",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(),
                        blank=True,
                        db_default=models.Value(
                            [],
                            output_field=django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), size=None
                            ),
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("group", models.BigIntegerField(blank=True, null=True)),
                ("version", models.PositiveSmallIntegerField(db_default=0, default=0)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["bands"], name="fingerprint_bands"
                    ),
                    models.Index(
                        condition=models.Q(("group__isnull", False)),
                        fields=["group"],
                        include=("foi_request",),
                        name="fingerprint_group",
                    ),
                    models.Index(
                        fields=["version", "-foi_request"], name="fingerprint_version"
                    ),
                ],
            },
        ),
        migrations.RunSQL(WAITING, migrations.RunSQL.noop),
    ]
