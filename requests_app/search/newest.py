"""The newest matching requests, the best first."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from requests_app.models import FOIRequest, SearchEntry
from requests_app.querysets import FOIRequestQuerySet
from requests_app.search.indexing import VERSION_WITH_DAYS
from requests_app.search.sought import Branch, Sought
from requests_app.search.stretches import stretches

_ENTRY: Final = SearchEntry._meta.db_table
# Old entries have no marks of days: they are looked through after all stretches.
_IS_IN_STRETCH: Final = RawSQL(  # noqa: S611 - all names are this project's own
    f"{_ENTRY}.words @@ to_tsquery('simple', stretch.query)"
    f" AND (NOT stretch.is_old OR {_ENTRY}.version < {VERSION_WITH_DAYS})",
    (),
    BooleanField(),
)


def ranked_keys(
    sought: Sought, among: FOIRequestQuerySet | None = None, *, most: int
) -> list[int]:
    """Return the keys of the newest matching requests, the best first.

    Requests with the states, officers, outcomes and provisions named come before those
    with the same words in a text. At most one more than `most`: then there are more.

    Args:
        sought: The search.
        among: The requests to look among; None for all.
        most: How many of the newest are ranked.
    """
    branches = sought.branches()
    if not branches or sought.days is None:
        return []
    arms = [_newest(sought, branch, among, most + 1) for branch in branches]
    # All names in this statement are this module's own, and the rest is Django's.
    statement = (
        "SELECT found.id, found.named"  # noqa: S608
        " + (entry.words @@ to_tsquery('simple', %s))::integer"
        " + ts_rank(entry.asked, to_tsquery('simple', %s))"
        " FROM (SELECT id, received_on, max(named) AS named"
        f" FROM ({' UNION ALL '.join(arm for arm, _ in arms)})"
        " AS arm(id, received_on, named) GROUP BY id, received_on) AS found"
        f" JOIN {_ENTRY} AS entry ON entry.foi_request_id = found.id"
        f" ORDER BY found.received_on DESC, found.id DESC LIMIT {most + 1}"
    )
    values = [
        sought.marks,
        sought.any_of(sought.asked.wanted),
        *chain(*(given for _, given in arms)),
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return [key for key, _ in sorted(rows, key=lambda row: -row[1])]


def _newest(
    sought: Sought, branch: Branch, among: FOIRequestQuerySet | None, most: int
) -> tuple[str, list[Any]]:
    """Return the query of a branch for keys and days, and its parameters."""
    if not branch.query:
        known = FOIRequest.objects.visible_to(sought.user).filter(branch.facts)
        sql, given = _keys_and_days(known, among, most)
        return f"(SELECT one.*, {branch.named} FROM ({sql}) AS one)", given  # noqa: S608
    found = sought.visible(SearchEntry.objects.filter(_IS_IN_STRETCH), branch)
    sql, given = _keys_and_days(found, among, most)
    queries = list(_by_stretch(sought, branch))
    return (
        f"(SELECT one.id, one.received_on, {branch.named}"  # noqa: S608
        " FROM unnest(%s::text[], %s::boolean[])"
        " WITH ORDINALITY AS stretch(query, is_old, number),"
        f" LATERAL ({sql}) AS one(id, received_on)"
        " ORDER BY stretch.number, one.received_on DESC, one.id DESC"
        f" LIMIT {most})",
        [
            [query for query, _ in queries],
            [is_old for _, is_old in queries],
            *given,
        ],
    )


def _keys_and_days(
    found: QuerySet[Any], among: FOIRequestQuerySet | None, most: int
) -> tuple[str, list[Any]]:
    """Return the query for the newest, and its parameters."""
    if among is not None:
        found = found.filter(pk__in=among.order_by().values("pk"))
    newest = found.order_by("-received_on", "-pk").values_list("pk", "received_on")
    sql, given = newest[:most].query.sql_with_params()
    return sql, list(given)


def _by_stretch(sought: Sought, branch: Branch) -> Iterator[tuple[str, bool]]:
    """Yield the query for each stretch, and whether it is for old entries alone."""
    if branch.is_of_few:
        yield branch.query, False
        return
    for marks in stretches(*sought.days) if sought.days else ():
        if marks:
            yield f"{branch.query} & ({' | '.join(marks)})", False
    if sought.has_old:
        yield branch.query, True
