"""Read a file returned from Word in a separate, confined process."""

import json

from documents.files.document import UnreadableFile
from documents.files.sandbox import Crashed, GivenUp, run_apart
from documents.word_drafts.reader import DAMAGED, LARGEST_BYTES, TOO_LONG, read_returned
from documents.word_drafts.returned import Returned, as_plain_data, from_plain_data

# A draft of 200 answers takes under a second. Twenty is for a busy machine.
_MOST_SECONDS = 5
_MOST_WAITING = 20


def read_returned_apart(data: bytes) -> Returned:
    """Return the content of a returned Word file.

    A file made to use up time or memory ends the reading process, not the caller.

    Raises:
        UnreadableFile: As `read_returned`, or reading took too long or too much memory.
    """
    if len(data) > LARGEST_BYTES:
        raise UnreadableFile(
            f"The file has {len(data) / 1024**2:,.0f} MB, more than the "
            f"{LARGEST_BYTES // 1024**2} MB that are read."
        )
    try:
        answer = run_apart(
            "documents.word_drafts",
            data=data,
            seconds=_MOST_SECONDS,
            waiting=_MOST_WAITING,
        )
    except GivenUp as error:
        told = DAMAGED if isinstance(error, Crashed) else TOO_LONG
        raise UnreadableFile(told) from error
    if "error" in answer:
        raise UnreadableFile(answer["error"])
    return from_plain_data(answer)


def returned_as_json(data: bytes) -> str:
    """Return the content of a file as JSON, or the reason for refusing the file."""
    try:
        return json.dumps(as_plain_data(read_returned(data)))
    except UnreadableFile as refusal:
        return json.dumps({"error": str(refusal)})
