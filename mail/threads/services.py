"""Read a message once it is kept, and put it where it belongs."""

from mail.models import Receipt
from requests_app.jobs.handlers import Run


def read_queued(run: Run) -> None:
    """Read the message of a job. Harmless to run twice."""
    Receipt.objects.select_related("raw").get(pk=run.job.payload["receipt_id"])
