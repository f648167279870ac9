"""Drop the columns whose values are now facts."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("responses", "0006_move_facts_of_citations")]

    operations = [
        migrations.RemoveConstraint(
            model_name="citation", name="citation_estimates_more_than_nothing"
        ),
        migrations.RemoveField(model_name="citation", name="estimate_hours"),
        migrations.RemoveField(model_name="citation", name="estimate_method"),
        migrations.RemoveField(model_name="citation", name="opinion_on"),
    ]
