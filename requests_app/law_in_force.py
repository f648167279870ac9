"""The dated facts of the law in this installation: the release's, with its own entries.

The entries are few, so all are read together: once within a `read_once` block,
otherwise at every use.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from requests_app.models import DatedEntry
from statute.dated import Entry
from statute.money import (
    CostLimit,
    FeeScale,
    environmental_rate_pence,
    limit_for,
    scottish_fee_scale,
)
from statute.regimes import Regime
from statute.regulators import Regulator, regulator_of

_read: ContextVar[list[tuple[Entry, ...]] | None] = ContextVar(
    "dated_entries", default=None
)


@contextmanager
def read_once() -> Iterator[None]:
    """Read the entries from the database at most once within this block."""
    token = _read.set([])
    try:
        yield
    finally:
        _read.reset(token)


def forget() -> None:
    """Discard the entries read, because they may be out of date."""
    kept = _read.get()
    if kept is not None:
        kept.clear()


def own_entries() -> tuple[Entry, ...]:
    """Return the entries of this installation, in the order they were added."""
    kept = _read.get()
    if kept:
        return kept[0]
    rows = DatedEntry.objects.filter(withdrawn_on=None).order_by("pk")
    found = tuple(row.as_entry() for row in rows)
    if kept is not None:
        kept.append(found)
    return found


def regulator_on(regime: Regime, day: date) -> Regulator:
    """Return the regulator of a law as it is on a day, such as that of a letter."""
    return regulator_of(regime, day, own_entries())


def cost_limit(regime: Regime, authority_kind: str, received_on: date) -> CostLimit:
    """Return the cost limit for a request.

    Raises:
        NoLimit: No limit applies under this law on that day.
    """
    return limit_for(regime, authority_kind, received_on, own_entries())


def environmental_rate(received_on: date) -> int:
    """Return the pence an hour counts for under the Environmental Regulations."""
    return environmental_rate_pence(received_on, own_entries())


def fee_scale(received_on: date) -> FeeScale:
    """Return the fees that FOISA allows for a request."""
    return scottish_fee_scale(received_on, own_entries())
