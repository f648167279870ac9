"""Work that waits: the PDFs of letters, and files still to be looked through."""

import time

from celery import shared_task
from celery.signals import worker_process_init
from django.utils import timezone

from responses import letters, services
from responses.models import DraftPDF, Letter

# Loading what makes PDFs takes a second: not while a letter waits for it.
worker_process_init.connect(lambda **_: letters.warm_up(), weak=False)

A_DAY = 24 * 60 * 60


@shared_task(
    autoretry_for=(OSError,), retry_backoff=True, max_retries=5, acks_late=True
)
def attach_pdf(*, letter_id: int) -> None:
    """Make one letter's PDF. Harmless to run twice."""
    services.attach_pdf(
        letter=Letter.objects.get(pk=letter_id), on=timezone.localdate()
    )


@shared_task(
    autoretry_for=(OSError,), retry_backoff=True, max_retries=5, acks_late=True
)
def make_draft_pdf(*, draft_pdf_id: int) -> None:
    """Make one draft's PDF. Harmless to run twice."""
    services.make_draft_pdf(draft_pdf=DraftPDF.objects.get(pk=draft_pdf_id))


@shared_task(acks_late=True)
def make_waiting_drafts() -> None:
    """Make every draft's PDF that a lost message left waiting. Harmless to repeat."""
    services.make_waiting_drafts()


@shared_task(acks_late=True)
def make_waiting_letters() -> None:
    """Make every PDF that a lost message left waiting. Harmless to run twice."""
    services.make_waiting_letters(on=timezone.localdate())
    services.make_waiting_archives()
    services.sweep_unfinished(older_than_seconds=A_DAY, now=time.time())


@shared_task(acks_late=True)
def make_waiting_prints() -> None:
    """Join the letters that wait for the printer. Harmless to run twice."""
    services.post.make_waiting_prints(on=timezone.localdate())


@shared_task(acks_late=True)
def scan_waiting_enclosures() -> None:
    """Look through files that wait for it. Harmless to run twice."""
    services.enclosures.scan_waiting(on=timezone.localdate(), at=timezone.now())
    services.enclosures.sweep_unfinished(older_than_seconds=A_DAY, now=time.time())


@shared_task(acks_late=True, time_limit=600)
def send_waiting_letters() -> None:
    """Send the letters whose time to be held back is over. Harmless to run twice."""
    services.sending.send_waiting_letters(on=timezone.localdate())


@shared_task(acks_late=True)
def run_waiting_batches() -> None:
    """Do what waits in batches of letters. Harmless to run twice."""
    services.batches.run_batches(on=timezone.localdate(), at=timezone.now())


@shared_task(acks_late=True)
def read_waiting_letters() -> None:
    """Read the old letters that wait. Harmless to run twice."""
    services.read_waiting_letters()
