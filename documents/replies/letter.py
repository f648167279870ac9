"""Read a previous response from its file: its words and their meaning."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from documents.files.document import FileText
from documents.files.reading import read_file_apart
from documents.replies import facts
from documents.replies.dates import date_of
from documents.replies.reader import read_reply
from documents.replies.reply import Asked, ParsedReply
from statute.regimes import Regime


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """A file with its contents read.

    Attributes:
        file: Its words, to which all positions in `reply` refer.
        reply: The contents of the letter.
    """

    file: FileText
    reply: ParsedReply


def read_letter(
    data: bytes,
    asked: Sequence[Asked] = (),
    regime: Regime | None = None,
    *,
    opened_by: Callable[[bytes], FileText] = read_file_apart,
) -> ReadLetter:
    """Return the contents of a previous response, from its file.

    If the body has no reference or date, those in the running heads are used.

    Args:
        data: The file: PDF, .docx or plain text.
        asked: The questions of the stored request, where there is one.
        regime: The law it was written under, if known.
        opened_by: The function to open the file; by default in a process of its own.

    Raises:
        UnreadableFile: The file has no readable words.
        UnreadableRequest: The file has more words than can be read.
    """
    return understood(opened_by(data), asked, regime)


def understood(
    file: FileText, asked: Sequence[Asked] = (), regime: Regime | None = None
) -> ReadLetter:
    """Return the contents of a letter from the words of its file.

    Raises:
        UnreadableRequest: There are more words than can be read.
    """
    reply = read_reply(file.text, asked, regime)
    around = "\n".join(file.aside)
    if not reply.reference:
        reply = replace(reply, reference=facts.reference_of(around, ""))
    if reply.dated is None:
        reply = replace(reply, dated=date_of(around))
    return ReadLetter(file, reply)
