"""The content of a draft returned from Word: controls, changes, comments."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

KEPT, INSERTED, DELETED = "", "inserted", "deleted"


@dataclass(frozen=True, slots=True)
class Author:
    """The author of a tracked change or a comment, as the file names the author.

    Attributes:
        name: The name, "" where the file has none.
        at: The moment, in ISO 8601, as the file has it; "" for none.
    """

    name: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with one fate: `KEPT`, `INSERTED` or `DELETED`.

    A paragraph ends with a line feed, a line within one with a vertical tab.
    """

    words: str
    fate: str = KEPT
    author: Author = Author("")


@dataclass(frozen=True, slots=True)
class WordComment:
    """A comment, or a reply to one.

    Attributes:
        key: Its id in the file.
        author: Its author.
        text: Its words, a line for each paragraph.
        about: The words marked.
        replies_to: The id of the comment answered; "" for none.
        is_done: Whether an author marked it as settled.
    """

    key: str
    author: Author
    text: str
    about: str = ""
    replies_to: str = ""
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """A content control of the file.

    Attributes:
        tag: Its tag.
        pieces: Its words in order, without the end of the last paragraph.
        comments: The comments begun within it, with their replies.
        left_out: A sentence for each kind of loss.
    """

    tag: str
    pieces: tuple[Piece, ...]
    comments: tuple[WordComment, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def final(self) -> str:
        """The words with every change accepted."""
        return words_with(self.pieces, without=DELETED)

    @property
    def original(self) -> str:
        """The words with every tracked change refused."""
        return words_with(self.pieces, without=INSERTED)


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned draft.

    Attributes:
        controls: Its controls with a tag, in order; a copied control stands twice.
        outside: The words in no control.
        comments: The comments begun outside all controls.
        last_author: The last person to save the file, as the file says.
    """

    controls: tuple[Control, ...]
    outside: str
    comments: tuple[WordComment, ...]
    last_author: str


def words_with(pieces: Sequence[Piece], *, without: str) -> str:
    """Return the words of pieces, apart from those with a fate."""
    return "".join(one.words for one in pieces if one.fate != without)


def as_plain_data(returned: Returned) -> dict[str, Any]:
    """Return a draft as dictionaries, lists and texts."""
    return asdict(returned)


def from_plain_data(data: Mapping[str, Any]) -> Returned:
    """Return a draft from the dictionaries of `as_plain_data`."""
    return Returned(
        controls=tuple(
            Control(
                tag=one["tag"],
                pieces=tuple(
                    Piece(piece["words"], piece["fate"], Author(**piece["author"]))
                    for piece in one["pieces"]
                ),
                comments=_comments(one["comments"]),
                left_out=tuple(one["left_out"]),
            )
            for one in data["controls"]
        ),
        outside=data["outside"],
        comments=_comments(data["comments"]),
        last_author=data["last_author"],
    )


def _comments(data: Sequence[Mapping[str, Any]]) -> tuple[WordComment, ...]:
    return tuple(
        WordComment(**{**one, "author": Author(**one["author"])}) for one in data
    )
