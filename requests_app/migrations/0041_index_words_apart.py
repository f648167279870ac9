import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0040_words_of_requests_apart")]

    operations = [
        migrations.AddIndex(
            model_name="searchentry",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["words"], name="search_entry_words"
            ),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(
                fields=["authority", "-received_on", "-foi_request"],
                name="search_entry_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(fields=["version"], name="search_entry_version"),
        ),
        migrations.RemoveIndex(model_name="foirequest", name="foirequest_search"),
        migrations.RemoveField(model_name="foirequest", name="search_words"),
        migrations.RemoveField(model_name="foirequest", name="answer_words"),
        migrations.RemoveField(model_name="foirequest", name="words"),
    ]
