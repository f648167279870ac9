"""Ask for a fee, a "charge" under the Regulations: how much, how, and by when."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from accounts.models import User
from requests_app.clock.events import request_fee
from requests_app.law_in_force import fee_scale
from requests_app.models import FOIRequest
from responses.letters import prose
from responses.letters.costing import limit_of
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fee_figures import (
    ABOVE_LIMIT,
    ORDINARY,
    Figures,
    figures_of,
)
from responses.procedural.kinds.fees import FeesNoticeContent
from responses.procedural.kinds.fields import (
    Choice,
    Day,
    Field,
    Number,
    Pounds,
    Said,
    Words,
)
from responses.procedural.kinds.holding import UNSAID, held_choice
from responses.procedural.kinds.kind import ProceduralKind
from statute.deadlines import Event, Task
from statute.deadlines.clock import fee_events
from statute.notices import LetterType
from statute.regimes import Regime


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
            *self._figures(case),
            Words(
                name="workings",
                label="How the fee is calculated"
                if case.regime.is_environmental
                else "Anything to add about the calculation",
                hint="What each part costs."
                if case.regime.is_environmental
                else "The letter prints the figures above, added up as the law does.",
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

    def _figures(self, case: Case) -> Iterator[Field]:
        if case.regime.is_environmental:
            return
        is_foia = case.regime is Regime.FOIA
        yield Number(
            name="hours",
            label="Hours of work",
            hint="Only under section 13: each hour counts for £25."
            if is_foia
            else "Locating, retrieving and providing the information. Not deciding "
            "whether it may be given.",
        )
        if is_foia:
            yield Number(name="copies", label="Number of copies")
            yield Pounds(
                name="copy_pence",
                label="Price of a copy, in pounds",
                hint="Such as 0.10",
            )
        else:
            yield Pounds(
                name="rate_pence",
                label="What an hour costs, in pounds",
                hint="What the staff who do the work cost, £15 at most.",
            )
        yield Pounds(
            name="other_pence",
            label="Postage and other costs of sending, in pounds"
            if is_foia
            else "Copying, postage and other costs, in pounds",
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
            "figures": self._entered(case, said),
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

    def slips(self, case: Case, said: Said) -> Iterator[tuple[str, str]]:
        """Yield the figures that do not add up."""
        for slip in self._entered(case, said).slips():
            yield slip.field, slip.sentence

    def _entered(self, case: Case, said: Said) -> Figures:
        return figures_of(
            said,
            case.regime,
            limit=limit_of(case.foi_request),
            scale=fee_scale(case.foi_request.received_on)
            if case.regime is Regime.FOISA
            else None,
        )
