import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

# An entry is written once. Only an erasure blanks what it says.
FORWARD = """
CREATE FUNCTION refuse_to_change_requester_entry() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.note = '' AND NEW.changes = '{}' THEN
        OLD.note := '';
        OLD.changes := '{}';
        IF OLD IS NOT DISTINCT FROM NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'History is written once: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER requester_entry_refuses_change
    BEFORE UPDATE OR DELETE ON requests_app_requesterentry
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_requester_entry();

CREATE TRIGGER requester_entry_refuses_truncate
    BEFORE TRUNCATE ON requests_app_requesterentry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_history();
"""

REVERSE = """
DROP TRIGGER requester_entry_refuses_truncate ON requests_app_requesterentry;
DROP TRIGGER requester_entry_refuses_change ON requests_app_requesterentry;
DROP FUNCTION refuse_to_change_requester_entry();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_target_for_answers_in_time"),
        ("requests_app", "0059_keep_logins"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Requester",
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
                ("name", models.CharField(blank=True, max_length=200)),
                (
                    "other_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "emails",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.EmailField(max_length=254),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "addresses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("organisation", models.CharField(blank=True, max_length=200)),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("cy", "Cymraeg (Welsh)")],
                        default="en",
                        max_length=2,
                    ),
                ),
                (
                    "format_needs",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("large_print", "Large print"),
                            ("plain_text", "Plain text e-mail"),
                            (
                                "arranged",
                                "Audio, braille or another format by arrangement",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("arrangement", models.CharField(blank=True, max_length=300)),
                ("note", models.TextField(blank=True)),
                (
                    "contact_by",
                    models.CharField(
                        blank=True,
                        choices=[("email", "E-mail"), ("post", "Post")],
                        max_length=10,
                    ),
                ),
                (
                    "known_by",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_on", models.DateField()),
                ("erased_on", models.DateField(blank=True, null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requesters",
                        to="accounts.authority",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="requests_app.requester",
                    ),
                ),
                (
                    "requester_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requesters",
                        to="requests_app.requestertype",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="foirequest",
            name="requester",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="foi_requests",
                to="requests_app.requester",
            ),
        ),
        migrations.CreateModel(
            name="RequesterEntry",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("made", "Record made"),
                            ("changed", "Details changed"),
                            ("learned", "Details added from a request"),
                            ("merged", "Another record merged into this one"),
                            ("merged_away", "Merged into another record"),
                            ("merge_undone", "Merge undone"),
                            ("split", "Requests moved to a new record"),
                            ("split_off", "Record made by a split"),
                            ("erased", "Erased"),
                        ],
                        max_length=20,
                    ),
                ),
                ("on", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("changes", models.JSONField(blank=True, default=dict)),
                (
                    "moved",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="requests_app.requester",
                    ),
                ),
                (
                    "requester",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="requests_app.requester",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "requester entries",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="requester",
            index=models.Index(
                models.F("authority"),
                django.db.models.functions.text.Lower("name"),
                models.F("id"),
                name="requester_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="requester",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(
                    ("erased_on__isnull", True), ("merged_into__isnull", True)
                ),
                fields=["known_by"],
                name="requester_known_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="requester",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_on__isnull", False),
                    models.Q(("name", ""), _negated=True),
                    _connector="OR",
                ),
                name="requester_is_named_unless_erased",
            ),
        ),
        migrations.AddConstraint(
            model_name="requester",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_on__isnull", True),
                    models.Q(
                        ("addresses", []),
                        ("arrangement", ""),
                        ("emails", []),
                        ("known_by", []),
                        ("name", ""),
                        ("note", ""),
                        ("organisation", ""),
                        ("other_names", []),
                    ),
                    _connector="OR",
                ),
                name="requester_erased_says_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="requester",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("format_needs", "arranged"), _negated=True),
                    models.Q(("arrangement", ""), _negated=True),
                    ("erased_on__isnull", False),
                    _connector="OR",
                ),
                name="requester_arranged_format_says_which",
            ),
        ),
        migrations.AddConstraint(
            model_name="requester",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True),
                    models.Q(("merged_into", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="requester_is_not_merged_into_itself",
            ),
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
