"""Leave doubles out of the counts that triggers keep."""

from django.db import migrations

# What the rows of a change are counted by, as in 0039.
_COUNTED_BY = (
    *("authority_id", "team_id", "is_restricted", "review_of_id", "received_on"),
    *("closed_on", "extended_on", "answered_on", "was_in_time", "late_reason"),
)
_DOUBLE = "state = 'double'"


def _tally(changed, counted):
    """Return the statement that counts changed requests, each with a sign."""
    return f"""
    INSERT INTO requests_app_tally
        (authority_key, team_key, is_restricted, is_review, span, fact, "on", number)
    SELECT one.authority_id, one.team_id, one.is_restricted,
        one.review_of_id IS NOT NULL, spans.span, facts.fact,
        CASE spans.span WHEN 'd' THEN facts.day
            ELSE date_trunc('month', facts.day)::date END,
        sum(one.sign)
    FROM {changed},
        LATERAL (VALUES
            ('received', one.received_on),
            ('closed', one.closed_on),
            ('extended', one.extended_on),
            (CASE WHEN one.was_in_time THEN 'in_time'
                WHEN NOT one.was_in_time THEN 'late' END, one.answered_on),
            (CASE WHEN NOT one.was_in_time AND one.late_reason <> ''
                THEN 'why_' || one.late_reason END, one.answered_on)
        ) AS facts(fact, day),
        (VALUES ('d'), ('m')) AS spans(span)
    WHERE facts.fact IS NOT NULL AND facts.day IS NOT NULL {counted}
    GROUP BY 1, 2, 3, 4, 5, 6, 7
    HAVING sum(one.sign) <> 0;
    """  # noqa: S608 - no value from outside


def _functions(more, counted):
    """Return the functions and the trigger, by what tells one state from another.

    Args:
        more: Columns and expressions counted by besides, by the name of each.
        counted: A further condition for a row to count.
    """
    names = ", ".join([*_COUNTED_BY, *more, "sign"])

    def rows(*signed):
        values = ", ".join(
            f"({', '.join([*_of(row), str(sign)])})" for row, sign in signed
        )
        return f"(VALUES {values}) AS one({names})"

    def _of(row):
        columns = [f"{row}.{one}" for one in _COUNTED_BY]
        return [*columns, *(f"{row}.{each}" for each in more.values())]

    added = ", ".join([*_COUNTED_BY, *(f"{of} AS {one}" for one, of in more.items())])
    every = f"(SELECT {added}, 1 AS sign FROM added) AS one"  # noqa: S608
    changed = " IS DISTINCT FROM ".join(
        f"({', '.join(_of(row))})" for row in ("OLD", "NEW")
    )
    return f"""
    CREATE OR REPLACE FUNCTION tally_added() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {_tally(every, counted)}
        RETURN NULL;
    END $$;

    CREATE OR REPLACE FUNCTION tally_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {_tally(rows(("OLD", -1), ("NEW", 1)), counted)}
        RETURN NULL;
    END $$;

    CREATE OR REPLACE FUNCTION tally_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {_tally(rows(("OLD", -1)), counted)}
        RETURN NULL;
    END $$;

    DROP TRIGGER foirequest_tally_changed ON requests_app_foirequest;
    CREATE TRIGGER foirequest_tally_changed
        AFTER UPDATE ON requests_app_foirequest
        FOR EACH ROW WHEN ({changed})
        EXECUTE FUNCTION tally_changed();
    """


FORWARD = _functions({"is_double": _DOUBLE}, "AND NOT one.is_double")
REVERSE = _functions({}, "")


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0069_mark_doubles")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
