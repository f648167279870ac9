"""Make owners of the administrators who ruled all authorities until now."""

from django.db import migrations


def make_owners(apps, schema_editor):
    """Make an owner of each administrator of a single authority, else of the first.

    Where there are several authorities, people with the flag of a superuser come first.
    """
    people = apps.get_model("accounts", "User").objects.filter(
        is_active=True, roles__contains=["administrator"]
    )
    if apps.get_model("accounts", "Authority").objects.count() > 1:
        people = people.filter(is_superuser=True) or people.order_by("pk")[:1]
    for person in people:
        person.roles = [*person.roles, "owner"]
        person.save(update_fields=["roles"])


def make_none(apps, schema_editor):
    """Take the role from every person."""
    for person in apps.get_model("accounts", "User").objects.filter(
        roles__contains=["owner"]
    ):
        person.roles = [role for role in person.roles if role != "owner"]
        person.save(update_fields=["roles"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_owner_of_the_installation")]

    operations = [migrations.RunPython(make_owners, make_none)]
