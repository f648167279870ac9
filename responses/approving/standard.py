"""Tell standard wording from words that officers wrote."""

from collections.abc import Iterator, Mapping

from requests_app.models import FOIRequest
from responses.approving.parts import Part
from responses.models import Paragraph
from responses.paragraphs.fields import fill
from statute.paragraphs import PARAGRAPHS


class StandardWording:
    """The paragraphs of the library as they read for one request; one query."""

    def __init__(self, foi_request: FOIRequest) -> None:
        self._topics = {
            _letters_of(fill(text, foi_request).text): topic
            for text, topic in _texts(foi_request)
        }

    def topic_of(self, words: str) -> str:
        """Return the topic of the paragraph that words repeat exactly, or ""."""
        return self._topics.get(_letters_of(words), "")

    def in_part(self, part: Part) -> Mapping[str, str]:
        """Return the texts of a part that are standard, each with its topic."""
        found = {title: self.topic_of(words) for title, words in part.words.items()}
        return {title: topic for title, topic in found.items() if topic}


def _texts(foi_request: FOIRequest) -> Iterator[tuple[str, str]]:
    own = Paragraph.objects.in_use().filter(authority_id=foi_request.authority_id)
    yield from own.values_list("text", "topic")
    for released in PARAGRAPHS.values():
        yield released.text, released.topic


def _letters_of(text: str) -> str:
    """Return the words alone: line ends and blanks say nothing."""
    return " ".join(text.split())
