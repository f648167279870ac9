"""Let files of questions no longer asked stand beside the same file without one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("responses", "0024_say_when_a_return_was_settled"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="enquiryfile",
            name="enquiry_file_once_in_a_reply",
        ),
        migrations.AddConstraint(
            model_name="enquiryfile",
            constraint=models.UniqueConstraint(
                fields=("enquiry", "reply", "question", "sha256"),
                name="enquiry_file_once_in_a_reply",
            ),
        ),
    ]
