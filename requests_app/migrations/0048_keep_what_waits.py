"""Keep what open requests wait for, by triggers, so that the dashboard reads it once."""

from django.db import migrations, models

# What the rows of a request are made from.
_COLUMNS = (
    *("authority_id", "team_id", "officer_id", "is_restricted", "review_of_id"),
    *("state", "closed_on", "received_on", "registered_on"),
)
_CHANGED = " IS DISTINCT FROM ".join(
    f"({', '.join(f'{row}.{one}' for one in _COLUMNS)})" for row in ("OLD", "NEW")
)

# The rows of some requests. Whoever changes a request, or what stands beside, holds its
# row: the statements after the lock see what others committed before.
KEEP = """
CREATE FUNCTION keep_waiting(keys bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM requests_app_foirequest
    WHERE id = ANY(keys) ORDER BY id FOR NO KEY UPDATE;

    DELETE FROM requests_app_waiting
    WHERE foi_request_key = ANY(keys)
        AND kind IN ('registration', 'officer', 'requester', 'department');

    INSERT INTO requests_app_waiting
        (foi_request_key, authority_key, team_key, is_restricted, is_review,
        kind, since, by_on)
    SELECT one.id, one.authority_id, one.team_id, one.is_restricted,
        one.review_of_id IS NOT NULL, waits.kind, waits.since, waits.by_on
    FROM requests_app_foirequest AS one, LATERAL (
        SELECT 'registration', one.received_on, NULL::date
        WHERE one.state = 'received'
        UNION ALL
        SELECT 'officer', one.registered_on, NULL
        WHERE one.officer_id IS NULL AND one.state <> 'received'
        UNION ALL
        SELECT 'requester', (
            SELECT max(event."on") FROM requests_app_clockevent AS event
            WHERE event.foi_request_id = one.id AND event.undone_on IS NULL
                AND event.name IN (
                    'clarification_sent', 'fees_notice', 'advance_payment_notice'
                )
        ), NULL
        WHERE one.state IN ('awaiting_clarification', 'awaiting_fee')
        UNION ALL
        SELECT 'department', enquiry.asked_on, enquiry.wanted_by
        FROM requests_app_enquiry AS enquiry
        WHERE enquiry.foi_request_id = one.id
            AND enquiry.replied_on IS NULL AND enquiry.declined_at IS NULL
            AND enquiry.withdrawn_at IS NULL AND enquiry.dealt_with_at IS NULL
    ) AS waits(kind, since, by_on)
    WHERE one.id = ANY(keys) AND one.closed_on IS NULL;
END $$;
"""


def _function(name, body):
    return f"""
    CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {body}
        RETURN NULL;
    END $$;
    """


def _beside(table, columns):
    """Return the triggers of a table with rows beside a request."""
    name = table.removeprefix("requests_app_")
    changed = " IS DISTINCT FROM ".join(
        f"({', '.join(f'{row}.{one}' for one in columns)})" for row in ("OLD", "NEW")
    )
    return f"""
    CREATE TRIGGER {name}_waiting_added
        AFTER INSERT ON {table}
        REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION waiting_added_beside();

    CREATE TRIGGER {name}_waiting_changed
        AFTER UPDATE ON {table}
        FOR EACH ROW WHEN ({changed})
        EXECUTE FUNCTION waiting_changed_beside();

    CREATE TRIGGER {name}_waiting_deleted
        AFTER DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION waiting_changed_beside();
    """


_ADDED = """
PERFORM keep_waiting(array_agg(id)) FROM added
WHERE closed_on IS NULL HAVING count(*) > 0;
"""
_DELETED = "DELETE FROM requests_app_waiting WHERE foi_request_key = OLD.id;"
# Of many rows at once, most are beside closed requests.
_ADDED_BESIDE = """
PERFORM keep_waiting(array_agg(DISTINCT one.id))
FROM added JOIN requests_app_foirequest AS one ON one.id = added.foi_request_id
WHERE one.closed_on IS NULL HAVING count(*) > 0;
"""
_CHANGED_BESIDE = """
IF TG_OP = 'UPDATE' AND NEW.foi_request_id <> OLD.foi_request_id THEN
    PERFORM keep_waiting(ARRAY[NEW.foi_request_id]);
END IF;
PERFORM keep_waiting(ARRAY[OLD.foi_request_id]);
"""
_OF_ENQUIRY = (
    *("foi_request_id", "asked_on", "wanted_by", "replied_on", "declined_at"),
    *("withdrawn_at", "dealt_with_at"),
)
_OF_EVENT = ("foi_request_id", "name", '"on"', "undone_on")

FORWARD = f"""
{KEEP}
{_function("waiting_added", _ADDED)}
{_function("waiting_changed", "PERFORM keep_waiting(ARRAY[NEW.id]);")}
{_function("waiting_deleted", _DELETED)}
{_function("waiting_added_beside", _ADDED_BESIDE)}
{_function("waiting_changed_beside", _CHANGED_BESIDE)}

CREATE TRIGGER foirequest_waiting_added
    AFTER INSERT ON requests_app_foirequest
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION waiting_added();

CREATE TRIGGER foirequest_waiting_changed
    AFTER UPDATE ON requests_app_foirequest
    FOR EACH ROW WHEN ({_CHANGED})
    EXECUTE FUNCTION waiting_changed();

CREATE TRIGGER foirequest_waiting_deleted
    AFTER DELETE ON requests_app_foirequest
    FOR EACH ROW EXECUTE FUNCTION waiting_deleted();

{_beside("requests_app_enquiry", _OF_ENQUIRY)}
{_beside("requests_app_clockevent", _OF_EVENT)}

SELECT keep_waiting(array_agg(id)) FROM requests_app_foirequest
WHERE closed_on IS NULL;
"""  # noqa: S608 - no value from outside

REVERSE = (
    "".join(
        f"DROP TRIGGER {table}_waiting_{verb} ON requests_app_{table};"
        for table in ("foirequest", "enquiry", "clockevent")
        for verb in ("added", "changed", "deleted")
    )
    + "".join(
        f"DROP FUNCTION waiting_{name}();"
        for name in ("added", "changed", "deleted", "added_beside", "changed_beside")
    )
    + "DROP FUNCTION keep_waiting(bigint[]);"
)


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0047_keep_fingerprints")]

    operations = [
        migrations.CreateModel(
            name="Waiting",
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
                ("foi_request_key", models.BigIntegerField(db_index=True)),
                ("authority_key", models.BigIntegerField()),
                ("team_key", models.BigIntegerField(null=True)),
                ("is_restricted", models.BooleanField()),
                ("is_review", models.BooleanField()),
                ("kind", models.CharField(max_length=30)),
                ("since", models.DateField(null=True)),
                ("by_on", models.DateField(null=True)),
            ],
            options={
                "verbose_name_plural": "waiting",
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["authority_key", "kind"],
                        include=(
                            "team_key",
                            "is_restricted",
                            "is_review",
                            "since",
                            "by_on",
                            "foi_request_key",
                        ),
                        name="waiting_by_kind",
                    )
                ],
            },
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
