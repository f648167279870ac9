"""Tell the sender that a message is no valid request, and how to correct it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.safestring import SafeString

from accounts.models import User
from requests_app.intake.registering import mark_not_valid
from requests_app.models import FOIRequest
from responses.letters import prose
from responses.letters.procedural_content import ProceduralContent
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fields import Choice, Field, Said, Words
from responses.procedural.kinds.kind import ProceduralKind
from statute.notices import Finding, LetterType, block
from statute.refusals import own_data
from statute.regimes import Regime

NO_NAME, NOT_DESCRIBED = "no_name", "not_described"
BUSINESS, OWN_DATA = "business", "own_data"
_CHOICES: Final = {
    NO_NAME: (
        "The message does not give the requester’s real name",
        "Section 8(1)(b). A surname with a title or an initial will do.",
    ),
    NOT_DESCRIBED: (
        "The message does not describe any information",
        "Section 8(1)(c). Where it does, but not clearly, ask for clarification.",
    ),
    BUSINESS: (
        "The message is ordinary business, not a request for recorded information",
        "Say how the message is dealt with instead.",
    ),
    # Offered no more: such a request is valid. A saved letter may still have it.
    OWN_DATA: (
        "The message asks for the requester’s own personal data",
        "The message is dealt with as a subject access request.",
    ),
}
_OFFERED: Final = (NO_NAME, NOT_DESCRIBED, BUSINESS)
# The Regulations require no name and no form.
_OFFERED_ENVIRONMENTAL: Final = (BUSINESS,)


@dataclass(frozen=True, kw_only=True)
class InvalidRequestContent(ProceduralContent):
    """Content of a letter about an invalid request.

    `lack` is the defect of the message, by the name of its choice.
    """

    lack: str
    missing: SafeString
    advice: SafeString

    @property
    def reason(self) -> str:
        """Key of the sentence that states the defect."""
        section = "foisa" if self.regime.is_scottish else "foia"
        if self.lack in {NO_NAME, NOT_DESCRIBED}:
            return f"invalid_request.{self.lack}_{section}"
        return f"invalid_request.{self.lack}"

    def parts(self) -> Iterator[str]:
        """Yield the defect, and any advice on correcting the request."""
        yield "what_is_missing"
        if self.advice:
            yield "advice"

    def further_findings(self) -> Iterator[Finding]:
        """Block a letter that calls a request for the requester's own data invalid."""
        if self.lack == OWN_DATA:
            yield block(
                "own_data_is_valid",
                "A request for the requester’s own personal data is valid. "
                f"{_how_to_answer_own_data(self.regime)}",
                "FOIA ss.8 and 40(1); FOISA ss.8 and 38(1)(a); EIR reg 5(3); EISR reg "
                "11(1)",
                "lack",
            )


def _how_to_answer_own_data(regime: Regime) -> str:
    """Return how a request for one's own data is answered, and handed on."""
    cited = " or ".join(one.citation.lower() for one in own_data(regime).values())
    return (
        f"Answer it as withheld under {cited}, and choose there that it goes on as a "
        "subject access request."
    )


class InvalidRequest(ProceduralKind):
    """Tell the sender that the request is not valid, and close it.

    Source: FOIA ss.8 and 16; FOISA ss.8 and 15; EIR and EISR reg 9.
    """

    type = LetterType.INVALID_REQUEST
    action = "Explain that the request is not valid"
    about = (
        "Use this if a message is not a request in law, or is another kind of "
        "request. Say how to get an answer."
    )
    effect = "The request is closed as not valid. It can be reopened."
    recorded_by = "mark-not-valid"
    content = InvalidRequestContent

    def is_possible(self, case: Case) -> bool:
        """Whether the request is registered: the letter gives its reference."""
        return case.is_running

    def fields(self, case: Case) -> tuple[Field, ...]:
        """Return fields for the defect and the advice."""
        is_environmental = case.regime.is_environmental
        names = _OFFERED_ENVIRONMENTAL if is_environmental else _OFFERED
        return (
            Choice(
                name="lack",
                label="Why the request is not valid",
                hint=f"A request for the requester’s own personal data is valid. "
                f"{_how_to_answer_own_data(case.regime)}",
                offered=names[0],
                choices=tuple((name, *_CHOICES[name]) for name in names),
            ),
            Words(
                name="missing",
                label="Details of the reason",
                hint="Optional. For example, which words of the message you mean.",
            ),
            Words(
                name="advice",
                label="How the requester can put this right, or what happens now",
                hint="The law requires you to help.",
            ),
        )

    def says(self, case: Case, said: Said) -> dict[str, Any]:
        """Return the defect and the advice."""
        return {
            "lack": said["lack"],
            "missing": prose.set_plain_text(said["missing"]),
            "advice": prose.set_plain_text(said["advice"]),
        }

    def move(
        self, foi_request: FOIRequest, content: Any, said: Said, *, by: User, on: date
    ) -> None:
        """Close the request as not valid."""
        title = _CHOICES[content.lack][0]
        mark_not_valid(
            foi_request=foi_request,
            reason=f"{title}. {said['missing']}".strip(),
            by=by,
            on=on,
            today=on,
        )
