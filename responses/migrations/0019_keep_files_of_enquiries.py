"""Keep the files of enquiries."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import responses.models.enclosures


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0019_drop_the_single_reply"),
        ("responses", "0018_keep_differences_and_tell_owners"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EnquiryFile",
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
                ("name", models.CharField(max_length=150)),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        storage=responses.models.enclosures.enclosure_storage,
                        upload_to="enquiries/",
                    ),
                ),
                ("size_bytes", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("waiting", "Being checked for hidden data"),
                            ("clean", "No hidden data found"),
                            ("to_look_at", "Findings to look at"),
                            ("hidden_data", "Hidden data found"),
                            ("unreadable", "Could not be checked"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True, db_default="", default="")),
                ("found", models.JSONField(blank=True, default=list)),
                (
                    "tells_who_asked",
                    models.BooleanField(db_default=False, default=False),
                ),
                ("scanned_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enclosed_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="responses.enclosure",
                    ),
                ),
                (
                    "enquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="requests_app.enquiry",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="requests_app.question",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="requests_app.enquiryreply",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enquiry", "reply", "question", "sha256"),
                        name="enquiry_file_once_in_a_reply",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
    ]
