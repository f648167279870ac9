"""Keep which open requests wait for clearance, and since when, by triggers."""

from django.db import migrations

_COLUMNS = (
    *("authority_id", "team_id", "is_restricted", "review_of_id"),
    *("state", "closed_on"),
)
_CHANGED = " IS DISTINCT FROM ".join(
    f"({', '.join(f'{row}.{one}' for one in _COLUMNS)})" for row in ("OLD", "NEW")
)

FORWARD = f"""
CREATE FUNCTION keep_waiting_for_clearance(keys bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM requests_app_foirequest
    WHERE id = ANY(keys) ORDER BY id FOR NO KEY UPDATE;

    DELETE FROM requests_app_waiting
    WHERE foi_request_key = ANY(keys) AND kind = 'clearance';

    INSERT INTO requests_app_waiting
        (foi_request_key, authority_key, team_key, is_restricted, is_review,
        kind, since)
    SELECT one.id, one.authority_id, one.team_id, one.is_restricted,
        one.review_of_id IS NOT NULL, 'clearance',
        (draft.submitted_at AT TIME ZONE 'Europe/London')::date
    FROM requests_app_foirequest AS one
    LEFT JOIN responses_responsedraft AS draft ON draft.foi_request_id = one.id
    WHERE one.id = ANY(keys) AND one.state = 'clearance' AND one.closed_on IS NULL;
END $$;

CREATE FUNCTION clearance_waiting_of_requests() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM keep_waiting_for_clearance(array_agg(id)) FROM added
    WHERE state = 'clearance' HAVING count(*) > 0;
    RETURN NULL;
END $$;

CREATE FUNCTION clearance_waiting_of_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM keep_waiting_for_clearance(ARRAY[NEW.id]);
    RETURN NULL;
END $$;

CREATE FUNCTION clearance_waiting_of_drafts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM keep_waiting_for_clearance(array_agg(foi_request_id)) FROM added
    WHERE submitted_at IS NOT NULL HAVING count(*) > 0;
    RETURN NULL;
END $$;

CREATE FUNCTION clearance_waiting_of_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM keep_waiting_for_clearance(ARRAY[OLD.foi_request_id]);
    RETURN NULL;
END $$;

CREATE TRIGGER foirequest_clearance_waiting_added
    AFTER INSERT ON requests_app_foirequest
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION clearance_waiting_of_requests();

CREATE TRIGGER foirequest_clearance_waiting_changed
    AFTER UPDATE ON requests_app_foirequest
    FOR EACH ROW WHEN (
        'clearance' IN (OLD.state, NEW.state) AND {_CHANGED}
    )
    EXECUTE FUNCTION clearance_waiting_of_request();

CREATE TRIGGER draft_clearance_waiting_added
    AFTER INSERT ON responses_responsedraft
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION clearance_waiting_of_drafts();

CREATE TRIGGER draft_clearance_waiting_changed
    AFTER UPDATE ON responses_responsedraft
    FOR EACH ROW WHEN (OLD.submitted_at IS DISTINCT FROM NEW.submitted_at)
    EXECUTE FUNCTION clearance_waiting_of_draft();

CREATE TRIGGER draft_clearance_waiting_deleted
    AFTER DELETE ON responses_responsedraft
    FOR EACH ROW EXECUTE FUNCTION clearance_waiting_of_draft();

SELECT keep_waiting_for_clearance(array_agg(id)) FROM requests_app_foirequest
WHERE state = 'clearance' AND closed_on IS NULL;
"""  # noqa: S608 - no value from outside

REVERSE = """
DROP TRIGGER draft_clearance_waiting_deleted ON responses_responsedraft;
DROP TRIGGER draft_clearance_waiting_changed ON responses_responsedraft;
DROP TRIGGER draft_clearance_waiting_added ON responses_responsedraft;
DROP TRIGGER foirequest_clearance_waiting_changed ON requests_app_foirequest;
DROP TRIGGER foirequest_clearance_waiting_added ON requests_app_foirequest;
DROP FUNCTION clearance_waiting_of_draft();
DROP FUNCTION clearance_waiting_of_drafts();
DROP FUNCTION clearance_waiting_of_request();
DROP FUNCTION clearance_waiting_of_requests();
DROP FUNCTION keep_waiting_for_clearance(bigint[]);
DELETE FROM requests_app_waiting WHERE kind = 'clearance';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0048_keep_what_waits"),
        ("responses", "0028_keep_provisions_reviewed"),
    ]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
