"""Give each authority the usual kinds of requester, to choose from."""

from django.db import migrations

FIRST = (
    "Member of the public",
    "Media",
    "Member of Parliament or councillor",
    "Business",
    "Researcher or student",
    "Campaign group or charity",
    "Public authority",
)


def add(apps, schema_editor):
    kind = apps.get_model("requests_app", "RequesterType")
    for authority in apps.get_model("accounts", "Authority").objects.all():
        kind.objects.bulk_create(kind(authority=authority, name=name) for name in FIRST)


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0014_flag_requests")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
