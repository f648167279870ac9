"""Fill in what lists and returns need of requests from before these facts were kept."""

from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from requests_app.calendars.saving_dates import keep_extension
from requests_app.clock.answered import keep_days_taken
from requests_app.history.steps import lock
from requests_app.models import FOIRequest
from responses.giving.kept import fill_in_provisions, keep_outcome
from statute.deadlines import ClockError
from statute.working_days import CalendarExhausted


class Command(BaseCommand):
    """Run once after an upgrade from a release that kept no such facts."""

    help = (
        "Keep outcome, provisions, extension and days taken of every request, from its "
        "letters and events. Harmless to run again; it goes on with the newest request."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at each request in a transaction of its own, the newest first."""
        number = 0
        keys = FOIRequest.objects.order_by("-pk").values_list("pk", flat=True)
        for key in keys.iterator(chunk_size=2000):
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
