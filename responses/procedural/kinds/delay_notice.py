"""Word that an answer is, or will be, late: an apology, and never an extension."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.safestring import SafeString

from responses.letters import prose
from responses.letters.procedural_content import ProceduralContent
from responses.models import Letter
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fields import Day, Field, Said, Words
from responses.procedural.kinds.kind import ProceduralKind

_EXTENSION: Final = re.compile(
    r"\bexten(?:d|ds|ded|ding|sion|sions)\b"
    r"|\bthe (?:Act|Regulations|law) (?:allows?|gives?|lets?) us (?:to take )?"
    r"(?:more|further) time\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class DelayNoticeContent(ProceduralContent):
    """`until` is the day promised; the law knows nothing of it."""

    reason: SafeString
    until: date | None

    def parts(self) -> Iterator[str]:
        """Yield the apology, the reason and the day; and a claim it may not make."""
        yield "apology"
        if self.reason:
            yield "reason"
        if self.until:
            yield "new_date"
        if any(_EXTENSION.search(words) for words in self.typed):
            yield "extension_statement"

    def facts(self) -> dict[str, Any]:
        """Return the day promised, and the day the law gave."""
        return {"due_on": self.due_on, "new_date_on": self.until}


class DelayNotice(ProceduralKind):
    """Good practice: no Act allows the delay, and the date stands."""

    type = Letter.Type.DELAY_NOTICE
    action = "Tell of a delay"
    about = (
        "An apology, with the reason and the day on which you will answer. The law "
        "gives no more time for it: the due date stands."
    )
    effect = "The request stays as it is, and so does its due date."
    content = DelayNoticeContent

    def is_possible(self, case: Case) -> bool:
        """Whether time runs, or has run out."""
        return case.is_running and case.due_on is not None

    def fields(self, case: Case) -> tuple[Field, ...]:
        """Return why, and until when."""
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
        """Return the reason and the day."""
        return {
            "reason": prose.set_plain_text(said["reason"]),
            "until": said["until"],
            "has_rights": True,
        }
