"""Keep a return as published; save tables; choose the rows of a return."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import Authority, User
from requests_app.history.administration import record_change
from requests_app.refusals import Refusal
from returns.building import Definition
from returns.counting import count
from returns.document import digest_of, document_of
from returns.models import ChosenRows, SavedTable, Snapshot
from returns.population import Period
from returns.reports import Report
from returns.suppressing import suppressed
from statute.working_days import format_date


class PeriodNotOver(Refusal):
    """The period can still get requests, so its figures are a draft."""


class NameTaken(Refusal):
    """Another saved table has this name."""


class RowsNotPossible(Refusal):
    """The rows chosen are none, or not of the return."""


def keep_snapshot(
    *, report: Report, authority: Authority, period: Period, by: User
) -> tuple[Snapshot, bool]:
    """Keep a return with its definitions, calendar and settings, for ever.

    Small numbers by kind of requester are left out, as in every publication. The
    same content kept twice is a single snapshot.

    Args:
        report: The return.
        authority: The authority.
        period: The period, and the day of counting.
        by: The person.

    Returns:
        The snapshot, and whether it is new.

    Raises:
        PeriodNotOver: The period, or the day of counting, is not over yet.
    """
    if not period.is_over:
        raise PeriodNotOver(
            f"This period ends on {format_date(period.last)}. The figures of a period "
            "that is not over are a draft, and cannot be kept yet."
        )
    if period.on <= period.last:
        raise PeriodNotOver(
            "Count on a day after the end of the period, to keep the figures."
        )
    # What is published leaves out small numbers that might tell of a person.
    table = suppressed(count(report, authority, period))
    document = document_of(table, authority, period, is_public=True)
    with transaction.atomic():
        snapshot, is_new = Snapshot.objects.get_or_create(
            authority=authority,
            report=report.key,
            first_on=period.first,
            last_on=period.last,
            sha256=digest_of(document),
            defaults={
                "title": report.title,
                "counted_on": period.on,
                "document": document,
                "kept_by": by,
            },
        )
        if is_new:
            span = f"{format_date(period.first)} to {format_date(period.last)}"
            record_change(
                authority=authority,
                by=by,
                subject=f"Return {report.title}",
                what=f"Kept a snapshot of {span}",
            )
    return snapshot, is_new


def save_table(
    *, authority: Authority, name: str, definition: Definition, by: User
) -> SavedTable:
    """Save a table under a name.

    Args:
        authority: The authority.
        name: The name, up to 120 characters.
        definition: The rows, columns and filters.
        by: The person.

    Raises:
        NameTaken: Another table of the authority has the name.
    """
    try:
        with transaction.atomic():
            table = SavedTable.objects.create(
                authority=authority,
                name=name,
                definition=definition.as_json(),
                saved_by=by,
            )
            _record(authority, by, f"Table {name}", "Saved", [None, table.definition])
    except IntegrityError:
        raise NameTaken(
            f"There is a table “{name}” already. Choose another name.", field="name"
        ) from None
    return table


@transaction.atomic
def delete_table(*, table: SavedTable, by: User) -> None:
    """Delete a saved table; snapshots of the table stay.

    Args:
        table: The table.
        by: The person.
    """
    _record(
        table.authority, by, f"Table {table.name}", "Deleted", [table.definition, None]
    )
    table.delete()


@transaction.atomic
def choose_rows(
    *, report: Report, authority: Authority, rows: Sequence[str], by: User
) -> ChosenRows:
    """Choose the rows that a return shows, in order.

    Args:
        report: A return whose rows may be chosen.
        authority: The authority.
        rows: The keys of the rows.
        by: The person.

    Raises:
        RowsNotPossible: The return is fixed, or no row of the return is chosen.
    """
    known = {row.key for row in report.rows}
    chosen = [key for key in dict.fromkeys(rows) if key in known]
    if not report.may_choose:
        raise RowsNotPossible("The rows of this return are fixed by its publisher.")
    if not chosen:
        raise RowsNotPossible("Choose at least one row.", field="rows")
    before = ChosenRows.objects.filter(authority=authority, report=report.key).first()
    kept, _ = ChosenRows.objects.update_or_create(
        authority=authority, report=report.key, defaults={"rows": chosen}
    )
    _record(
        authority,
        by,
        f"Return {report.title}",
        "Chose the rows",
        [before.rows if before else None, chosen],
    )
    return kept


def _record(
    authority: Authority, by: User, subject: str, what: str, changes: list[Any]
) -> None:
    record_change(
        authority=authority,
        by=by,
        subject=subject,
        what=what,
        changes={"definition": changes},
    )
