"""Ask for a fee, a "charge" under the Regulations: how much, how, and by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.safestring import SafeString

from accounts.models import User
from requests_app.clock.events import request_fee
from requests_app.law_in_force import fee_scale
from requests_app.models import FOIRequest
from responses.letters import prose
from responses.letters.costing import limit_of
from responses.letters.procedural_content import ProceduralContent
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fields import Choice, Day, Field, Pounds, Said, Words
from responses.procedural.kinds.holding import HELD_IN_PART, UNSAID, held_choice
from responses.procedural.kinds.kind import ProceduralKind
from statute.dated import pounds
from statute.deadlines import Event, Task
from statute.deadlines.clock import fee_events
from statute.money import (
    CostLimit,
    Estimate,
    OverLimit,
    scottish_fee_above_limit_pence,
    scottish_fee_pence,
)
from statute.notices import Finding, GroundDraft, LetterType, Severity
from statute.regimes import Regime

ORDINARY: Final = "ordinary"
ABOVE_LIMIT: Final = "above_limit"
_LAST_DAY: Final = "last day to pay"


@dataclass(frozen=True, kw_only=True)
class FeesNoticeContent(ProceduralContent):
    """Content of a fees notice.

    Attributes:
        basis: What the fee is for, by the name of its choice.
        cost_pence: The projected cost of answering; None where none is given.
        limit: The limit on cost; None where the law sets none.
        most_pence: The highest fee allowed by law; None where the law sets no sum.
        held: Whether the information is held, by the name of its choice.
    """

    basis: str
    amount_pence: int | None
    cost_pence: int | None
    limit: CostLimit | None
    workings: SafeString
    schedule: str
    how_to_pay: SafeString
    pay_by: date | None
    last_day: date | None
    most_pence: int | None
    held: str

    @property
    def says_held(self) -> bool:
        """Whether the letter says that the information is held, above the limit."""
        return self.is_above_limit and self.held != UNSAID

    @property
    def is_held_in_part(self) -> bool:
        """Whether only part of the information is held."""
        return self.held == HELD_IN_PART

    @property
    def amount(self) -> str:
        """Fee as written in a letter: £1,045.50."""
        return f"£{(self.amount_pence or 0) / 100:,.2f}"

    @property
    def reason(self) -> str:
        """Key of the sentence that gives the fee's legal basis."""
        return f"fees_notice.{self.regime.lower()}_{self.basis}"

    @property
    def clock(self) -> str:
        """Key of the sentence that says the clock has stopped."""
        if self.is_above_limit:
            return "fees_notice.clock_above_limit"
        return f"fees_notice.clock_{self.regime.lower()}"

    @property
    def is_above_limit(self) -> bool:
        """Whether the letter claims that answering would cost more than the limit."""
        return self.basis == ABOVE_LIMIT

    @property
    def limit_amount(self) -> str:
        """Limit on cost as written in a letter: £450."""
        return pounds(self.limit.limit_pence) if self.limit else ""

    @property
    def limit_law(self) -> str:
        """Title of the regulations that set the limit."""
        return self.limit.law if self.limit else ""

    @property
    def _is_beyond_section_9(self) -> bool:
        cost, limit = self.cost_pence or 0, self.limit
        is_above = limit is not None and cost > limit.limit_pence
        return is_above and not self.is_above_limit

    def parts(self) -> Iterator[str]:
        """Yield the amount, the means of payment and the last day to pay."""
        if self.amount_pence:
            yield "amount"
        if self.workings:
            yield "fee_calculation"
        if self.how_to_pay:
            yield "how_to_pay"
        if self.pay_by:
            yield "last_day_to_pay"
        if self.is_above_limit:
            yield "advice"  # the offer to answer for a fee
        if self.says_held:
            yield "held_statement"
        yield "clock_statement"

    def facts(self) -> dict[str, Any]:
        """Return the amount, the due date, and the last day to pay.

        The last day to pay is given as stated and as recalculated.
        """
        stated = {_LAST_DAY: self.pay_by} if self.pay_by else {}
        computed = {_LAST_DAY: self.last_day} if self.last_day else {}
        return {
            "due_on": self.due_on,
            "amount_pence": self.amount_pence,
            "stated_dates": stated,
            "computed_dates": computed,
            "grounds": tuple(self._claims()),
            "estimate": self._estimate,
            "limit": self.limit,
        }

    @property
    def _estimate(self) -> Estimate | None:
        if not self.is_above_limit or self.cost_pence is None:
            return None
        return Estimate(other_costs_pence=self.cost_pence)

    def _claims(self) -> Iterator[GroundDraft]:
        """Yield the provision claimed: section 12(1), above the limit."""
        if self.is_above_limit:
            parts = frozenset({"state_reliance", "cite_provision"})
            yield GroundDraft(
                key=f"{self.regime} 12(1)",
                parts=parts,
                is_held=self.says_held or None,
            )

    def further_findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the fee under the Scottish laws."""
        if self.regime.is_scottish and self.cost_pence is None:
            yield _found(
                Severity.BLOCK if self.regime is Regime.FOISA else Severity.WARN,
                "cost_not_given",
                "Give the projected cost of answering: the fee may not be higher than "
                "the regulations allow for it.",
                _SOURCES[self.regime],
            )
        elif self.regime is Regime.FOISA and self._is_beyond_section_9:
            yield _found(
                Severity.BLOCK,
                "cost_above_limit",
                f"The cost is above {self.limit_amount}, so section 9 allows no fee. "
                "Refuse under section 12, or choose section 13.",
                "FOISA ss.12(1) and 13(1)",
            )
        most, amount = self.most_pence, self.amount_pence or 0
        if most is not None and amount > most:
            yield _found(
                Severity.BLOCK,
                "fee_above_scale",
                f"The fee is {self.amount}. For that cost the regulations allow "
                f"£{most / 100:,.2f} at most.",
                _SOURCES[self.regime],
            )


_SOURCES: Final = {
    Regime.FOISA: "FOISA ss.9(4) and 13(2); SSI 2004/467 reg 4; SSI 2004/376 reg 4",
    Regime.EISR: "EISR reg 8(3)",
}


def _found(severity: Severity, code: str, message: str, source: str) -> Finding:
    return Finding(severity=severity, code=code, message=message, source=source)


class FeesNotice(ProceduralKind):
    """Ask for a fee.

    Source: FOIA ss.9 and 13; FOISA ss.9, 13 and 19; EIR and EISR reg 8.
    """

    type = LetterType.FEES_NOTICE
    action = "Ask for a fee"
    about = (
        "Send the fees notice within the time for answering. The time stops from "
        "the day of the notice until the fee is paid."
    )
    effect = "The request waits for the fee, and the time for answering stops."
    recorded_by = "request-fee"
    content = FeesNoticeContent

    def is_possible(self, case: Case) -> bool:
        """Whether the notice would still be in time.

        Under the EIR extended time does not count: reg 8(4).
        """
        last_day = case.due_on
        if case.regime is Regime.EIR:
            last_day = case.day(Task.EXTENSION_NOTICE_DUE)
        return bool(last_day and case.on <= last_day)

    def fields(self, case: Case) -> tuple[Field, ...]:
        """Return fields for the fee, its calculation, and how and by when to pay."""
        authority = case.foi_request.authority
        return (
            *self._basis(case),
            Pounds(
                name="amount_pence", label="Fee in pounds", hint="For example, 45.50"
            ),
            Words(
                name="workings",
                label="How the fee is calculated",
                hint="What each part costs.",
            ),
            *self._held(case),
            *self._schedule(case),
            Words(
                name="how_to_pay",
                label="How to pay",
                offered=f"Please write to {authority.email} or telephone us, and we "
                "will tell you how to pay by card or bank transfer. Please quote "
                f"{case.foi_request.reference}.",
            ),
            Day(
                name="pay_by",
                label="Last day to pay",
                hint="Counted from today, as the law provides.",
                offered=self._last_day(case),
                follows=True,
            ),
        )

    def _basis(self, case: Case) -> Iterator[Field]:
        if case.regime is Regime.EISR:
            yield Pounds(
                name="cost_pence",
                label="What it costs to produce the information, in pounds",
                hint="The fee may not be higher than this.",
            )
        if case.regime.is_environmental:
            return
        yield Choice(
            name="basis",
            label="What the fee is for",
            offered=ORDINARY,
            choices=(
                (
                    ORDINARY,
                    "Answering the request (section 9)",
                    "Copying and postage only, not staff time."
                    if case.regime is Regime.FOIA
                    else "A tenth of what it costs beyond the first £100.",
                ),
                (
                    ABOVE_LIMIT,
                    "Answering although it costs more than the limit (section 13)",
                    "You need not answer, but will if this is paid.",
                ),
            ),
        )
        yield Pounds(
            name="cost_pence",
            label="Projected cost of answering, in pounds",
            hint="This sets the most that you may ask for."
            if case.regime is Regime.FOISA
            else "Only under section 13: it must be above the limit.",
        )

    def _held(self, case: Case) -> Iterator[Field]:
        if case.regime is Regime.FOIA:
            yield held_choice(
                label="Do you hold the information?",
                hint="For section 13 only: section 12(1) does not excuse saying so.",
                unsaid="",
            )

    def _schedule(self, case: Case) -> Iterator[Field]:
        if case.regime.is_environmental:
            yield Field(
                name="schedule",
                label="Where your schedule of charges is published",
                hint="A web address. Regulation 8 requires a published schedule.",
            )

    def says(self, case: Case, said: Said) -> dict[str, Any]:
        """Return the fee and its details."""
        return {
            "basis": said.get("basis", ORDINARY),
            "amount_pence": said["amount_pence"],
            "cost_pence": said.get("cost_pence"),
            "limit": limit_of(case.foi_request),
            "held": said.get("held", UNSAID),
            "workings": prose.set_plain_text(said["workings"]),
            "schedule": " ".join(said.get("schedule", "").split()),
            "how_to_pay": prose.set_plain_text(said["how_to_pay"]),
            "pay_by": said["pay_by"],
            "last_day": self._last_day(case),
            "most_pence": self._most_pence(case, said),
            # A notice under section 13 claims that section 12 applies: FOIA s.17(5).
            "has_rights": case.regime is Regime.FOISA
            or said.get("basis") == ABOVE_LIMIT,
        }

    def move(
        self, foi_request: FOIRequest, content: Any, said: Said, *, by: User, on: date
    ) -> None:
        """Stop the clock until the fee is paid."""
        request_fee(
            foi_request=foi_request,
            amount_pence=said["amount_pence"],
            by=by,
            on=on,
            today=on,
        )

    def _last_day(self, case: Case) -> date | None:
        notice = Event(fee_events(case.regime).notice, case.on)
        return case.day(Task.FEE_PAYMENT_LATEST, notice)

    def _most_pence(self, case: Case, said: Said) -> int | None:
        cost_pence, regime = said.get("cost_pence"), case.regime
        if cost_pence is None or regime is Regime.EISR:
            return cost_pence
        limit = limit_of(case.foi_request)
        if regime is not Regime.FOISA or limit is None:
            return None
        scale = fee_scale(case.foi_request.received_on)
        if said.get("basis") == ABOVE_LIMIT:
            return scottish_fee_above_limit_pence(cost_pence, limit, scale)
        try:
            return scottish_fee_pence(cost_pence, limit, scale)
        except OverLimit:
            return None
