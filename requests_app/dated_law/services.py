"""Add and withdraw dated facts of the law."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from accounts.models import User
from requests_app import law_in_force
from requests_app.history.administration import changed, record_change
from requests_app.models import DatedEntry
from requests_app.refusals import Refusal
from statute.dated import Entry, Fact, in_force, released
from statute.working_days import format_date

# Changes of the law are known a few years ahead. A later day is a typing error.
YEARS_AHEAD: Final = 5


class EntryNotPossible(Refusal):
    """The entry cannot be added or withdrawn."""


@transaction.atomic
def add_dated_entry(
    *,
    fact: Fact,
    from_on: date,
    values: Mapping[str, Any],
    unverified: Collection[str],
    source: str,
    reason: str,
    by: User,
    on: date,
) -> DatedEntry:
    """Enter what holds from a day on. Letters dated earlier stay as they are.

    Args:
        fact: What the entry is about.
        from_on: The first day on which it holds.
        values: The details, by their names in `statute.dated`.
        unverified: The names of the details that no source confirms.
        source: Where the entry was read.
        reason: Why it is entered, kept with it.
        by: The administrator.
        on: The current London day.

    Raises:
        EntryNotPossible: The day is out of reach, or the same holds already.
    """
    first = min(entry.from_on for entry in released() if entry.fact is fact)
    if not first <= from_on or from_on.year > on.year + YEARS_AHEAD:
        raise EntryNotPossible(
            f"{format_date(from_on)} is out of reach: enter a day from "
            f"{format_date(first)} to the end of {on.year + YEARS_AHEAD}."
        )
    row = DatedEntry(
        fact=fact,
        from_on=from_on,
        values={name: _plain(value) for name, value in values.items()},
        unverified=sorted(unverified),
        source=source,
        reason=reason,
        by=by,
    )
    law_in_force.forget()
    now = in_force(fact, from_on, law_in_force.own_entries())
    if _says(now) == _says(row.as_entry()):
        raise EntryNotPossible(
            f"The same holds on {format_date(from_on)} already. Nothing was changed."
        )
    row.save()
    before = {name: _plain(value) for name, value in now.values.items()}
    record_change(
        authority=None,
        by=by,
        subject=fact.label,
        what=f"Entry added, from {format_date(from_on)}",
        changes={
            **changed(before, row.values),
            **changed({"not confirmed": now.unverified}, {"not confirmed": unverified}),
            "source": ["", source],
            "reason": ["", reason],
        },
    )
    law_in_force.forget()
    return row


@transaction.atomic
def withdraw_dated_entry(
    *, entry: DatedEntry, reason: str, by: User, on: date
) -> DatedEntry:
    """Withdraw an entry made in error. What held before holds again.

    Args:
        entry: An entry not yet withdrawn.
        reason: Why the entry is wrong, kept with it.
        by: The administrator.
        on: The London day of the withdrawal.

    Raises:
        EntryNotPossible: The entry has been withdrawn already.
    """
    entry = DatedEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.withdrawn_on is not None:
        raise EntryNotPossible("This entry has been withdrawn already.")
    entry.withdrawn_by, entry.withdrawn_on = by, on
    entry.withdrawal_reason = reason
    entry.save(update_fields=["withdrawn_by", "withdrawn_on", "withdrawal_reason"])
    record_change(
        authority=None,
        by=by,
        subject=Fact(entry.fact).label,
        what=f"Entry from {format_date(entry.from_on)} withdrawn",
        changes={"reason": ["", reason]},
    )
    law_in_force.forget()
    return entry


def _says(entry: Entry) -> tuple[dict[str, Any], frozenset[str]]:
    return dict(entry.values), entry.unverified


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
