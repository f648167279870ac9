"""Join the rows of each count of closed requests."""

from typing import Final

from django.db import connection

# One statement: whoever counts meanwhile sees the rows before, or those after.
_JOIN: Final = """
WITH several AS (
    SELECT authority_key, team_key, is_restricted, is_review, span, fact, "on"
    FROM requests_app_tally
    GROUP BY 1, 2, 3, 4, 5, 6, 7
    HAVING count(*) > 1 OR sum(number) = 0
), gone AS (
    DELETE FROM requests_app_tally AS tally USING several
    WHERE tally.authority_key = several.authority_key
        AND tally.team_key IS NOT DISTINCT FROM several.team_key
        AND tally.is_restricted = several.is_restricted
        AND tally.is_review = several.is_review
        AND tally.span = several.span
        AND tally.fact = several.fact
        AND tally."on" = several."on"
    RETURNING tally.*
)
INSERT INTO requests_app_tally
    (authority_key, team_key, is_restricted, is_review, span, fact, "on", number)
SELECT authority_key, team_key, is_restricted, is_review, span, fact, "on", sum(number)
FROM gone
GROUP BY 1, 2, 3, 4, 5, 6, 7
HAVING sum(number) <> 0
"""


def join_tallies() -> None:
    """Join the rows of each count into one. No count changes."""
    with connection.cursor() as cursor:
        cursor.execute(_JOIN)
