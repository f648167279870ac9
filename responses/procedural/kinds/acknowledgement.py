"""Acknowledge a request, and give the last day for the answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from responses.letters import prose
from responses.letters.procedural_content import ProceduralContent
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fields import Field, Said, Words
from responses.procedural.kinds.kind import ProceduralKind
from responses.procedural.kinds.law_named import no_such_choice, no_such_said
from statute.notices import LetterType, confirmations_in


@dataclass(frozen=True, kw_only=True)
class AcknowledgementContent(ProceduralContent):
    """Content of an acknowledgement.

    `recorded_due_on` is the due date in the register, as stated in the letter.
    """

    recorded_due_on: Any
    remarks: SafeString

    def parts(self) -> Iterator[str]:
        """Yield the due date, and any statement on whether information is held."""
        if self.recorded_due_on:
            yield "due_date"
        if any(confirmations_in(typed.words) for typed in self.typed):
            yield "held_statement"

    def facts(self) -> dict[str, Any]:
        """Return the due date as stated and as recalculated."""
        if self.recorded_due_on is None or self.due_on is None:
            return {}
        name = "last day for the answer"
        return {
            "stated_dates": {name: self.recorded_due_on},
            "computed_dates": {name: self.due_on},
        }


class Acknowledgement(ProceduralKind):
    """Acknowledge a request, once, and once more after clarification.

    This is good practice: no Act requires an acknowledgement.
    """

    type = LetterType.ACKNOWLEDGEMENT
    action = "Acknowledge the request"
    about = (
        "Confirms receipt, restates the request and gives the last day for the "
        "answer. It does not say whether the information is held."
    )
    effect = "The request stays as it is."
    content = AcknowledgementContent

    def is_possible(self, case: Case) -> bool:
        """Whether time runs, with none sent since receipt or clarification."""
        before = case.told.get(self.type)
        since = case.clarified_on
        return case.is_running and (
            before is None or (since is not None and since > before)
        )

    def fields(self, case: Case) -> tuple[Field, ...]:
        """Return a field for remarks, and what to say of the law named."""
        return (
            Words(
                name="remarks",
                label="Anything to add",
                hint="Leave empty if there is nothing to add. Do not say whether "
                "the information is held.",
            ),
            *no_such_choice(case),
        )

    def says(self, case: Case, said: Said) -> dict[str, Any]:
        """Return the due date in the register, and the remarks."""
        return {
            "recorded_due_on": case.foi_request.due_on,
            "remarks": prose.set_plain_text(said["remarks"]),
            **no_such_said(case, said),
        }
