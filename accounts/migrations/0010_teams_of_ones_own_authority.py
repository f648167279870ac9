"""Let the database refuse a person a team or department of another authority."""

from django.db import migrations

_PARTS = ("team", "department")

_MEND = "".join(
    f"""
    UPDATE accounts_user SET {part}_id = NULL FROM accounts_{part} part
    WHERE part.id = accounts_user.{part}_id
    AND part.authority_id IS DISTINCT FROM accounts_user.authority_id;
    """  # noqa: S608
    for part in _PARTS
)

_REFUSE = "".join(
    f"""
    ALTER TABLE accounts_{part}
    ADD CONSTRAINT {part}_of_its_authority UNIQUE (id, authority_id);
    ALTER TABLE accounts_user ADD CONSTRAINT user_{part}_of_own_authority
    FOREIGN KEY ({part}_id, authority_id)
    REFERENCES accounts_{part} (id, authority_id) DEFERRABLE INITIALLY DEFERRED;
    """
    for part in _PARTS
)

_ALLOW = "".join(
    f"""
    ALTER TABLE accounts_user DROP CONSTRAINT user_{part}_of_own_authority;
    ALTER TABLE accounts_{part} DROP CONSTRAINT {part}_of_its_authority;
    """
    for part in _PARTS
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_joined_accounts")]

    operations = [
        migrations.RunSQL(_MEND, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(_REFUSE, _ALLOW),
    ]
