"""Let departments answer by a mailbox, by a day, under a head."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_record_leave"),
    ]

    operations = [
        migrations.AddField(
            model_name="department",
            name="default_days",
            field=models.PositiveSmallIntegerField(
                db_default=5, default=5, verbose_name="working days for a reply"
            ),
        ),
        migrations.AddField(
            model_name="department",
            name="escalate_after_days",
            field=models.PositiveSmallIntegerField(
                db_default=3,
                default=3,
                verbose_name="working days late before the head is told",
            ),
        ),
        migrations.AddField(
            model_name="department",
            name="head",
            field=models.ForeignKey(
                blank=True,
                help_text="Is told when a reply stays out.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="department",
            name="head_email",
            field=models.EmailField(
                blank=True,
                help_text="For a head without an account.",
                max_length=254,
                verbose_name="e-mail address of the head",
            ),
        ),
        migrations.AddField(
            model_name="department",
            name="mailbox",
            field=models.EmailField(
                blank=True,
                help_text="Gets a link to each question put to the department. Nobody needs an account to answer by such a link.",
                max_length=254,
            ),
        ),
    ]
