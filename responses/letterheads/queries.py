"""The fixed sentences of an authority's letters, as administrators see them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accounts.models import Authority
from requests_app.models import FOIRequest
from responses.drafting.differences import Passage, compare_plain
from responses.letters.wording import welsh
from responses.letters.wording.catalogue import GROUPS, Sentence, get
from responses.models import Wording

# Sentences on one page. The search finds the others.
MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence with its current wording.

    Attributes:
        text: The wording used in letters.
        released: The released wording; "" where none exists in this language.
        own: The authority's newest version; None for none.
        is_amiss: Whether that version is ignored, because a release has changed the
            sentence's fields.
    """

    sentence: Sentence
    text: str
    released: str
    own: Wording | None
    is_amiss: bool

    @property
    def is_changed(self) -> bool:
        """Whether letters use the authority's own wording."""
        return bool(self.own and self.own.text)

    @property
    def number(self) -> int:
        """Number of the newest version; 0 where there is none."""
        return self.own.number if self.own else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a sentence, and its changes.

    Attributes:
        text: The wording; for "as released", today's released wording.
        passages: The wording, with the differences from the previous version marked.
    """

    row: Wording
    text: str
    passages: list[Passage]
    is_newest: bool
    is_takeable: bool


def lines_of(authority: Authority, language: str) -> list[Line]:
    """Return every sentence in the order of the catalogue; one query."""
    newest = (
        Wording.objects.filter(authority=authority, language=language)
        .order_by("key", "-number")
        .distinct("key")
    )
    own = {version.key: version for version in newest}
    return [
        _line(sentence, language, own.get(sentence.key))
        for group in GROUPS
        for sentence in group.sentences
    ]


def line_of(authority: Authority, language: str, key: str) -> Line:
    """Return one sentence.

    Raises:
        SentenceUnknown: No sentence has this key.
    """
    own = (
        Wording.objects.filter(authority=authority, language=language, key=key)
        .order_by("-number")
        .first()
    )
    return _line(get(key), language, own)


def found_in(lines: Iterable[Line], words: str) -> Iterator[Line]:
    """Yield the sentences that contain every one of the given words."""
    wanted = words.casefold().split()
    for line in lines:
        text = " ".join(
            [line.sentence.key, line.sentence.where, line.text, line.released]
        ).casefold()
        if all(word in text for word in wanted):
            yield line


def versions_of(authority: Authority, language: str, line: Line) -> list[Version]:
    """Return the authority's versions of a sentence, newest first; one query."""
    rows = list(
        Wording.objects.filter(
            authority=authority, language=language, key=line.sentence.key
        )
        .select_related("by")
        .order_by("number")
    )
    made: list[Version] = []
    before = line.released
    for row in rows:
        text = row.text or line.released
        _, passages = compare_plain(before, text)
        made.append(
            Version(
                row=row,
                text=text,
                passages=passages,
                is_newest=row is rows[-1],
                is_takeable=not row.text or line.sentence.takes(row.text),
            )
        )
        before = text
    return made[::-1]


def _line(sentence: Sentence, language: str, own: Wording | None) -> Line:
    released = welsh.released(sentence, language)
    has_own = own is not None and bool(own.text)
    is_amiss = own is not None and has_own and not sentence.takes(own.text)
    text = own.text if own is not None and has_own and not is_amiss else released
    return Line(
        sentence=sentence,
        text=text or sentence.text,
        released=released,
        own=own,
        is_amiss=is_amiss,
    )


LANGUAGES = tuple(FOIRequest.Language.choices)
