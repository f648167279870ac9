import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

# The words that were kept are taken over, so that every request is found at once. The
# entries are of version 0: they are written afresh in the background.
TAKE_OVER = """
INSERT INTO requests_app_searchentry
    (foi_request_id, authority_id, received_on, asked, answered, version)
SELECT id, authority_id, received_on,
    words || array_to_tsvector(ARRAY['authority' || authority_id]),
    answer_words, 0
FROM requests_app_foirequest
"""
GIVE_BACK = """
UPDATE requests_app_foirequest
SET words = asked, answer_words = answered
FROM requests_app_searchentry
WHERE foi_request_id = id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_target_for_answers_in_time"),
        ("requests_app", "0039_keep_tallies"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "foi_request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="requests_app.foirequest",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                ("received_on", models.DateField()),
                *(
                    (
                        part,
                        django.contrib.postgres.search.SearchVectorField(
                            db_default="", default=""
                        ),
                    )
                    for part in ("asked", "answered", "added")
                ),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                models.F("asked"),
                                "||",
                                models.F("answered"),
                                config=None,
                            ),
                            "||",
                            models.F("added"),
                            config=None,
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "search entries",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
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
                    "authority",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                ("word", models.CharField(db_collation="C", max_length=30)),
                (
                    "near",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), size=None
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["near"], name="search_word_near"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "word"), name="search_word_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(TAKE_OVER, GIVE_BACK),
    ]
