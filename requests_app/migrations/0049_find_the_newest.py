from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0048_keep_what_waits"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="foirequest",
            index=models.Index(
                fields=["authority", "state", "-received_on", "-id"],
                name="foirequest_by_state",
            ),
        ),
        # The words of a request lie apart from its day, so that the days of many
        # requests are read without their words.
        migrations.RunSQL(
            "ALTER TABLE requests_app_searchentry SET (toast_tuple_target = 128)",
            "ALTER TABLE requests_app_searchentry RESET (toast_tuple_target)",
        ),
    ]
