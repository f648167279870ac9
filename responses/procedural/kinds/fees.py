"""Content of a fees notice, and what may be wrong with its fee."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.safestring import SafeString

from responses.letters.facts import Said
from responses.letters.procedural_content import ProceduralContent
from responses.procedural.kinds.fee_figures import ABOVE_LIMIT, Figures
from responses.procedural.kinds.holding import HELD_IN_PART, UNSAID
from statute.dated import pounds
from statute.money import CostLimit, Estimate
from statute.notices import Finding, GroundDraft, block, warn
from statute.regimes import Regime

_LAST_DAY: Final = "last day to pay"


@dataclass(frozen=True, kw_only=True)
class FeesNoticeContent(ProceduralContent):
    """Content of a fees notice.

    Attributes:
        basis: What the fee is for, by the name of its choice.
        cost_pence: The projected cost of answering; None where none is given.
        limit: The limit on cost; None where the law sets none.
        figures: What the fee is worked out from.
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
    figures: Figures
    held: str

    @property
    def calculation(self) -> tuple[Said, ...]:
        """The lines of the calculation, where the law has a formula."""
        return tuple(self.figures.calculation())

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
        if self.calculation or (self.workings and self.regime.is_environmental):
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
            tell = block if self.regime is Regime.FOISA else warn
            yield tell(
                "cost_not_given",
                "Give the projected cost of answering: the fee may not be higher than "
                "the regulations allow for it.",
                _SOURCES[self.regime],
            )
        elif self.regime is Regime.FOISA and self._is_beyond_section_9:
            yield block(
                "cost_above_limit",
                f"The cost is above {self.limit_amount}, so section 9 allows no fee. "
                "Refuse under section 12, or choose section 13.",
                "FOISA ss.12(1) and 13(1)",
            )
        for slip in self.figures.slips():
            yield block(
                "fee_above_scale" if slip.is_above_law else "fee_does_not_add_up",
                slip.sentence,
                _SOURCES.get(
                    self.regime, "FOIA ss.9 and 13; SI 2004/3244 regs 6 and 7"
                ),
            )


_SOURCES: Final = {
    Regime.FOISA: "FOISA ss.9(4) and 13(2); SSI 2004/467 reg 4; SSI 2004/376 reg 4",
    Regime.EISR: "EISR reg 8(3)",
}
