"""Make a record for each requester on file, and link the requests to it.

Requests of one authority with the same e-mail address and the same name, in lower case,
have one record. A request without an e-mail address has a record of its own; a review
has that of the request under review. Names alone link nothing.

The requests are linked in batches, the newest first, each in a transaction of its own.
After a failure the migration goes on where it stopped.
"""

from django.db import migrations, transaction

BATCH = 20_000

_EMAIL = "lower(r.requester_email)"
_SPACED = r"regexp_replace(btrim(r.requester_name), '\s+', ' ', 'g')"
_NAME = f"coalesce(nullif({_SPACED}, ''), 'No name')"
_COLUMNS = """authority_id, name, other_names, emails, addresses, organisation,
    requester_type_id, language, format_needs, arrangement, note, contact_by, known_by,
    version, changed_on"""
_VALUES = f"""r.authority_id, {_NAME}, '{{}}',
    CASE r.requester_email WHEN '' THEN '{{}}' ELSE ARRAY[r.requester_email] END,
    CASE r.requester_address WHEN '' THEN '{{}}' ELSE ARRAY[r.requester_address] END,
    r.requester_organisation, r.requester_type_id, r.language, '', '', '', '',
    array_remove(ARRAY[lower({_NAME}), {_EMAIL}], ''), 1, r.received_on"""

# The records found so far, by what makes a person the same.
SEED = f"""
CREATE TEMPORARY TABLE requester_seed (
    authority_id bigint, email text, name text, requester_id bigint,
    PRIMARY KEY (authority_id, email, name)
);
INSERT INTO requester_seed
SELECT r.authority_id, {_EMAIL}, lower({_NAME}), min(r.requester_id)
FROM requests_app_foirequest r
WHERE r.requester_id IS NOT NULL AND r.requester_email <> ''
GROUP BY 1, 2, 3
"""  # noqa: S608 - nothing typed by people is in it
MAKE = f"""
WITH made AS (
    INSERT INTO requests_app_requester ({_COLUMNS})
    SELECT DISTINCT ON (r.authority_id, {_EMAIL}, lower({_NAME})) {_VALUES}
    FROM requests_app_foirequest r
    LEFT JOIN requester_seed s ON (s.authority_id, s.email, s.name)
        = (r.authority_id, {_EMAIL}, lower({_NAME}))
    WHERE r.id > %s AND r.id <= %s AND r.requester_id IS NULL
        AND r.requester_email <> '' AND s.requester_id IS NULL
    ORDER BY r.authority_id, {_EMAIL}, lower({_NAME}), r.id DESC
    RETURNING id, authority_id, name, emails[1] AS email
)
INSERT INTO requester_seed
SELECT authority_id, lower(email), lower(name), id
FROM made
ON CONFLICT DO NOTHING
"""  # noqa: S608 - nothing typed by people is in it
LINK = f"""
UPDATE requests_app_foirequest r SET requester_id = s.requester_id
FROM requester_seed s
WHERE r.id > %s AND r.id <= %s AND r.requester_id IS NULL
    AND r.requester_email <> ''
    AND (s.authority_id, s.email, s.name) = (r.authority_id, {_EMAIL}, lower({_NAME}))
"""  # noqa: S608 - nothing typed by people is in it
LINK_WITHOUT_EMAIL = f"""
WITH picked AS (
    SELECT r.id AS of, nextval(pg_get_serial_sequence('requests_app_requester', 'id'))
        AS key
    FROM requests_app_foirequest r
    WHERE r.id > %s AND r.id <= %s AND r.requester_id IS NULL
        AND r.requester_email = '' AND r.review_of_id IS NULL
), made AS (
    INSERT INTO requests_app_requester (id, {_COLUMNS})
    SELECT picked.key, {_VALUES}
    FROM picked JOIN requests_app_foirequest r ON r.id = picked.of
)
UPDATE requests_app_foirequest r SET requester_id = picked.key
FROM picked WHERE r.id = picked.of
"""  # noqa: S608 - nothing typed by people is in it
LINK_REVIEWS = """
UPDATE requests_app_foirequest r SET requester_id = reviewed.requester_id
FROM requests_app_foirequest reviewed
WHERE r.requester_id IS NULL AND r.review_of_id = reviewed.id
"""
UNLINK = """
UPDATE requests_app_foirequest SET requester_id = NULL
WHERE id > %s AND id <= %s AND requester_id IS NOT NULL
"""
EMPTY = """
ALTER TABLE requests_app_requesterentry DISABLE TRIGGER USER;
DELETE FROM requests_app_requesterentry;
ALTER TABLE requests_app_requesterentry ENABLE TRIGGER USER;
DELETE FROM requests_app_requester
"""


def batches(cursor):
    """Yield the first and last key of each batch, the newest batch first."""
    cursor.execute("SELECT coalesce(max(id), 0) FROM requests_app_foirequest")
    (last,) = cursor.fetchone()
    while last > 0:
        yield max(0, last - BATCH), last
        last -= BATCH


def link(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(SEED)
        for batch in list(batches(cursor)):
            with transaction.atomic(schema_editor.connection.alias):
                cursor.execute(MAKE, batch)
                cursor.execute(LINK, batch)
                cursor.execute(LINK_WITHOUT_EMAIL, batch)
        cursor.execute("DROP TABLE requester_seed")
        cursor.execute(LINK_REVIEWS)


def unlink(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for batch in list(batches(cursor)):
            cursor.execute(UNLINK, batch)
        with transaction.atomic(schema_editor.connection.alias):
            cursor.execute(EMPTY)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("requests_app", "0060_keep_requesters")]

    operations = [migrations.RunPython(link, unlink)]
