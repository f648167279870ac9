"""Keep when the qualified person gave an opinion, and what answering would take."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("responses", "0011_batches_of_letters")]

    operations = [
        migrations.AddField(
            model_name="citation",
            name="opinion_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="citation",
            name="estimate_hours",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=8, null=True
            ),
        ),
        migrations.AddField(
            model_name="citation",
            name="estimate_method",
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("estimate_hours__isnull", True),
                    ("estimate_hours__gt", 0),
                    _connector="OR",
                ),
                name="citation_estimates_more_than_nothing",
            ),
        ),
    ]
