"""A search, as read, and the conditions for a request to match."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from functools import reduce
from itertools import product
from operator import and_
from typing import Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from accounts.models import User
from requests_app.models import FOIRequest, SearchEntry
from requests_app.querysets import DueBand, is_in_band
from requests_app.search.asking import OVERDUE, Asked, Group, Term
from requests_app.search.marks import authority_mark, welsh_marks

# After the beginning of a word, in a query.
BEGUN: Final = ":*"
_SHORTEST_BEGINNING: Final = 3  # letters
# A request has one state and one officer, and may be overdue.
_MOST_NAMED: Final = 3


class Way(Enum):
    """The distance allowed from a word typed."""

    WHOLE = auto()  # the same word, or another form of it
    BEGINNING = auto()  # words that begin with it too
    SOME = auto()  # any of the words


@dataclass(frozen=True, slots=True)
class Branch:
    """One of the ways to match a search.

    Attributes:
        query: The words of a matching request, as a query; "" for none.
        facts: Its state or its officer.
        named: How many states and officers were named.
        is_of_few: Whether few requests match, so that all are looked at together.
    """

    query: str
    facts: Q
    named: int
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
        officers: The keys of people, by each word in their names.
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
            self.visible(self._of(found, branch), branch) for branch in self.branches()
        ]
        if len(ways) < 2:
            return ways[0] if ways else found.none()
        keys = [way.values("pk") for way in ways]
        return found.filter(pk__in=keys[0].union(*keys[1:]))

    def _of(
        self, found: QuerySet[SearchEntry], branch: Branch
    ) -> QuerySet[SearchEntry]:
        return found.filter(words=query_of(branch.query)) if branch.query else found

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
            true = [fact for _, fact in choice if fact]
            found.append(
                Branch(
                    query,
                    reduce(and_, true, facts),
                    named=len(true),
                    is_of_few=BEGUN in query or overdue in true,
                )
            )
        return found

    def _groups(self) -> list[Group]:
        groups = list(self.asked.groups)
        if self.way is Way.SOME:
            wanted = Group(tuple(self.asked.wanted))
            groups = [wanted, *(one for one in groups if one.is_without)]
        return groups

    def visible(
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

    @property
    def marks(self) -> str:
        """The query for all outcomes and provisions named; "" for none."""
        each = (" | ".join(term.marks) for term in self.asked.wanted if term.marks)
        return " & ".join(f"({marks})" for marks in each)

    def any_of(self, terms: Iterable[Term]) -> str:
        """Return the query for any of some terms; "" if all are too common."""
        found = (self._term(term) for term in terms)
        return " | ".join(dict.fromkeys(filter(None, found)))

    def _term(self, term: Term) -> str:
        ways = list(term.marks)
        phrase = self._phrase(term.words)
        is_named = bool(term.marks or term.state) and not term.is_quoted
        if is_named and not all(self.stems[word] for word in term.words):
            # "Not held" without its "not" is another thing.
            phrase = ""
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
            longer = f"{last}{BEGUN}"
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


def query_of(text: str) -> SearchQuery:
    """Return a query for the index of words, made of words without endings."""
    return SearchQuery(text, search_type="raw", config="simple")
