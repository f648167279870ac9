"""The fixed sentences of an authority's letters, as administrators see them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accounts.models import Authority
from requests_app.models import FOIRequest
from responses.drafting.differences import Passage, compare_plain
from responses.letters.wording import welsh
from responses.letters.wording.catalogue import GROUPS, Sentence, get
from responses.models import Wording

# On one page; whoever looks for a sentence searches.
MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence as it reads now.

    Attributes:
        text: The words that letters say.
        released: The release's words; "" where it has none in this language.
        own: The authority's newest version; None for none.
        is_amiss: Whether that version is passed over: the release changed its fields.
    """

    sentence: Sentence
    text: str
    released: str
    own: Wording | None
    is_amiss: bool

    @property
    def is_changed(self) -> bool:
        """Whether letters say it in the authority's own way."""
        return bool(self.own and self.own.text)

    @property
    def number(self) -> int:
        """The newest version's number; 0 where there is none."""
        return self.own.number if self.own else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a sentence, and what it changed.

    Attributes:
        text: Its words; for "as released", the release's today.
        passages: The same, with what differs from the version before marked.
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
        SentenceUnknown: There is none of that name.
    """
    own = (
        Wording.objects.filter(authority=authority, language=language, key=key)
        .order_by("-number")
        .first()
    )
    return _line(get(key), language, own)


def found_in(lines: Iterable[Line], words: str) -> Iterator[Line]:
    """Yield the sentences that contain every one of some words."""
    wanted = words.casefold().split()
    for line in lines:
        text = " ".join(
            [line.sentence.key, line.sentence.where, line.text, line.released]
        ).casefold()
        if all(word in text for word in wanted):
            yield line


def versions_of(authority: Authority, language: str, line: Line) -> list[Version]:
    """Return the authority's versions of a sentence, the newest first; one query."""
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
