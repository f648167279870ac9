"""Apologise for a late answer. The letter is never an extension."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.safestring import SafeString

from responses.letters import prose
from responses.letters.procedural_content import ProceduralContent
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fields import Day, Field, Said, Words
from responses.procedural.kinds.kind import ProceduralKind
from statute.notices import LetterType

_EXTENSION: Final = re.compile(
    r"\bexten(?:d|ds|ded|ding|sion|sions)\b"
    r"|\bthe (?:Act|Regulations|law) (?:allows?|gives?|lets?) us (?:to take )?"
    r"(?:more|further) time\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class DelayNoticeContent(ProceduralContent):
    """Content of a notice of delay.

    `until` is the day promised. The promise has no effect in law.
    """

    reason: SafeString
    until: date | None

    def parts(self) -> Iterator[str]:
        """Yield the apology, the reason and the day, and any claim of an extension.

        A notice of delay must not claim one.
        """
        yield "apology"
        if self.reason:
            yield "reason"
        if self.until:
            yield "new_date"
        if any(_EXTENSION.search(typed.words) for typed in self.typed):
            yield "extension_statement"

    def facts(self) -> dict[str, Any]:
        """Return the day promised, and the day given by law."""
        return {"due_on": self.due_on, "new_date_on": self.until}


class DelayNotice(ProceduralKind):
    """Tell the requester of a delay.

    This is good practice: no Act allows the delay, and the due date stands.
    """

    type = LetterType.DELAY_NOTICE
    action = "Notify the requester of a delay"
    about = (
        "An apology, with the reason and the day on which you will answer. The law "
        "gives no extra time: the due date stays the same."
    )
    effect = "The request stays as it is, and so does its due date."
    content = DelayNoticeContent

    def is_possible(self, case: Case) -> bool:
        """Whether the answer is due on a known day, to come or past."""
        return case.is_running and case.due_on is not None

    def fields(self, case: Case) -> tuple[Field, ...]:
        """Return fields for the reason and the new day."""
        return (
            Words(
                name="reason",
                label="Why the answer is late",
                hint="Plainly, and without the word “extension”: the law allows none "
                "here.",
            ),
            Day(name="until", label="When you will answer"),
        )

    def says(self, case: Case, said: Said) -> dict[str, Any]:
        """Return the reason and the new day."""
        return {
            "reason": prose.set_plain_text(said["reason"]),
            "until": said["until"],
            "has_rights": True,
        }
