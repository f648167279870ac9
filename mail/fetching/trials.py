"""Try a mailbox: look whose mail it has, in a worker, and change nothing."""

from typing import Final

from django.db.models.functions import Now

from mail.boxes.opening import open_box
from mail.fetching.polling import folders_of
from mail.models import Mailbox
from requests_app.connections.failures import ConnectionFailed
from requests_app.jobs.handlers import READING_QUEUE, JobKind, Run

TRY_MAILBOX: Final = JobKind(
    name="try_mailbox",
    label="Try a mailbox",
    most_attempts=1,
    may_be_cancelled=True,
    queue=READING_QUEUE,
)
# The keys of the jobs begin so.
TRIALS: Final = "try-mailbox-"
_MOST_FOLDERS: Final = 100


def carry_out_trial(run: Run) -> None:
    """Keep whose mail a mailbox has, or why it cannot be read."""
    mailbox = (
        Mailbox.objects.select_related("login", "authority")
        .filter(pk=run.job.payload["mailbox"])
        .first()
    )
    if mailbox is None:
        return
    found, failure = {}, ""
    try:
        with open_box(mailbox) as box:
            health = box.health([folder for folder, _ in folders_of(mailbox)])
    except ConnectionFailed as failed:
        failure = str(failed)
    else:
        found = {
            "read_as": health.read_as,
            "folders": health.folders[:_MOST_FOLDERS],
            "newest": [each._asdict() for each in health.newest],
        }
    Mailbox.objects.filter(pk=mailbox.pk).update(
        trial=found, trial_failure=failure, tried_at=Now()
    )
