"""Prepare a search: the stems of its words, longer words, and people named."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django.db import connection

from accounts.models import User
from documents.finding.near import is_spellable
from documents.finding.tokens import words_of
from requests_app.models import SearchEntry, SearchWord
from requests_app.search.asking import Asked
from requests_app.search.indexing import VERSION_WITH_DAYS
from requests_app.search.sought import Sought, Way

_MOST_LONGER: Final = 100
_ENTRY: Final = SearchEntry._meta.db_table
_JSON: Final = "coalesce(json_agg(json_build_array({})), '[]')"
_STEM: Final = "tsvector_to_array(to_tsvector('english', word))"
# In one query: stems of the words typed, words of the authority that begin with them,
# and the names of its people. All names in it are this project's own.
_PRELUDE: Final = (
    f"SELECT (SELECT {_JSON.format(f'word, {_STEM}')}"  # noqa: S608
    " FROM unnest(%s::text[]) AS word),"
    f" (SELECT {_JSON.format(f'word, {_STEM}')} FROM unnest(%s::text[]) AS start,"
    f" LATERAL (SELECT word FROM {SearchWord._meta.db_table} WHERE authority_id = %s"
    " AND word >= start AND word < start || chr(1114111)"
    f" ORDER BY word LIMIT {_MOST_LONGER}) AS longer),"
    f" (SELECT {_JSON.format('id, concat(first_name, $$ $$, last_name)')}"
    f" FROM {User._meta.db_table} WHERE authority_id = %s),"
    f" (SELECT max(received_on) FROM {_ENTRY} WHERE authority_id = %s),"
    f" (SELECT min(received_on) FROM {_ENTRY} WHERE authority_id = %s),"
    f" EXISTS (SELECT FROM {_ENTRY} WHERE version < {VERSION_WITH_DAYS})"
)


def stems_of(words: Iterable[str]) -> dict[str, str]:
    """Return each word without its ending, as PostgreSQL keeps it; "" for no word.

    Words such as "the" are not kept.
    """
    words = sorted(set(words))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word, {_STEM} FROM unnest(%s::text[]) AS word",  # noqa: S608
            [words],
        )
        return _stems(cursor.fetchall())


def _stems(rows: Iterable[Any]) -> dict[str, str]:
    return {word: "".join(kept[:1]) for word, kept in rows}


def prepare(asked: Asked, *, user: User, on: date) -> Sought:
    """Return how to look for whole words, after one query."""
    terms = [term for group in asked.groups for term in group.terms]
    words = sorted({word for term in terms for word in (*term.words, *term.joined)})
    beginnings = [
        term.words[-1]
        for term in terms
        if term.words and not term.is_quoted and is_spellable(term.words[-1])
    ]
    with connection.cursor() as cursor:
        cursor.execute(_PRELUDE, [words, beginnings, *[user.authority_id] * 4])
        ((stems, longer, people, newest, oldest, has_old),) = cursor.fetchall()
    return Sought(
        asked=asked,
        way=Way.WHOLE,
        user=user,
        on=on,
        stems=_stems(stems),
        longer=_longer(beginnings, longer),
        officers=_named(people),
        days=(newest, oldest) if newest else None,
        has_old=has_old,
    )


def _longer(typed: Sequence[str], found: Sequence[Any]) -> dict[str, list[str]]:
    """Return longer words of the authority, without endings, by the word typed.

    A beginning of very many words is left out.
    """
    longer = {}
    for word in typed:
        kept = [stems[0] for one, stems in found if stems and one.startswith(word)]
        if len(kept) < _MOST_LONGER:
            longer[word] = list(dict.fromkeys(kept))
    return longer


def _named(people: Iterable[Any]) -> dict[str, list[int]]:
    """Return the keys of people by each word that is a part of their name."""
    named: dict[str, list[int]] = {}
    for key, name in people:
        for word in set(words_of(name)):
            if not word.isdecimal():
                named.setdefault(word, []).append(key)
    return named
