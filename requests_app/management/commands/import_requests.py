"""Import past requests of another system from a table."""

from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import Authority
from requests_app.models import PastImport
from requests_app.past_requests.columns import COLUMNS
from requests_app.past_requests.commanding import forget_check, import_file
from requests_app.past_requests.rejected import noted_csv, rejected_csv
from requests_app.past_requests.tables import MOST_BYTES_OF_COMMAND
from requests_app.refusals import Refusal

BAD_INPUT: Final = 1
BAD_USAGE: Final = 2
# Rows after which the command says how far it is.
_TOLD_EVERY: Final = 5000


class Command(BaseCommand):
    help = (
        "Import past requests from a CSV file or an Excel workbook. Rejected rows are "
        "written to FILE.rejected.csv. A run that was stopped goes on where it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, the authority, and whether only to check."""
        parser.add_argument(
            "file",
            metavar="FILE",
            help="with the columns "
            f"{', '.join(column.title for column in COLUMNS)}, in any order",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="check the table, import nothing"
        )
        parser.add_argument(
            "--authority",
            metavar="NAME",
            help="the authority by its name; not needed where there is one only",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check or import the table, then say what was done."""
        path = Path(options["file"])
        is_check = bool(options["dry_run"])
        authority = _authority(options["authority"])
        try:
            with path.open("rb") as file:
                done = import_file(
                    authority=authority,
                    file=file,
                    name=path.name,
                    step=PastImport.Step.CHECK if is_check else PastImport.Step.IMPORT,
                    most_bytes=MOST_BYTES_OF_COMMAND,
                    on=timezone.localdate(),
                    tell=self._tell,
                )
        except OSError as error:
            raise CommandError(
                f"{path}: {error.strerror}.", returncode=BAD_USAGE
            ) from (error)
        except Refusal as refusal:
            raise CommandError(f"{path}: {refusal}", returncode=BAD_INPUT) from refusal
        self._say(done, path, is_check=is_check)
        if is_check:
            forget_check(done)

    def _tell(self, past_import: PastImport) -> None:
        if past_import.last_row % _TOLD_EVERY == 0:
            self.stdout.write(f"{past_import.last_row:,} of {past_import.rows:,} rows")

    def _say(self, done: PastImport, path: Path, *, is_check: bool) -> None:
        if done.unknown:
            self.stdout.write(f"Columns that are not read: {', '.join(done.unknown)}.")
        would = "would be " if is_check else ""
        self.stdout.write(
            f"{done.made:,} {would}imported, {done.there:,} there already, "
            f"{done.rejected:,} rejected."
        )
        for number, ending, make, what in (
            (done.rejected, "rejected", rejected_csv, "Rejected rows"),
            (done.noted, "notes", noted_csv, "Notes"),
        ):
            written = path.with_name(f"{path.name}.{ending}.csv")
            if number:
                with written.open("wb") as file:
                    file.writelines(make(done))
                self.stdout.write(f"{what}: {written}")
            else:
                # Of an earlier run, and not true any more.
                with suppress(FileNotFoundError):
                    written.unlink()


def _authority(name: str | None) -> Authority:
    """Return the authority named, or the only one."""
    every = Authority.objects.order_by("name")
    if name:
        found = every.filter(name__iexact=name.strip()).first()
        if found is None:
            raise CommandError(
                f"There is no authority “{name}”. There are: "
                f"{', '.join(map(str, every)) or 'none'}.",
                returncode=BAD_USAGE,
            )
        return found
    some = list(every[:2])
    if len(some) != 1:
        raise CommandError(
            "Say which authority with --authority NAME: "
            f"{', '.join(map(str, every)) or 'there is none yet'}.",
            returncode=BAD_USAGE,
        )
    return some[0]
