"""Read the comments of a Word file, with their replies and the words they mark.

Source: ISO/IEC 29500-1, 17.13.4 (comments); [MS-DOCX] 2.5.1.4 (commentsExtended).
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from documents.files.word import related
from documents.word_drafts.paragraphs import Paragraphs, author_of
from documents.word_drafts.returned import DELETED, WordComment, words_with

_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MOST_ABOUT = 1_000


class Comments:
    """The comments of one file."""

    def __init__(self, part: Any) -> None:
        """Prepare to read the comments of a document part."""
        self._part = part
        self._body = part.element.body

    def all(self) -> Iterator[WordComment]:
        """Yield every comment, in the order of the file."""
        yield from self._by_key.values()

    def within(self, content: Any) -> Iterator[WordComment]:
        """Yield the comments begun within a part of the document, each with replies.

        A reply has a mark of its own in most files, and none in some.
        """
        begun = {one.get(qn("w:id")) for one in _marks(content)}
        for comment in self._by_key.values():
            if comment.key in begun or self._first(comment).key in begun:
                yield comment

    @cached_property
    def _by_key(self) -> dict[str, WordComment]:
        root = related(self._part, RELATIONSHIP_TYPE.COMMENTS)
        elements = [] if root is None else list(root.iter(qn("w:comment")))
        paragraphs = {
            ids[-1]: one.get(qn("w:id"), "") for one in elements if (ids := _ids(one))
        }
        return {
            one.get(qn("w:id"), ""): self._comment(one, paragraphs) for one in elements
        }

    def _comment(self, element: Any, paragraphs: dict[str, str]) -> WordComment:
        key = element.get(qn("w:id"), "")
        extended = self._extended.get(next(reversed(_ids(element)), ""), {})
        words = words_with(Paragraphs().read(element), without=DELETED)
        return WordComment(
            key=key,
            author=author_of(element),
            text=words.replace("\v", "\n").strip(),
            about=self._about.get(key, ""),
            replies_to=paragraphs.get(extended.get(f"{_W15}paraIdParent", ""), ""),
            is_done=extended.get(f"{_W15}done", "") in {"1", "true"},
        )

    def _first(self, comment: WordComment) -> WordComment:
        """Return the first comment of a thread of replies."""
        seen = {comment.key}
        while comment.replies_to in self._by_key and comment.replies_to not in seen:
            seen.add(comment.replies_to)
            comment = self._by_key[comment.replies_to]
        return comment

    @cached_property
    def _extended(self) -> dict[str, dict[str, str]]:
        """The later part's attributes of each comment, by its last paragraph's id."""
        root = related(self._part, _EXTENDED)
        return {
            one.get(f"{_W15}paraId", ""): dict(one.attrib)
            for one in (root if root is not None else ())
        }

    @cached_property
    def _about(self) -> dict[str, str]:
        """The words marked by each comment, at most `_MOST_ABOUT` of them."""
        found: dict[str, str] = {}
        is_open: set[str] = set()
        for one in self._body.iter():
            if one.tag == qn("w:commentRangeStart"):
                is_open.add(one.get(qn("w:id"), ""))
            elif one.tag == qn("w:commentRangeEnd"):
                is_open.discard(one.get(qn("w:id"), ""))
            elif one.tag in {qn("w:t"), qn("w:delText")} and one.text:
                for key in is_open:
                    found[key] = (found.get(key, "") + one.text)[:_MOST_ABOUT]
        return found


def _marks(content: Any) -> Iterator[Any]:
    yield from content.iter(qn("w:commentRangeStart"), qn("w:commentReference"))


def _ids(element: Any) -> list[str]:
    """Return the ids of a comment's paragraphs; the last names the comment."""
    return [key for one in element.iter(qn("w:p")) if (key := one.get(f"{_W14}paraId"))]
