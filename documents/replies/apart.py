"""Read the meaning of a letter in a separate, confined process.

A letter comes from outside: words made to use up time must not hold a worker.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from documents.files.document import FileText, UnreadableFile
from documents.files.sandbox import Crashed, GivenUp, run_apart
from documents.replies.letter import understood
from documents.replies.printing import said
from documents.replies.reply import Asked, Role
from documents.replies.subject import subject_of
from documents.requests.reader import UnreadableRequest
from statute.regimes import Regime

MOST_SECONDS: Final = 45
_TOO_MUCH: Final = (
    "Reading this letter took too long, so it was given up. Paste its answers alone."
)
_BROKEN: Final = (
    "This letter is written in a way that cannot be read. Paste its answers alone."
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a letter says.

    Attributes:
        said: As `documents.replies.printing.said` gives it.
        subject: The subject, in a few words; "" if none was found.
        grounds: The keys of the provisions relied on, sorted.
    """

    said: dict[str, Any]
    subject: str
    grounds: tuple[str, ...]

    @property
    def reference(self) -> str:
        """The authority's reference; "" if the letter has none."""
        return str(self.said["reference"])

    @property
    def dated(self) -> date | None:
        """The day on the letter."""
        day = self.said["date"]
        return date.fromisoformat(day) if day else None

    def words_of(self, role: Role, text: str) -> str:
        """Return the passages of one role, from the letter's text."""
        return "\n\n".join(
            text[part["start"] : part["end"]].strip()
            for part in self.said["parts"]
            if part["role"] == role
        )


def understood_apart(
    file: FileText,
    asked: Sequence[Asked] = (),
    regime: Regime | None = None,
    *,
    seconds: float = MOST_SECONDS,
) -> Meaning:
    """Return what a letter says, from the words of its file.

    Args:
        file: Its words.
        asked: The questions of the stored request, where there is one.
        regime: The law it was written under, if known.
        seconds: The time allowed.

    Raises:
        UnreadableFile: Reading took too long, or the reader broke on the words.
        UnreadableRequest: There are more words than can be read.
    """
    given = {
        "kind": file.kind,
        "text": file.text,
        "aside": list(file.aside),
        "asked": [asdict(one) for one in asked],
        "regime": regime,
    }
    data = json.dumps(given).encode()
    try:
        answer = run_apart("documents.replies", data=data, seconds=seconds)
    except GivenUp as error:
        told = _BROKEN if isinstance(error, Crashed) else _TOO_MUCH
        raise UnreadableFile(told) from error
    if "error" in answer:
        raise UnreadableRequest(answer["error"])
    return Meaning(answer["said"], answer["subject"], tuple(answer["grounds"]))


def meaning_as_json(data: bytes) -> str:
    """Return the meaning of a letter as JSON, or the reason it cannot be read."""
    given = json.loads(data)
    file = FileText(given["kind"], given["text"], tuple(given["aside"]))
    asked = [Asked(**one) for one in given["asked"]]
    regime = Regime(given["regime"]) if given["regime"] else None
    try:
        reply = understood(file, asked, regime).reply
    except UnreadableRequest as refusal:
        return json.dumps({"error": str(refusal)})
    except (MemoryError, RecursionError):
        return json.dumps({"error": _TOO_MUCH})
    found = {one.key for named in reply.grounds.values() for one in named}
    return json.dumps(
        {
            "said": said(reply, file.text),
            "subject": subject_of(file.text, reply),
            "grounds": sorted(found),
        }
    )
