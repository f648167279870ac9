"""Tell standard wording from words that officers wrote."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Final

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from requests_app.models import FOIRequest
from responses.approving.parts import Part
from responses.drafting.suggested_wording import offered_statement
from responses.models import Paragraph
from responses.paragraphs.fields import fill
from statute.paragraphs import PARAGRAPHS
from statute.regimes import INFORMATION_REGIMES, Regime

# The topic of wording that the page for a statement begins with.
_STATEMENT: Final = "Suggested statement"
# A shorter sentence, such as "We hold no such record.", may be an officer's own.
_FEWEST_WORDS: Final = 6
_ENDS: Final = re.compile(r"(?<=[.!?])\s+")
# A paragraph of typed text: paragraphs of the letter's own have a class.
_PARAGRAPH: Final = re.compile(r"<p>(.*?)</p>", re.DOTALL)
MARK: Final = '<p class="foi-standard">'


@dataclass(frozen=True, slots=True)
class Standard:
    """How much of a text is standard wording.

    Attributes:
        topics: The topics of the paragraphs repeated.
        sentences: The standard sentences; none where the whole text is standard.
        count: The number of sentences of the text.
    """

    topics: tuple[str, ...]
    sentences: tuple[str, ...]
    count: int

    @property
    def is_whole(self) -> bool:
        """Whether the text has nothing else."""
        return not self.sentences


class StandardWording:
    """The paragraphs of the library as they read for one request; one query."""

    def __init__(self, foi_request: FOIRequest) -> None:
        self._paragraphs: dict[str, str] = {}
        self._sentences: dict[str, str] = {}
        for text, topic in _texts(foi_request):
            for words in (text, *text.splitlines()):
                self._paragraphs.setdefault(_letters_of(words), topic)
            for sentence in _sentences_of(text):
                if len(sentence.split()) >= _FEWEST_WORDS:
                    self._sentences.setdefault(sentence, topic)
        self._paragraphs.pop("", None)

    def standard_in(self, text: str) -> Standard | None:
        """Return what of a text repeats standard wording exactly; None if nothing.

        A whole paragraph counts, and within other paragraphs each sentence of some
        length.
        """
        if topic := self._paragraphs.get(_letters_of(text)):
            return Standard((topic,), (), len(_sentences_of(text)))
        found: dict[str, str] = {}
        count = 0
        for paragraph in text.splitlines():
            sentences = _sentences_of(paragraph)
            count += len(sentences)
            if topic := self._paragraphs.get(_letters_of(paragraph)):
                found |= dict.fromkeys(sentences, topic)
                continue
            found |= {
                each: self._sentences[each]
                for each in sentences
                if each in self._sentences
            }
        if not found:
            return None
        topics = tuple(dict.fromkeys(found.values()))
        is_whole = all(each in found for each in _sentences_of(text))
        return Standard(topics, () if is_whole else tuple(found), count)

    def in_part(self, part: Part) -> Mapping[str, Standard]:
        """Return the texts of a part that have standard wording, by title."""
        found = {
            title: self.standard_in(words)
            for title, words in part.words.items()
            if title not in {"Question", "Questions"}
        }
        return {title: standard for title, standard in found.items() if standard}

    def marked(self, piece: SafeString) -> SafeString:
        """Mark each typed paragraph of a letter that is standard as a whole."""

        def mark(paragraph: re.Match[str]) -> str:
            standard = self.standard_in(_plain(paragraph[1]))
            if standard is None or not standard.is_whole:
                return paragraph[0]
            return f"{MARK}{paragraph[1]}</p>"

        return mark_safe(_PARAGRAPH.sub(mark, piece))  # noqa: S308 - of a letter


def _texts(foi_request: FOIRequest) -> Iterator[tuple[str, str]]:
    """Yield standard texts as they read for a request, each with its topic."""
    own = Paragraph.objects.in_use().filter(authority_id=foi_request.authority_id)
    for text, topic in own.values_list("text", "topic"):
        yield fill(text, foi_request).text, topic
    for released in PARAGRAPHS.values():
        yield fill(released.text, foi_request).text, released.topic
    regime = Regime(foi_request.regime)
    if regime in INFORMATION_REGIMES:
        for text in offered_statement(regime).values():
            yield text, _STATEMENT


def _sentences_of(text: str) -> list[str]:
    return [
        _letters_of(sentence)
        for line in text.splitlines()
        for sentence in _ENDS.split(line)
        if sentence.strip()
    ]


def _plain(html: str) -> str:
    return unescape(strip_tags(html))


def _letters_of(text: str) -> str:
    """Return the words alone: line ends and blanks say nothing."""
    return " ".join(text.split())
