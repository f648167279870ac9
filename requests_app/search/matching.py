"""Find requests by the words of a search."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from functools import reduce
from operator import or_
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import (
    BigIntegerField,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Value,
)

from accounts.models import User
from documents.finding.near import is_spellable
from documents.finding.tokens import words_of
from requests_app.models import FOIRequest, SearchEntry, SearchWord
from requests_app.querysets import DueBand, FOIRequestQuerySet, is_in_band
from requests_app.search.asking import OVERDUE, Asked, Group, Term, read
from requests_app.search.marks import authority_mark, welsh_marks

# So many of the newest matches are ranked for a list.
MOST_RANKED: Final = 1_000
# With fewer matches of whole words, longer words are found too.
FEW: Final = 10
_SHORTEST_BEGINNING: Final = 3  # letters
_MOST_LONGER: Final = 100
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
    f" FROM {User._meta.db_table} WHERE authority_id = %s)"
)


class Way(Enum):
    """The distance allowed from a word typed."""

    WHOLE = auto()  # the same word, or another form of it
    BEGINNING = auto()  # words that begin with it too
    SOME = auto()  # any of the words


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


@dataclass(frozen=True, slots=True)
class Sought:
    """A search, as read, and how to look.

    Attributes:
        asked: The text typed, as read.
        way: How far a word may be from the word typed.
        user: The person.
        on: The London day, for "overdue".
        stems: Each word without its ending.
        longer: Longer words of the authority, without endings, by the word typed.
        officers: The keys of the people with a word typed in their name.
    """

    asked: Asked
    way: Way
    user: User
    on: date
    stems: Mapping[str, str]
    longer: Mapping[str, Sequence[str]]
    officers: Mapping[str, Sequence[int]]

    def entries(self) -> QuerySet[SearchEntry]:
        """Return the entries of the matching requests visible to the person."""
        authority = self.user.authority_id or 0
        plain = [authority_mark(authority)]
        found = SearchEntry.objects.filter(authority=authority)
        groups = list(self.asked.groups)
        if self.way is Way.SOME:
            wanted = Group(tuple(self.asked.wanted))
            groups = [wanted, *(one for one in groups if one.is_without)]
        is_wanted = False
        for group in groups:
            query = self.any_of(group.terms)
            known = self._known(group.terms)
            if known is not None and not group.is_without:
                either: Any = known.values("pk")
                if query:
                    having = _query(f"{plain[0]} & ({query})")
                    keys = SearchEntry.objects.filter(words=having).values("pk")
                    either = keys.union(either)
                found, is_wanted = found.filter(pk__in=either), True
            elif known is not None:
                found = found.exclude(pk__in=known.values("pk"))
            if query and (known is None or group.is_without):
                plain.append(f"!({query})" if group.is_without else f"({query})")
                is_wanted = True
        if not is_wanted:  # common words alone
            return found.none()
        hidden = FOIRequest.objects.hidden_from(self.user)
        found = found.exclude(pk__in=hidden.values("pk"))
        if len(plain) == 1:
            # States and officers alone: the index of words would find all requests.
            return found
        return found.filter(words=_query(" & ".join(plain)))

    def with_some(self) -> "Sought":
        """Return the same with any of the words, and words that begin with them."""
        return replace(self, way=Way.SOME)

    def any_of(self, terms: Iterable[Term]) -> str:
        """Return the query for any of some terms; "" if all are too common."""
        found = (self._term(term) for term in terms)
        return " | ".join(dict.fromkeys(filter(None, found)))

    def _term(self, term: Term) -> str:
        ways = list(term.marks)
        phrase = self._phrase(term.words)
        if phrase and term.is_quoted:
            ways.append(phrase)
        elif phrase:
            ways += [phrase, *(self.stems[word] for word in term.joined)]
            if len(term.words) == 1:
                ways += welsh_marks(list(term.words))
            if self.way is not Way.WHOLE:
                ways += self._beginnings(term)
        return " | ".join(dict.fromkeys(filter(None, ways)))

    def _phrase(self, words: Collection[str], *, is_beginning: bool = False) -> str:
        """Return the words one after another; common words leave a gap."""
        phrase, gap = "", 0
        for place, word in enumerate(words, 1):
            gap += 1
            kept = self.stems[word]
            if is_beginning and place == len(words):
                kept = f"{word}:*"
            if kept:
                phrase += f" <{gap}> {kept}" if phrase else kept
                gap = 0
        return f"({phrase})" if " " in phrase else phrase

    def _beginnings(self, term: Term) -> list[str]:
        last = term.words[-1]
        if len(last) < _SHORTEST_BEGINNING and (
            len(term.words) == 1 or not last[0].isdigit()
        ):
            return []
        longer = self.longer.get(last, ()) if len(term.words) == 1 else ()
        return [self._phrase(term.words, is_beginning=True), *longer]

    def _known(self, terms: Iterable[Term]) -> FOIRequestQuerySet | None:
        """Return requests in a named state or of a named officer; None for no name."""
        conditions: list[Q] = []
        for term in terms:
            if term.state == OVERDUE:
                conditions.append(is_in_band(DueBand.OVERDUE, on=self.on))
            elif term.state:
                conditions.append(Q(state=term.state))
            if len(term.words) == 1 and term.words[0] in self.officers:
                conditions.append(Q(officer__in=self.officers[term.words[0]]))
        if not conditions:
            return None
        either = reduce(or_, conditions)
        found = FOIRequest.objects.filter(either, authority=self.user.authority_id)
        return found.order_by()

    def ranked_keys(
        self, among: FOIRequestQuerySet | None = None, *, most: int
    ) -> list[int]:
        """Return the keys of the newest matching requests, the best first.

        At most one more than `most`: then there are more.

        Args:
            among: The requests to look among; None for all.
            most: How many of the newest are ranked.
        """
        newest = self.entries().order_by("-received_on", "-pk")
        if among is not None:
            newest = newest.filter(pk__in=among.order_by().values("pk"))
        query = self.any_of(self.asked.wanted)
        if not query:
            return list(newest.values_list("pk", flat=True)[: most + 1])
        rank = SearchRank(F("asked"), _query(query))
        rows = newest.annotate(rank=rank).values_list("pk", "rank")[: most + 1]
        return [key for key, _ in sorted(rows, key=lambda row: -row[1])]


def seek(asked: Asked, *, user: User, on: date) -> Sought:
    """Return how to look: with few matches of whole words, longer words count too."""
    found = _prepared(asked, user=user, on=on)
    if len(found.entries().order_by().values("pk")[:FEW]) == FEW:
        return found
    return replace(found, way=Way.BEGINNING)


def _prepared(asked: Asked, *, user: User, on: date) -> Sought:
    """Return how to look for whole words, after one query."""
    terms = [term for group in asked.groups for term in group.terms]
    words = sorted({word for term in terms for word in (*term.words, *term.joined)})
    beginnings = [
        term.words[0]
        for term in terms
        if len(term.words) == 1 and not term.is_quoted and is_spellable(term.words[0])
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            _PRELUDE, [words, beginnings, user.authority_id, user.authority_id]
        )
        ((stems, longer, people),) = cursor.fetchall()
    return Sought(
        asked=asked,
        way=Way.WHOLE,
        user=user,
        on=on,
        stems=_stems(stems),
        longer=_longer(beginnings, longer),
        officers=_named(words, people),
    )


def _longer(typed: Sequence[str], found: Iterable[Any]) -> dict[str, list[str]]:
    """Return longer words of the authority, without endings, by the word typed."""
    return {
        word: list(
            dict.fromkeys(
                kept[0] for one, kept in found if kept and one.startswith(word)
            )
        )
        for word in typed
    }


def _named(words: Collection[str], people: Iterable[Any]) -> dict[str, list[int]]:
    """Return the keys of people by each word that is a part of their name."""
    named: dict[str, list[int]] = {}
    for key, name in people:
        for word in set(words).intersection(words_of(name)):
            if not word.isdecimal():
                named.setdefault(word, []).append(key)
    return named


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
    keys = sought.ranked_keys(foi_requests, most=MOST_RANKED)[:MOST_RANKED]
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
    return Q(search_entry__words=_query(query)) if words else Q()


def _query(text: str) -> SearchQuery:
    return SearchQuery(text, search_type="raw", config="simple")
