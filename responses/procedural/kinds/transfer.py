"""Transfer a request, or tell the requester which authority to ask instead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.safestring import SafeString

from accounts.models import User
from requests_app.casework.closing import transfer_request
from requests_app.models import FOIRequest
from responses.letters import prose
from responses.letters.parties import lines
from responses.letters.procedural_content import ProceduralContent
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fields import Choice, Day, Field, Said, Words
from responses.procedural.kinds.kind import ProceduralKind
from statute.exemptions import Provision
from statute.notices import GroundDraft, LetterType
from statute.refusals import not_held
from statute.regimes import Regime

# An apology, in English or Welsh.
_APOLOGY: Final = re.compile(
    r"\b(?:sorry|apolog\w+|ymddiheur\w+|flin|ddrwg\sgen\w+)", re.I
)
PASSED_ON, ASK_THEM = "passed_on", "ask_them"


@dataclass(frozen=True, kw_only=True)
class TransferContent(ProceduralContent):
    """Content of a transfer letter.

    `not_held` is the provision for refusing information not held.
    """

    way: str
    to: str
    contact: tuple[str, ...]
    reason: SafeString
    advice: SafeString
    consented_on: date | None
    transferred_on: date | None
    not_held: Provision | None

    @property
    def is_passed_on(self) -> bool:
        """Whether the request was passed on. Otherwise the requester has to ask."""
        return self.way == PASSED_ON

    def parts(self) -> Iterator[str]:
        """Yield the holder, the contact details and the steps taken."""
        yield "not_held_statement"
        if any(_APOLOGY.search(typed.words) for typed in self.typed):
            yield "apology"
        if self.to and self.contact:
            yield "other_authority"
        if self.contact or self.advice:
            yield "advice"
        if not self.is_passed_on:
            # Nothing is transferred: the requester decides whether to ask the other
            # authority.
            yield from ("consent", "transfer_date")
            return
        if self.consented_on:
            yield "consent"
        if self.transferred_on:
            yield "transfer_date"

    def facts(self) -> dict[str, Any]:
        """Return the last day, and the provision for refusing what is not held."""
        grounds: tuple[GroundDraft, ...] = ()
        if self.not_held:
            parts = {"state_reliance", "cite_provision"}
            if self.reason:
                parts.add("why_applies")
            if self.regime.is_environmental:
                # These parts are covered by the sentence that there is nothing to
                # weigh.
                parts |= {"pi_reasons", "pi_factors_disclosure", "pi_factors_maintain"}
            grounds = (GroundDraft(key=self.not_held.key, parts=frozenset(parts)),)
        return {"grounds": grounds, "due_on": self.due_on}


class Transfer(ProceduralKind):
    """Transfer a request, or name the authority that holds the information.

    Source: FOIA s.16 and the s.45 Code; EIR reg 10; FOISA s.15; EISR reg 14.
    """

    type = LetterType.TRANSFER
    action = "Transfer the request, or say who holds the information"
    about = (
        "Use this if another authority holds all the information. If you hold part "
        "of it, answer that part first in a response."
    )
    effect = "The request is closed as transferred. It cannot be reopened."
    recorded_by = "transfer-request"
    content = TransferContent

    def fields(self, case: Case) -> tuple[Field, ...]:
        """Return fields for the other authority, the reason and the steps taken."""
        return (
            Choice(
                name="way",
                label="What happens to the request",
                offered=PASSED_ON,
                choices=(
                    (PASSED_ON, "We have passed the request on", ""),
                    (ASK_THEM, "The requester asks the other authority", ""),
                ),
            ),
            Field(name="to", label="The other authority"),
            Words(
                name="contact",
                label="Contact details of the other authority",
                hint=(
                    "Its postal address and its e-mail address for requests, one "
                    "per line."
                ),
            ),
            Words(
                name="reason",
                label="Why you believe that the other authority holds the information",
            ),
            Day(
                name="consented_on",
                label="When the requester agreed to the transfer",
                hint="Only if the request was passed on.",
            ),
            Day(
                name="transferred_on",
                label="When the request was passed on",
                hint="Only if the request was passed on.",
                offered=case.on,
                follows=True,
            ),
            Words(name="advice", label="Anything else that would help", rows=3),
        )

    def says(self, case: Case, said: Said) -> dict[str, Any]:
        """Return the other authority and the steps taken."""
        return {
            "way": said["way"],
            "to": " ".join(said["to"].split()),
            "contact": lines(said["contact"]),
            "reason": prose.set_plain_text(said["reason"]),
            "advice": prose.set_plain_text(said["advice"]),
            "consented_on": said["consented_on"],
            "transferred_on": said["transferred_on"],
            "not_held": _not_held(case.regime),
            "has_rights": True,
        }

    def move(
        self, foi_request: FOIRequest, content: Any, said: Said, *, by: User, on: date
    ) -> None:
        """Close the request as transferred."""
        passed_on = said["transferred_on"] if content.is_passed_on else None
        transfer_request(
            foi_request=foi_request,
            to=content.to,
            reason=said["reason"],
            by=by,
            on=passed_on or on,
            today=on,
        )


def _not_held(regime: Regime) -> Provision | None:
    """Return the provision for refusing information not held.

    FOIA has none: it only requires the authority to say so.
    """
    if regime is Regime.FOIA:
        return None
    (provision,) = not_held(regime).values()
    return provision
