"""Compare the texts of requests from before an upgrade, and show the progress."""

from typing import Any, Final

from django.core.management.base import BaseCommand

from requests_app.alike.services import VERSION, compare_some
from requests_app.models import Fingerprint

# Requests compared before the command says how far it is.
_TOLD_EVERY: Final = 1_000


class Command(BaseCommand):
    """The same is done in the background, slowly."""

    help = (
        "Find requests with nearly the same text among those not yet compared. "
        "Harmless to stop and to run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare the newest first, some at a time."""
        total = Fingerprint.objects.filter(version__lt=VERSION).count()
        number = told = 0
        while some := compare_some():
            number += some
            if number - told >= _TOLD_EVERY:
                told = number
                self.stdout.write(f"{number:,} of {total:,} requests compared.")
        words = "request" if number == 1 else "requests"
        self.stdout.write(f"{number:,} {words} compared.")
