"""Calculate a date and show its working, or the date for every row of a table."""

import csv
import json
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, Final, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from statute.deadlines import Clock, EventName, Task, Working, working_for
from statute.deadlines.clock import AUTHORITY_TYPES, ClockError
from statute.deadlines.grammar import read_clock
from statute.deadlines.interpretations import VARIANTS
from statute.regimes import Regime
from statute.working_days import Division

BAD_INPUT: Final = 1
BAD_USAGE: Final = 2
COLUMNS: Final = ("id", "regime", "task", "received", "events")
CALENDARS: Final = {  # values of the column `working_day_calendar` for a month
    "ENGLAND_WALES_PUBLIC_HOLIDAYS": Division.ENGLAND_AND_WALES,
    "SCOTLAND_PUBLIC_HOLIDAYS": Division.SCOTLAND,
    "NORTHERN_IRELAND_PUBLIC_HOLIDAYS": Division.NORTHERN_IRELAND,
    "NI_PUBLIC_HOLIDAYS": Division.NORTHERN_IRELAND,
}
# … and those that name the calendar that the regime counts by in any case.
OWN_CALENDARS: Final = {
    "UK_ALL": frozenset({Regime.FOIA, Regime.EIR}),
    "SCOTLAND": frozenset({Regime.FOISA, Regime.EISR}),
}


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()

    def create_parser(
        self, prog_name: str, subcommand: str, **kwargs: Any
    ) -> CommandParser:
        names: dict[str, Iterable[str]] = {
            "Tasks": Task,
            "Events": sorted(EventName),
            "Variants": VARIANTS,
            "Types of authority": sorted(AUTHORITY_TYPES),
        }
        return super().create_parser(
            prog_name,
            subcommand,
            epilog="\n".join(f"{kind}: {', '.join(names[kind])}" for kind in names),
            formatter_class=RawDescriptionHelpFormatter,
            **kwargs,
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--csv", metavar="FILE", help="a table; - reads stdin")
        parser.add_argument("--regime", metavar="R", help=", ".join(Regime), default="")
        parser.add_argument(
            "--received",
            metavar="DATE",
            default="",
            help="2026-03-02, or a moment: 2026-03-02T17:45, in UTC with a final Z",
        )
        parser.add_argument("--authority-type", metavar="T", default="")
        parser.add_argument(
            "--event",
            metavar="NAME:DATE",
            action="append",
            default=[],
            help="may be given again; a span is DATE..DATE",
        )
        parser.add_argument("--task", metavar="T", default="")
        parser.add_argument("--variant", metavar="V", default="")
        parser.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        alone = ("regime", "received", "authority_type", "event", "task", "variant")
        if options["csv"]:
            if options["json"] or any(options[name] for name in alone):
                raise CommandError(
                    "With --csv the table says it all: give no other option.",
                    returncode=BAD_USAGE,
                )
            self._work_through(options["csv"])
            return
        if not options["regime"]:
            raise CommandError(
                "Say which law with --regime, or give a table with --csv.",
                returncode=BAD_USAGE,
            )
        try:
            clock = read_clock(
                regime=options["regime"],
                received=options["received"],
                authority_type=options["authority_type"],
                events=";".join(options["event"]),
                variant=options["variant"],
            )
            working = working_for(options["task"] or Task.RESPONSE_DUE, clock)
        except ValueError as problem:
            raise CommandError(str(problem), returncode=BAD_INPUT) from problem
        if options["json"]:
            self.stdout.write(json.dumps(as_data(clock, working), indent=2))
        else:
            self.stdout.write("\n".join(as_text(clock, working)))

    def _work_through(self, name: str) -> None:
        """Print the date for each row of a table; fail if a date is not calculable."""
        try:
            with _opened(name) as table:
                reader = csv.DictReader(table, restval="")
                rows, columns = list(reader), reader.fieldnames or ()
        except (OSError, UnicodeDecodeError, csv.Error) as problem:
            why = getattr(problem, "strerror", None) or str(problem)
            raise CommandError(
                f"{name} cannot be read as a table: {why}.", returncode=BAD_INPUT
            ) from problem
        if absent := [column for column in COLUMNS if column not in columns]:
            raise CommandError(
                f"The table has no column called {absent[0]!r}: it needs "
                f"{', '.join(COLUMNS)}.",
                returncode=BAD_INPUT,
            )
        if unread := self._print_dates(rows):
            raise CommandError(
                f"{len(unread)} of {len(rows)} rows could not be worked out, the "
                f"first being {unread[0]}",
                returncode=BAD_INPUT,
            )

    def _print_dates(self, rows: Iterable[Mapping[str, str]]) -> list[str]:
        """Print a line for each row, and return the reasons for the empty dates."""
        unread = []
        lines = csv.writer(self.stdout, lineterminator="\n")
        lines.writerow(("id", "first_counted_day", "due_date"))
        for row in rows:
            try:
                working = working_for(row["task"].strip(), _clock_of(row))
            except ValueError as problem:
                unread.append(f"{row['id']}: {problem}")
                lines.writerow((row["id"], "", ""))
                continue
            due_on = working.due_on or "suspended"
            lines.writerow((row["id"], working.first_counted_on or "", due_on))
        return unread


def as_data(clock: Clock, working: Working) -> dict[str, Any]:
    """Return a working as a structure of plain values, for JSON."""

    def day(value: object) -> str | None:
        return str(value) if value else None

    return {
        "regime": clock.regime,
        "task": working.task,
        "first_counted_day": day(working.first_counted_on),
        "due_date": day(working.due_on),
        "original_due_date": day(working.original_due_on),
        "summary": working.summary,
        "remarks": list(working.remarks),
        "sections": [
            {
                "citation": rule.citation,
                "sentence": rule.sentence,
                "source": rule.source,
                "verified": rule.verified,
                "binding": rule.binding,
            }
            for rule in working.sections
        ],
        "days": [
            {"date": str(counted.on), "number": counted.number, "why": counted.reason}
            for counted in working.days
        ],
    }


def as_text(clock: Clock, working: Working) -> Iterable[str]:
    """Yield a working as lines of text."""
    yield f"{working.task}: {working.due_on or 'suspended'}"
    yield working.summary
    yield from working.remarks
    yield ""
    for counted in working.days:
        number = f"{counted.number:>4}" if counted.number else "   –"
        yield f"{counted.on:%a %d %b %Y} {number}  {counted.reason or ''}".rstrip()
    yield ""
    for rule in working.sections:
        yield f"{rule.citation}: {rule.sentence}"


def _clock_of(row: Mapping[str, str]) -> Clock:
    if None in row:
        raise ClockError("The row has more cells than the table has columns.")
    return read_clock(
        regime=row["regime"],
        received=row["received"],
        authority_type=row.get("authority_type") or "",
        events=row["events"],
        variant=row.get("rule_variant") or "",
        division=_division_of(row),
    )


def _division_of(row: Mapping[str, str]) -> Division | None:
    """Return the division whose holidays a row counts by, if it names one.

    Raises:
        ClockError: There is no such calendar, or the row's regime does not count by it.
    """
    name = (row.get("working_day_calendar") or "").strip()
    regime = row["regime"].strip().upper()
    if name in CALENDARS and regime == Regime.SAR:
        return CALENDARS[name]
    if not name or regime in OWN_CALENDARS.get(name, ()):
        return None
    known = ", ".join([*OWN_CALENDARS, *CALENDARS])
    raise ClockError(
        f"{regime} does not count by a calendar called {name!r}. The calendars are: "
        f"{known}; those with PUBLIC_HOLIDAYS are for SAR only."
    )


def _opened(name: str) -> AbstractContextManager[TextIO]:
    if name == "-":
        return nullcontext(sys.stdin)
    return Path(name).open(encoding="utf-8-sig", newline="")
