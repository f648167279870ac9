"""Ask for clarification: what is unclear, what would help, and by when.

Under the Regulations the letter may also refuse the request as it stands, as the
regulator expects.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from accounts.models import User
from requests_app.clock.events import seek_clarification
from requests_app.models import FOIRequest
from responses.letters import prose
from responses.letters.procedural_content import ProceduralContent
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fields import Choice, Day, Field, Said, Words
from responses.procedural.kinds.kind import ProceduralKind
from responses.procedural.kinds.law_named import no_such_choice, no_such_said
from statute.deadlines import Event, EventName, Task
from statute.exemptions import Provision
from statute.notices import Finding, GroundDraft, LetterType, block
from statute.refusals import unclear
from statute.regimes import Regime

_ASKS, _REFUSES = "asks", "refuses"


@dataclass(frozen=True, kw_only=True)
class ClarificationContent(ProceduralContent):
    """Content of a request for clarification.

    `about` names the unclear questions; "" for the whole request. `too_general` is the
    exception relied on, where the letter also refuses the request.
    """

    about: str
    is_part_chosen: bool
    unclear: SafeString
    help: SafeString
    close_on: date | None
    ask_by: date | None
    too_general: Provision | None
    why_general: SafeString
    factors_for: SafeString
    factors_against: SafeString
    balance: SafeString

    def parts(self) -> Iterator[str]:
        """Yield the questions, the help given, and the effect of a reply."""
        yield from ("further_information_required", "clock_restart_statement")
        if self.unclear:
            yield "what_is_unclear"
        if self.help:
            yield "advice"
        if self.close_on:
            yield "close_date"

    def facts(self) -> dict[str, Any]:
        """Return the last day to ask, and the exception relied on."""
        return {"due_on": self.ask_by, "grounds": tuple(self._grounds())}

    def further_findings(self) -> Iterator[Finding]:
        """Block a letter that does not say which questions are unclear."""
        if not self.is_part_chosen:
            yield block(
                "part_not_chosen",
                "Choose the questions that are unclear: the time of the others "
                "runs on.",
                "FOIA s.1(3); FOISA s.1(3); EIR and EISR reg 9(2)",
            )

    def _grounds(self) -> Iterator[GroundDraft]:
        if self.too_general is None:
            return
        parts = {"state_reliance", "cite_provision"}
        if self.why_general:
            parts.add("why_applies")
        if self.factors_for:
            parts.add("pi_factors_disclosure")
        if self.factors_against:
            parts.add("pi_factors_maintain")
        if self.balance:
            parts.add("pi_reasons")
        yield GroundDraft(key=self.too_general.key, parts=frozenset(parts))


class Clarification(ProceduralKind):
    """Ask for clarification under FOIA s.1(3), FOISA s.1(3), EIR or EISR reg 9(2)."""

    type = LetterType.CLARIFICATION
    action = "Ask for clarification"
    about = (
        "Use this only if you reasonably need to know more to find the information. "
        "Say what is unclear, and what would help."
    )
    effect = (
        "What is unclear waits for the requester. When they answer, its time starts "
        "again from the beginning; the time of the other questions runs on."
    )
    recorded_by = "seek-clarification"
    content = ClarificationContent

    def fields(self, case: Case) -> tuple[Field, ...]:
        """Return fields for what is unclear, what would help, and the closing day."""
        part = case.part(
            label="Which questions are unclear",
            hint="Only their time stops. Answer the others by their date.",
        )
        return (
            *((part,) if part else ()),
            Words(
                name="unclear",
                label="What is unclear, and what you ask",
                hint="Quote the words that can be read in several ways, and ask.",
                rows=6,
            ),
            Words(
                name="help",
                label="What would help",
                hint="What you could answer, how the request could be worded, what "
                "there is to choose from.",
                rows=6,
            ),
            Day(
                name="close_on",
                label="Date until which you will wait",
                hint=(
                    "The request is closed after that day. The law does not set the "
                    "day."
                ),
                offered=case.day(
                    Task.CLARIFICATION_CLOSE_ON,
                    Event(EventName.CLARIFICATION_SENT, case.on),
                ),
                follows=True,
            ),
            *no_such_choice(case),
            *self._refusal(case),
        )

    def _refusal(self, case: Case) -> Iterator[Field]:
        if not case.regime.is_environmental:
            return
        provision = _too_general(case.regime)
        cited = f"{provision.citation[:1].lower()}{provision.citation[1:]}"
        yield Choice(
            name="refusal",
            label="Is the request refused in its present form?",
            offered=_ASKS,
            choices=(
                (_ASKS, "No, the letter only asks", ""),
                (
                    _REFUSES,
                    f"Yes, under {cited}: formulated in too general a manner",
                    "The regulator expects this if the request cannot be "
                    "answered in its present form. The letter then explains how to "
                    "complain.",
                ),
            ),
        )
        yield Words(
            name="why_general",
            label="Why it is too general",
            hint="Only if the request is refused.",
        )
        yield Words(
            name="factors_for",
            label="Public interest factors for disclosure",
            hint="Only if the request is refused. One per line.",
        )
        yield Words(
            name="factors_against",
            label="Public interest factors for maintaining the exception",
            hint="Only if the request is refused. One per line.",
        )
        yield Words(
            name="balance",
            label="Where the balance of the public interest lies, and why",
            hint="Only if the request is refused.",
        )

    def says(self, case: Case, said: Said) -> dict[str, Any]:
        """Return what the letter asks, and any refusal."""
        refuses = said.get("refusal") == _REFUSES
        return {
            "about": case.cited(case.chosen(said.get("questions", ()))),
            "is_part_chosen": bool(said.get("questions")) or len(case.owed) < 2,
            "unclear": prose.set_plain_text(said["unclear"]),
            "help": prose.set_plain_text(said["help"]),
            "close_on": said["close_on"],
            "ask_by": case.day(Task.CLARIFICATION_ASK_LATEST),
            "too_general": _too_general(case.regime) if refuses else None,
            "why_general": prose.set_plain_text(said.get("why_general", "")),
            "factors_for": prose.set_points(said.get("factors_for", "")),
            "factors_against": prose.set_points(said.get("factors_against", "")),
            "balance": prose.set_plain_text(said.get("balance", "")),
            "has_rights": refuses,
            **no_such_said(case, said),
        }

    def move(
        self, foi_request: FOIRequest, content: Any, said: Said, *, by: User, on: date
    ) -> None:
        """Put the request on hold until the requester replies."""
        case = Case(foi_request, on=on)
        seek_clarification(
            foi_request=foi_request,
            question=said["unclear"],
            questions=case.chosen(said.get("questions", ())),
            by=by,
            on=on,
            today=on,
        )


def _too_general(regime: Regime) -> Provision:
    """Return the exception for requests formulated in too general a manner."""
    (provision,) = unclear(regime).values()
    return provision
