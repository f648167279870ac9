"""Let an enquiry have several replies, drafts, links and stages."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_departments_answer_by_link"),
        ("requests_app", "0016_tell_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EnquiryLink",
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
                ("address", models.EmailField(max_length=254)),
                ("nonce", models.CharField(max_length=43, unique=True)),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("bounced_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="EnquiryReply",
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
                ("name", models.CharField(max_length=254)),
                ("text", models.TextField(blank=True)),
                ("concerns", models.TextField(blank=True, db_default="", default="")),
                (
                    "time_spent_minutes",
                    models.PositiveIntegerField(blank=True, null=True),
                ),
                (
                    "saved_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("sent_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "enquiry replies",
                "ordering": ["sent_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="EnquiryReplyPart",
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
                ("text", models.TextField(blank=True)),
                ("concerns", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="EnquiryStage",
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
                    "stage",
                    models.CharField(
                        choices=[
                            ("new", "Told of the questions"),
                            ("soon", "Reminded before the day"),
                            ("today", "Reminded on the day"),
                            ("late", "Told that the reply is late"),
                            ("escalated", "Head of the department told"),
                        ],
                        max_length=20,
                    ),
                ),
                ("wanted_by", models.DateField()),
                ("on", models.DateField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.RemoveConstraint(
            model_name="enquiry",
            name="enquiry_reply_says_who_and_when",
        ),
        migrations.AddField(
            model_name="enquiry",
            name="accepted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="accepted_by",
            field=models.CharField(blank=True, db_default="", max_length=254),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="asked_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now()
            ),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="dealt_with_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="dealt_with_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="decline_reason",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="declined_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="declined_by",
            field=models.CharField(blank=True, db_default="", max_length=254),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="requests_app.enquiry",
            ),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="is_blind",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="material",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="more_time_reason",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="more_time_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="suggested",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="accounts.department",
            ),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="enquiry",
            index=models.Index(
                condition=models.Q(("replied_on__isnull", True)),
                fields=["wanted_by"],
                name="enquiry_waits_by_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted_at__isnull", True), ("accepted_by", "")),
                    models.Q(
                        ("accepted_at__isnull", False),
                        models.Q(("accepted_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="enquiry_accepted_says_who",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decline_reason", ""),
                        ("declined_at__isnull", True),
                        ("declined_by", ""),
                    ),
                    models.Q(
                        ("declined_at__isnull", False),
                        models.Q(("declined_by", ""), _negated=True),
                        models.Q(("decline_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="enquiry_declined_says_who_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("dealt_with_at__isnull", True), ("dealt_with_by__isnull", True)
                    ),
                    models.Q(
                        ("dealt_with_at__isnull", False),
                        ("dealt_with_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="enquiry_dealt_with_says_who",
            ),
        ),
        migrations.AddField(
            model_name="enquirylink",
            name="enquiry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="links",
                to="requests_app.enquiry",
            ),
        ),
        migrations.AddField(
            model_name="enquiryreply",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="enquiryreply",
            name="enquiry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="replies",
                to="requests_app.enquiry",
            ),
        ),
        migrations.AddField(
            model_name="enquiryreply",
            name="link",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replies",
                to="requests_app.enquirylink",
            ),
        ),
        migrations.AddField(
            model_name="enquiryreplypart",
            name="question",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="requests_app.question",
            ),
        ),
        migrations.AddField(
            model_name="enquiryreplypart",
            name="reply",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="parts",
                to="requests_app.enquiryreply",
            ),
        ),
        migrations.AddField(
            model_name="enquirystage",
            name="enquiry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="stages",
                to="requests_app.enquiry",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquirylink",
            constraint=models.UniqueConstraint(
                fields=("enquiry", "address"), name="enquiry_link_once_per_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiryreply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by__isnull", False), ("link__isnull", True)),
                    models.Q(("by__isnull", True), ("link__isnull", False)),
                    _connector="OR",
                ),
                name="enquiry_reply_is_of_a_person_or_a_link",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiryreply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", True), ("sent_on__isnull", True)),
                    models.Q(("sent_at__isnull", False), ("sent_on__isnull", False)),
                    _connector="OR",
                ),
                name="enquiry_reply_sent_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiryreply",
            constraint=models.UniqueConstraint(
                condition=models.Q(("by__isnull", False), ("sent_at__isnull", True)),
                fields=("enquiry", "by"),
                name="enquiry_draft_once_per_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiryreply",
            constraint=models.UniqueConstraint(
                condition=models.Q(("link__isnull", False), ("sent_at__isnull", True)),
                fields=("link",),
                name="enquiry_draft_once_per_link",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquirystage",
            constraint=models.UniqueConstraint(
                fields=("enquiry", "stage", "wanted_by"), name="enquiry_stage_told_once"
            ),
        ),
    ]
