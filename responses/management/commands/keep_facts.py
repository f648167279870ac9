"""Fill in what lists and returns need of requests from before these facts were kept."""

from contextlib import suppress
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from requests_app.calendars.saving_dates import keep_extension
from requests_app.clock.answered import keep_days_taken
from requests_app.history.steps import lock
from requests_app.models import FOIRequest
from responses.giving.kept import fill_in_provisions, keep_outcome
from statute.deadlines import ClockError
from statute.working_days import CalendarExhausted

# Requests looked at before the command says how far it is.
_TOLD_EVERY: Final = 2000


class Command(BaseCommand):
    """Run once after an upgrade from a release that kept no such facts."""

    help = (
        "Keep outcome, provisions, extension and days taken of every request, from its "
        "letters and events. Harmless to run again; it goes on with the newest request."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Let a run that was stopped go on."""
        parser.add_argument(
            "--from",
            type=int,
            dest="first",
            metavar="KEY",
            help="Begin with the request of this key, as the last run said.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at each request in a transaction of its own, the newest first."""
        number = 0
        found = FOIRequest.objects.order_by("-pk")
        if options["first"] is not None:
            found = found.filter(pk__lte=options["first"])
        total = found.count()
        keys = found.values_list("pk", flat=True)
        for key in keys.iterator(chunk_size=_TOLD_EVERY):
            if number and number % _TOLD_EVERY == 0:
                self.stdout.write(
                    f"{number:,} of {total:,} looked at. If stopped, go on with "
                    f"--from {key}."
                )
            with transaction.atomic():
                foi_request = lock(FOIRequest(pk=key))
                fill_in_provisions(foi_request)
                keep_outcome(foi_request)
                with suppress(CalendarExhausted, ClockError):
                    keep_extension(foi_request)
                keep_days_taken(foi_request)
            number += 1
        words = "request" if number == 1 else "requests"
        self.stdout.write(f"{number:,} {words} looked at.")
