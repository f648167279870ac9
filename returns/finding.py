"""Find a return by its name in addresses."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from accounts.models import Authority
from returns.building import Definition, report_of, report_of_saved, with_rows_of
from returns.models import ChosenRows, SavedTable
from returns.population import Period
from returns.reports import Report, reports

# A table built and not saved.
TABLE: Final = "table"
_OWN: Final = "own-"
_LAWS: Final = {True: "scottish", False: "other"}


def reports_for(authority: Authority) -> list[Report]:
    """Return the returns for an authority."""
    others = _LAWS[not authority.is_scottish]
    return [each for each in reports().values() if each.laws != others]


def find_report(
    key: str, authority: Authority, period: Period, definition: Definition | None = None
) -> Report | None:
    """Return a return, with the rows chosen by the authority; None for none.

    Args:
        key: The name: of a return, of a saved table, or `TABLE`.
        authority: The authority.
        period: The period.
        definition: Of a table not saved.
    """
    if key == TABLE:
        if definition is None:
            return None
        return report_of(
            definition, authority, period, key=TABLE, title="Table of your own"
        )
    if key.startswith(_OWN):
        table = find_table(key, authority)
        return report_of_saved(table, period) if table else None
    report = reports().get(key)
    if report is not None and report.rows_by:
        report = with_rows_of(report, authority, period)
    if report is not None and report.may_choose:
        chosen = ChosenRows.objects.filter(authority=authority, report=key).first()
        return report.with_rows(chosen.rows) if chosen else report
    return report


def find_table(key: str, authority: Authority) -> SavedTable | None:
    """Return the saved table of this name in addresses, or None."""
    for number in _numbers(key):
        return SavedTable.objects.filter(authority=authority, pk=number).first()
    return None


def _numbers(key: str) -> Iterator[int]:
    digits = key.removeprefix(_OWN)
    if digits.isascii() and digits.isdecimal() and len(digits) < 18:
        with suppress(ValueError):
            yield int(digits)
