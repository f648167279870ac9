"""Ask for a fee, a "charge" under the Regulations: how much, how, and by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.safestring import SafeString

from accounts.models import User
from requests_app.clock.events import request_fee
from requests_app.models import FOIRequest
from responses.letters import prose
from responses.letters.procedural_content import ProceduralContent
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fields import Choice, Day, Field, Pounds, Said, Words
from responses.procedural.kinds.kind import ProceduralKind
from statute.deadlines import Event, Task
from statute.deadlines.clock import fee_events
from statute.money import NoLimit, OverLimit, limit_for, scottish_fee_pence
from statute.notices import Finding, LetterType, Severity
from statute.regimes import Regime

ORDINARY: Final = "ordinary"
ABOVE_LIMIT: Final = "above_limit"
_LAST_DAY: Final = "last day to pay"


@dataclass(frozen=True, kw_only=True)
class FeesNoticeContent(ProceduralContent):
    """Content of a fees notice.

    `most_pence` is the highest fee allowed by law; None where the law sets no sum.
    """

    basis: str
    amount_pence: int | None
    workings: SafeString
    schedule: str
    how_to_pay: SafeString
    pay_by: date | None
    last_day: date | None
    most_pence: int | None

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
        return f"fees_notice.clock_{self.regime.lower()}"

    def parts(self) -> Iterator[str]:
        """Yield the amount, the means of payment and the last day to pay."""
        if self.amount_pence:
            yield "amount"
        if self.how_to_pay:
            yield "how_to_pay"
        if self.pay_by:
            yield "last_day_to_pay"
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
        }

    def further_findings(self) -> Iterator[Finding]:
        """Block a fee above the highest allowed by the Scottish regulations."""
        if self.most_pence is None or (self.amount_pence or 0) <= self.most_pence:
            return
        yield Finding(
            severity=Severity.BLOCK,
            code="fee_above_scale",
            message=f"The fee is {self.amount}. For that cost the regulations allow "
            f"£{self.most_pence / 100:,.2f} at most: the first £100 is free, and a "
            "tenth of the rest may be asked for.",
            source="FOISA s.9(4); SSI 2004/467 reg 4",
        )


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
        if case.regime is Regime.FOISA:
            yield Pounds(
                name="cost_pence",
                label="Projected cost of answering, in pounds",
                hint="This sets the most that you may ask for under section 9.",
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
            "workings": prose.set_plain_text(said["workings"]),
            "schedule": " ".join(said.get("schedule", "").split()),
            "how_to_pay": prose.set_plain_text(said["how_to_pay"]),
            "pay_by": said["pay_by"],
            "last_day": self._last_day(case),
            "most_pence": self._most_pence(case, said),
            "has_rights": case.regime is Regime.FOISA,
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
        cost_pence = said.get("cost_pence")
        if cost_pence is None or said.get("basis") != ORDINARY:
            return None
        kind = case.foi_request.authority.kind
        try:
            limit = limit_for(case.regime, kind, case.foi_request.received_on)
            return scottish_fee_pence(cost_pence, limit)
        except (NoLimit, OverLimit):
            return None
