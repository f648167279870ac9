"""The figures of a fee: how the letter adds them up, and where they do not add up."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, NamedTuple

from responses.letters.facts import Said
from responses.procedural.kinds.fields import Said as Entered
from statute.dated import pounds
from statute.money import (
    CostLimit,
    FeeScale,
    OverLimit,
    scottish_fee_above_limit_pence,
    scottish_fee_pence,
)
from statute.regimes import Regime

ORDINARY: Final = "ordinary"
ABOVE_LIMIT: Final = "above_limit"


class Slip(NamedTuple):
    """A figure that cannot be right: the name of its field, and a sentence."""

    field: str
    sentence: str
    # Whether the law does not allow the sum, however it was added up.
    is_above_law: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a fee is worked out from.

    Under FOIA a fee is for copies and sending, and above the limit for time as well.
    Under FOISA it is a share of the projected cost: time, and everything else.

    Attributes:
        regime: The law.
        is_above_limit: Whether the fee is for answering above the limit on cost.
        hours: The hours of work; None where none are counted.
        rate_pence: The cost of an hour; None where none is given.
        copies: The number of copies; None where there are none.
        copy_pence: The price of a copy.
        other_pence: The other costs, such as postage.
        cost_pence: The projected cost of answering.
        amount_pence: The fee.
        limit: The limit on cost; None where the law sets none.
        scale: The fees that FOISA allows; None under another law.

    Source: SI 2004/3244 regs 6 and 7; SSI 2004/467 regs 3 and 4; SSI 2004/376 reg 4.
    """

    regime: Regime
    is_above_limit: bool
    hours: Decimal | None
    rate_pence: int | None
    copies: Decimal | None
    copy_pence: int | None
    other_pence: int | None
    cost_pence: int | None
    amount_pence: int | None
    limit: CostLimit | None
    scale: FeeScale | None

    @property
    def is_told(self) -> bool:
        """Whether the law's formula can be printed."""
        if self.regime is Regime.FOISA:
            return bool(self._added_pence and self.cost_pence)
        return self.regime is Regime.FOIA and bool(self._added_pence)

    @property
    def most_pence(self) -> int | None:
        """The highest fee allowed by law; None where the law sets no sum."""
        cost, limit, scale = self.cost_pence, self.limit, self.scale
        if self.regime is Regime.EISR:
            return cost
        if scale is None or cost is None or limit is None:
            return None
        if self.is_above_limit:
            return scottish_fee_above_limit_pence(cost, limit, scale)
        try:
            return scottish_fee_pence(cost, limit, scale)
        except OverLimit:
            return None

    @property
    def _work_pence(self) -> int:
        return _times(self.hours, self.rate_pence)

    @property
    def _copies_pence(self) -> int:
        return _times(self.copies, self.copy_pence)

    @property
    def _added_pence(self) -> int:
        return self._work_pence + self._copies_pence + (self.other_pence or 0)

    def calculation(self) -> Iterator[Said]:
        """Yield the lines of the calculation, as the law makes it."""
        if not self.is_told:
            return
        if self._work_pence:
            yield _line(
                "work",
                hours=f"{self.hours:f}",
                rate=_money(self.rate_pence),
                sum=_money(self._work_pence),
            )
        if self._copies_pence:
            yield _line(
                "copies",
                number=f"{self.copies:f}",
                price=_money(self.copy_pence),
                sum=_money(self._copies_pence),
            )
        if self.other_pence:
            name = "sending" if self.regime is Regime.FOIA else "other"
            yield _line(name, sum=_money(self.other_pence))
        if self.regime is Regime.FOISA:
            yield from self._scottish()
        yield _line("fee", sum=_money(self.amount_pence))

    def _scottish(self) -> Iterator[Said]:
        cost, most, scale, limit = (
            self.cost_pence,
            self.most_pence,
            self.scale,
            self.limit,
        )
        if cost is None or most is None or scale is None or limit is None:
            return
        yield _line("cost", sum=_money(cost))
        if self.is_above_limit:
            yield _line(
                "to_limit",
                limit=pounds(limit.limit_pence),
                sum=_money(scale.above_limit_pence),
            )
            yield _line("above", sum=_money(most - scale.above_limit_pence))
            yield _line("most", sum=_money(most))
        else:
            yield _line("free", sum=_money(min(scale.free_pence, cost)))
            yield _line(
                "share",
                share=scale.share_percent,
                rest=_money(max(cost - scale.free_pence, 0)),
                sum=_money(most),
            )

    def slips(self) -> Iterator[Slip]:
        """Yield each figure that does not add up, or that the law does not allow."""
        yield from self._halves()
        highest = self.limit.hourly_rate_pence if self.limit else None
        if highest and self.rate_pence and self.rate_pence > highest:
            yield Slip(
                "rate_pence",
                f"An hour may count for {_money(highest)} at most.",
            )
        added = self._added_pence
        if self.regime is Regime.FOIA:
            total, name, called = self.amount_pence, "amount_pence", "The fee"
        else:
            total, name, called = self.cost_pence, "cost_pence", "The projected cost"
        if added and total is not None and total != added:
            yield Slip(
                name,
                f"{called} is {_money(total)}, but the figures come to "
                f"{_money(added)}.",
            )
        most = self.most_pence
        if most is not None and (self.amount_pence or 0) > most:
            yield Slip(
                "amount_pence",
                f"The fee is {_money(self.amount_pence)}. For that cost the "
                f"regulations allow {_money(most)} at most.",
                is_above_law=True,
            )

    def _halves(self) -> Iterator[Slip]:
        if self.hours and not self.rate_pence:
            yield Slip("rate_pence", "Say what an hour of work costs.")
        if self.copies and not self.copy_pence:
            yield Slip("copy_pence", "Say what a copy costs.")
        if self.copy_pence and not self.copies:
            yield Slip("copies", "Say how many copies there are.")


def figures_of(
    entered: Entered,
    regime: Regime,
    *,
    limit: CostLimit | None,
    scale: FeeScale | None,
) -> Figures:
    """Return the figures of a fee as an officer entered them."""
    is_above_limit = entered.get("basis") == ABOVE_LIMIT
    is_foia = regime is Regime.FOIA
    # FOIA counts time only above the limit, and at one rate.
    counts_time = is_above_limit or not is_foia
    flat = limit.hourly_rate_pence if is_foia and limit else None
    return Figures(
        regime=regime,
        is_above_limit=is_above_limit,
        hours=entered.get("hours") if counts_time else None,
        rate_pence=flat if is_foia else entered.get("rate_pence"),
        copies=entered.get("copies"),
        copy_pence=entered.get("copy_pence"),
        other_pence=entered.get("other_pence"),
        cost_pence=entered.get("cost_pence"),
        amount_pence=entered.get("amount_pence"),
        limit=limit,
        scale=scale if regime is Regime.FOISA else None,
    )


def _times(number: Decimal | None, pence: int | None) -> int:
    return int(
        ((number or Decimal()) * (pence or 0)).quantize(Decimal(1), ROUND_HALF_UP)
    )


def _money(pence: int | None) -> str:
    return f"£{(pence or 0) / 100:,.2f}"


def _line(name: str, **values: Any) -> Said:
    return Said(key=f"fees_notice.line_{name}", values=values)
