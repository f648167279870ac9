"""Find requests by the words of a search."""

from dataclasses import replace
from datetime import date
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, IntegerField, Q, Value

from accounts.models import User
from documents.finding.tokens import words_of
from requests_app.querysets import FOIRequestQuerySet
from requests_app.search.asking import Asked, read
from requests_app.search.newest import ranked_keys
from requests_app.search.preparing import prepare, stems_of
from requests_app.search.sought import Sought, Way, query_of

# So many of the newest matches are ranked for a list.
MOST_RANKED: Final = 1_000
# With fewer matches of whole words, longer words are found too.
FEW: Final = 10


def find(asked: Asked, *, user: User, on: date, most: int) -> tuple[Sought, list[int]]:
    """Return how to look, as `seek` does, and the keys found, as `ranked_keys` does."""
    sought = prepare(asked, user=user, on=on)
    keys = ranked_keys(sought, most=most)
    if len(keys) >= FEW:
        return sought, keys
    begun = replace(sought, way=Way.BEGINNING)
    if begun.branches() != sought.branches():
        keys = ranked_keys(begun, most=most)
    return begun, keys


def seek(asked: Asked, *, user: User, on: date) -> Sought:
    """Return how to look: with few matches of whole words, longer words count too."""
    sought = prepare(asked, user=user, on=on)
    if len(ranked_keys(sought, most=FEW - 1)) < FEW:
        return replace(sought, way=Way.BEGINNING)
    return sought


def matching(
    foi_requests: FOIRequestQuerySet, typed: str, *, user: User, on: date
) -> FOIRequestQuerySet:
    """Return the matching requests among some.

    Args:
        foi_requests: Requests visible to the person.
        typed: The text typed.
        user: The person.
        on: The London day.
    """
    asked = read(typed)
    if not asked:
        return foi_requests.none()
    entries = seek(asked, user=user, on=on).entries()
    return foi_requests.filter(pk__in=entries.values("pk"))


def best_matching(
    foi_requests: FOIRequestQuerySet, typed: str, *, user: User, on: date
) -> FOIRequestQuerySet:
    """Return the newest matching requests among some, the best first.

    The ranking query runs immediately, so that each rank is computed only once.
    """
    asked = read(typed)
    if not asked:
        return foi_requests.none()
    sought = seek(asked, user=user, on=on)
    keys = ranked_keys(sought, foi_requests, most=MOST_RANKED)[:MOST_RANKED]
    place = Func(
        Value(keys, ArrayField(BigIntegerField())),
        F("pk"),
        function="array_position",
        output_field=IntegerField(),
    )
    return foi_requests.filter(pk__in=keys).order_by(place)


def has_words_of(typed: str) -> Q:
    """Return the condition for a request to have the words typed, or longer ones."""
    words = [word for word in words_of(typed) if len(word) > 1]
    stems = stems_of(words)
    query = " & ".join(f"({stems[word] or word}:* | {word}:*)" for word in words)
    return Q(search_entry__words=query_of(query)) if words else Q()
