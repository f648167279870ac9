"""Find requests by the words of a search."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from functools import reduce
from itertools import chain, product
from operator import and_
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import (
    BigIntegerField,
    BooleanField,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Value,
)
from django.db.models.expressions import RawSQL

from accounts.models import User
from documents.finding.near import is_spellable
from documents.finding.tokens import words_of
from requests_app.models import FOIRequest, SearchEntry, SearchWord
from requests_app.querysets import DueBand, FOIRequestQuerySet, is_in_band
from requests_app.search.asking import OVERDUE, Asked, Group, Term, read
from requests_app.search.indexing import VERSION_WITH_DAYS
from requests_app.search.marks import authority_mark, welsh_marks
from requests_app.search.stretches import stretches

# So many of the newest matches are ranked for a list.
MOST_RANKED: Final = 1_000
# With fewer matches of whole words, longer words are found too.
FEW: Final = 10
_SHORTEST_BEGINNING: Final = 3  # letters
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
_TO_QUERY: Final = "to_tsquery('simple', %s)"
# After the beginning of a word, in a query.
_BEGUN: Final = ":*"
# Old entries have no marks of days: they are looked through after all stretches.
_IS_IN_STRETCH: Final = RawSQL(  # noqa: S611 - all names are this project's own
    f"{_ENTRY}.words @@ to_tsquery('simple', stretch.query)"
    f" AND (NOT stretch.is_old OR {_ENTRY}.version < {VERSION_WITH_DAYS})",
    (),
    BooleanField(),
)
# A request has one state and one officer, and may be overdue.
_MOST_NAMED: Final = 3


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
class Branch:
    """One of the ways to match a search.

    Attributes:
        query: The words of a matching request, as a query; "" for none.
        facts: Its state or its officer.
        is_of_few: Whether few requests match, so that all are looked at together.
    """

    query: str
    facts: Q
    is_of_few: bool


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
        days: The newest and the oldest day of receipt; None without requests.
        has_old: Whether some entries have no marks of days.
    """

    asked: Asked
    way: Way
    user: User
    on: date
    stems: Mapping[str, str]
    longer: Mapping[str, Sequence[str]]
    officers: Mapping[str, Sequence[int]]
    days: tuple[date, date] | None
    has_old: bool

    def entries(self) -> QuerySet[SearchEntry]:
        """Return the entries of the matching requests visible to the person."""
        found = SearchEntry.objects.filter(authority=self.user.authority_id or 0)
        ways = [
            self._visible(self._of(found, branch), branch) for branch in self.branches()
        ]
        if len(ways) < 2:
            return ways[0] if ways else found.none()
        keys = [way.values("pk") for way in ways]
        return found.filter(pk__in=keys[0].union(*keys[1:]))

    def _of(
        self, found: QuerySet[SearchEntry], branch: Branch
    ) -> QuerySet[SearchEntry]:
        return found.filter(words=_query(branch.query)) if branch.query else found

    def branches(self) -> list[Branch]:
        """Return the ways to match; none for a search of common words alone.

        The name of a state is also a word: a request has one or the other.
        """
        words: list[str] = []
        named: list[tuple[str, Q]] = []
        facts = Q()
        for group in self._groups():
            query = self.any_of(group.terms)
            known = self._known(group.terms)
            if group.is_without:
                words += [f"!({query})"] if query else []
                facts &= ~known if known else Q()
            elif known and len(named) < _MOST_NAMED:
                named.append((query, known))
            elif query:
                words.append(f"({query})")
        if not named and all(one.startswith("!") for one in words):
            return []
        mark = authority_mark(self.user.authority_id or 0)
        overdue = is_in_band(DueBand.OVERDUE, on=self.on)
        ways = [
            [("", known), *([(query, Q())] if query else [])] for query, known in named
        ]
        found = []
        for choice in product(*ways):
            chosen = [*words, *(f"({query})" for query, _ in choice if query)]
            query = " & ".join([mark, *chosen]) if chosen else ""
            found.append(
                Branch(
                    query,
                    reduce(and_, (fact for _, fact in choice), facts),
                    is_of_few=_BEGUN in query
                    or overdue in [fact for _, fact in choice],
                )
            )
        return found

    def _groups(self) -> list[Group]:
        groups = list(self.asked.groups)
        if self.way is Way.SOME:
            wanted = Group(tuple(self.asked.wanted))
            groups = [wanted, *(one for one in groups if one.is_without)]
        return groups

    def _visible(
        self, found: QuerySet[SearchEntry], branch: Branch
    ) -> QuerySet[SearchEntry]:
        """Return entries of requests with the facts, and visible to the person."""
        if branch.facts:
            having = FOIRequest.objects.filter(
                branch.facts, authority=self.user.authority_id
            )
            found = found.filter(pk__in=having.order_by().values("pk"))
        hidden = FOIRequest.objects.hidden_from(self.user)
        return found.exclude(pk__in=hidden.values("pk"))

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
                ways.append(self._begun(term))
        return " | ".join(dict.fromkeys(filter(None, ways)))

    def _phrase(self, words: Collection[str], *, last: str = "") -> str:
        """Return the words one after another; common words leave a gap.

        Args:
            words: The words.
            last: The query in place of the last word; "" for the word itself.
        """
        phrase, gap = "", 0
        for place, word in enumerate(words, 1):
            gap += 1
            kept = self.stems[word]
            if last and place == len(words):
                kept = last
            if kept:
                phrase += f" <{gap}> {kept}" if phrase else kept
                gap = 0
        return f"({phrase})" if " " in phrase else phrase

    def _begun(self, term: Term) -> str:
        """Return the query for the words with a longer last word; "" for none."""
        last = term.words[-1]
        if term.marks or term.state:
            return ""
        if last in self.longer:
            more = [one for one in self.longer[last] if one != self.stems[last]]
            longer = " | ".join(more)
        elif len(last) >= _SHORTEST_BEGINNING or (
            len(term.words) > 1 and last[0].isdigit()
        ):
            longer = f"{last}{_BEGUN}"
        else:
            return ""
        return self._phrase(term.words, last=f"({longer})") if longer else ""

    def _known(self, terms: Iterable[Term]) -> Q:
        """Return the condition for a state or an officer named; empty for no name."""
        known = Q()
        for term in terms:
            if term.state == OVERDUE:
                known |= is_in_band(DueBand.OVERDUE, on=self.on)
            elif term.state:
                known |= Q(state=term.state)
            if len(term.words) == 1 and term.words[0] in self.officers:
                known |= Q(officer__in=self.officers[term.words[0]])
        return known

    def ranked_keys(
        self, among: FOIRequestQuerySet | None = None, *, most: int
    ) -> list[int]:
        """Return the keys of the newest matching requests, the best first.

        At most one more than `most`: then there are more.

        Args:
            among: The requests to look among; None for all.
            most: How many of the newest are ranked.
        """
        branches = self.branches()
        if not branches or self.days is None:
            return []
        arms = [self._newest(branch, among, most + 1) for branch in branches]
        # All names in this statement are this module's own, and the rest is Django's.
        statement = (
            f"SELECT found.id, ts_rank(entry.asked, {_TO_QUERY}) FROM"  # noqa: S608
            f" ({' UNION '.join(arm for arm, _ in arms)}) AS found(id, received_on)"
            f" JOIN {_ENTRY} AS entry ON entry.foi_request_id = found.id"
            f" ORDER BY found.received_on DESC, found.id DESC LIMIT {most + 1}"
        )
        values = [self.any_of(self.asked.wanted), *chain(*(given for _, given in arms))]
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            rows = cursor.fetchall()
        return [key for key, _ in sorted(rows, key=lambda row: -row[1])]

    def _newest(
        self, branch: Branch, among: FOIRequestQuerySet | None, most: int
    ) -> tuple[str, list[Any]]:
        """Return the query of a branch for keys and days, and its parameters."""
        if not branch.query:
            known = FOIRequest.objects.visible_to(self.user).filter(branch.facts)
            if among is not None:
                known = known.filter(pk__in=among.order_by().values("pk"))
            known = known.order_by("-received_on", "-pk")
            sql, given = known.values_list("pk", "received_on")[
                :most
            ].query.sql_with_params()
            return f"({sql})", list(given)
        found = self._visible(SearchEntry.objects.filter(_IS_IN_STRETCH), branch)
        if among is not None:
            found = found.filter(pk__in=among.order_by().values("pk"))
        found = found.order_by("-received_on", "-pk")
        sql, given = found.values_list("pk", "received_on")[
            :most
        ].query.sql_with_params()
        queries = list(self._by_stretch(branch))
        return (
            "(SELECT one.id, one.received_on FROM unnest(%s::text[], %s::boolean[])"  # noqa: S608
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

    def _by_stretch(self, branch: Branch) -> Iterator[tuple[str, bool]]:
        """Yield the query for each stretch, and whether it is for old entries alone."""
        if branch.is_of_few:
            yield branch.query, False
            return
        for marks in stretches(*self.days) if self.days else ():
            if marks:
                yield f"{branch.query} & ({' | '.join(marks)})", False
        if self.has_old:
            yield branch.query, True


def find(asked: Asked, *, user: User, on: date, most: int) -> tuple[Sought, list[int]]:
    """Return how to look, and the keys found: see `seek` and `Sought.ranked_keys`."""
    sought = _prepared(asked, user=user, on=on)
    keys = sought.ranked_keys(most=most)
    if len(keys) >= FEW:
        return sought, keys
    begun = replace(sought, way=Way.BEGINNING)
    if begun.branches() != sought.branches():
        keys = begun.ranked_keys(most=most)
    return begun, keys


def seek(asked: Asked, *, user: User, on: date) -> Sought:
    """Return how to look: with few matches of whole words, longer words count too."""
    sought = _prepared(asked, user=user, on=on)
    if len(sought.ranked_keys(most=FEW - 1)) < FEW:
        return replace(sought, way=Way.BEGINNING)
    return sought


def _prepared(asked: Asked, *, user: User, on: date) -> Sought:
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
        officers=_named(words, people),
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
