"""Show the passages of a request with the words found."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from documents.finding.tokens import Token, tokens
from documents.finding.welsh import forms_of
from requests_app.search.asking import Term
from requests_app.search.preparing import stems_of
from requests_app.search.sought import Sought, Way
from requests_app.search.sources import Part, Passage, passages_of

MOST_SHOWN: Final = 2  # passages of a request
_AROUND: Final = 110  # characters before and after the words found
_MOST_PLACES: Final = 100  # of a passage, looked at for the best
_MOST_READ: Final = 60_000  # characters of a passage
_SUBJECT: Final = "Subject"

Span = tuple[int, int]
# The numbers of the terms in a passage, and where they stand.
_Placed = tuple[set[int], Passage, list[Span]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and whether it was looked for."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as shown: the words found, marked, among the words around."""

    passage: Passage
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The passages of a request with the words found.

    Attributes:
        subject: The subject, with the words found.
        passages: The passages with most of the words.
    """

    subject: tuple[Piece, ...]
    passages: tuple[Shown, ...]


def show(
    keys: Sequence[int], sought: Sought, *, welsh: Collection[int] = ()
) -> dict[int, Found]:
    """Return the passages with the words found, by the keys of requests.

    Questions are looked at first, then answers, then letters, files and replies: of
    requests without some of the words so far.

    Args:
        keys: Keys of requests visible to the person.
        sought: The search.
        welsh: The keys of those in Welsh.
    """
    terms = list(dict.fromkeys(sought.asked.wanted))
    subjects: dict[int, tuple[Piece, ...]] = {}
    with_terms: dict[int, list[_Placed]] = defaultdict(list)
    missing = {key: set(range(len(terms))) for key in keys}
    for part in Part:
        wanting = [key for key in keys if missing[key]]
        if not wanting:
            break
        passages = list(passages_of(wanting, [part]))
        for passage, places in _looked_through(passages, terms, sought, welsh):
            key = passage.foi_request
            spans = sorted(span for found in places.values() for span in found)
            missing[key] -= places.keys()
            if passage.title == _SUBJECT:
                subjects[key] = tuple(_pieces(passage.text, spans, whole=True))
            elif places:
                with_terms[key].append((set(places), passage, spans))
    return {
        key: Found(subjects.get(key, ()), tuple(_best(with_terms[key]))) for key in keys
    }


def _looked_through(
    passages: Sequence[Passage],
    terms: Sequence[Term],
    sought: Sought,
    welsh: Collection[int],
) -> Iterator[tuple[Passage, dict[int, list[Span]]]]:
    """Yield each passage with the places of the terms in it, by their numbers."""
    cut = [list(tokens(passage.text[:_MOST_READ])) for passage in passages]
    stems = _stems_near(cut, terms, sought)
    for passage, words in zip(passages, cut, strict=True):
        is_welsh = passage.foi_request in welsh
        places: dict[int, list[Span]] = {}
        for number, term in enumerate(terms):
            spans = list(_places(term, words, stems, sought, is_welsh=is_welsh))
            if spans or set(term.marks) & set(passage.marks):
                places[number] = spans
        yield passage, places


def _stems_near(
    cut: Sequence[Sequence[Token]], terms: Sequence[Term], sought: Sought
) -> Mapping[str, str]:
    """Return the stems of the words with the beginning of a term."""
    wanted = {word for term in terms for word in (*term.words, *term.joined)}
    starts = {word[:2] for word in wanted}
    near = {one.word for words in cut for one in words if one.word[:2] in starts}
    return stems_of(near | wanted)


def _places(
    term: Term,
    words: Sequence[Token],
    stems: Mapping[str, str],
    sought: Sought,
    *,
    is_welsh: bool,
) -> Iterator[Span]:
    """Yield the places of a term among the words of a text."""
    size = len(term.words)
    if not size:
        return
    if size == 1:
        word = term.words[0]
        kept = {stems.get(word), *sought.longer.get(word, ())} - {None, ""}
        forms = set(forms_of(word))
        for one in words:
            if (
                (stems.get(one.word) or None) in kept
                or one.word == word
                or (_is_begun(term, sought) and one.word.startswith(word))
                or (is_welsh and not forms.isdisjoint(forms_of(one.word)))
            ):
                yield one.start, one.end
        return
    for at in range(len(words) - size + 1):
        run = words[at : at + size]
        if all(
            stems.get(one.word) == stems.get(word)
            if stems.get(word)
            else one.word == word
            for one, word in zip(run, term.words, strict=True)
        ) or (
            _is_begun(term, sought)
            and tuple(one.word for one in run[:-1]) == term.words[:-1]
            and run[-1].word.startswith(term.words[-1])
        ):
            yield run[0].start, run[-1].end
    for one in words:
        if one.word in term.joined:
            yield one.start, one.end


def _is_begun(term: Term, sought: Sought) -> bool:
    return sought.way is not Way.WHOLE and not term.is_quoted


def _best(
    found: list[_Placed],
) -> Iterator[Shown]:
    """Yield the passages with most of the terms, then with terms not shown yet."""
    seen: set[int] = set()
    left = list(found)
    for _ in range(MOST_SHOWN):
        left.sort(key=lambda one: (-len(one[0] - seen), one[1].weight))
        if not left or (seen and not left[0][0] - seen):
            return
        terms, passage, spans = left.pop(0)
        seen |= terms
        yield Shown(passage, tuple(_pieces(passage.text, spans)))


def _pieces(text: str, spans: list[Span], *, whole: bool = False) -> Iterator[Piece]:
    """Yield the text around most of the spans, cut at blanks."""
    start, end = 0, len(text)
    if not whole:
        start, end = _window(text, spans)
    if start:
        yield Piece("… ", is_found=False)
    at = start
    for first, last in spans:
        if first < at or last > end:
            continue
        if first > at:
            yield Piece(text[at:first], is_found=False)
        yield Piece(text[first:last], is_found=True)
        at = last
    if at < end:
        yield Piece(text[at:end], is_found=False)
    if end < len(text):
        yield Piece(" …", is_found=False)


def _window(text: str, spans: list[Span]) -> Span:
    if not spans:
        return 0, _at_blank(text, 2 * _AROUND, step=-1)
    # The place with most others after it.
    some = spans[:_MOST_PLACES]
    best = max(
        some, key=lambda one: sum(0 <= other[0] - one[0] < _AROUND for other in some)
    )
    start = _at_blank(text, max(0, best[0] - _AROUND), step=1)
    end = _at_blank(text, min(len(text), best[0] + 2 * _AROUND), step=-1)
    return min(start, best[0]), max(end, best[1])


def _at_blank(text: str, at: int, *, step: int) -> int:
    """Return the nearest place between two words, in one direction."""
    if at <= 0 or at >= len(text):
        return max(0, min(at, len(text)))
    for place in range(at, at + 30 * step, step):
        if 0 < place < len(text) and text[place].isspace():
            return place + (1 if step > 0 else 0)
    return at
