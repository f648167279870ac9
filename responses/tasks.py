"""Work that waits: the PDFs of letters, and files still to be looked through."""

import time

from celery import shared_task
from celery.signals import worker_process_init
from django.utils import timezone

from responses.letters.pdf import warm_up
from responses.models import DraftPDF, Letter
from responses.services import documents, past_letters, post, previewing
from responses.services.archiving import make_waiting_archives
from responses.services.batches.running import run_batches
from responses.services.documents import sweep_unfinished
from responses.services.enclosures import reading
from responses.services.enclosures.looking import scan_waiting
from responses.services.sending import carrying

# Loading what makes PDFs takes a second: not while a letter waits for it.
worker_process_init.connect(lambda **_: warm_up(), weak=False)

A_DAY = 24 * 60 * 60


@shared_task(
    autoretry_for=(OSError,), retry_backoff=True, max_retries=5, acks_late=True
)
def attach_pdf(*, letter_id: int) -> None:
    """Make one letter's PDF. Harmless to run twice."""
    documents.attach_pdf(
        letter=Letter.objects.get(pk=letter_id), on=timezone.localdate()
    )


@shared_task(
    autoretry_for=(OSError,), retry_backoff=True, max_retries=5, acks_late=True
)
def make_draft_pdf(*, draft_pdf_id: int) -> None:
    """Make one draft's PDF. Harmless to run twice."""
    previewing.make_draft_pdf(draft_pdf=DraftPDF.objects.get(pk=draft_pdf_id))


@shared_task(acks_late=True)
def make_waiting_drafts() -> None:
    """Make every draft's PDF that a lost message left waiting. Harmless to repeat."""
    previewing.make_waiting_drafts()


@shared_task(acks_late=True)
def make_waiting_letters() -> None:
    """Make every PDF that a lost message left waiting. Harmless to run twice."""
    documents.make_waiting_letters(on=timezone.localdate())
    make_waiting_archives()
    sweep_unfinished(older_than_seconds=A_DAY, now=time.time())


@shared_task(acks_late=True)
def make_waiting_prints() -> None:
    """Join the letters that wait for the printer. Harmless to run twice."""
    post.make_waiting_prints(on=timezone.localdate())


@shared_task(acks_late=True)
def scan_waiting_enclosures() -> None:
    """Look through files that wait for it. Harmless to run twice."""
    scan_waiting(on=timezone.localdate(), at=timezone.now())
    reading.sweep_unfinished(older_than_seconds=A_DAY, now=time.time())


@shared_task(acks_late=True, time_limit=600)
def send_waiting_letters() -> None:
    """Send the letters whose time to be held back is over. Harmless to run twice."""
    carrying.send_waiting_letters(on=timezone.localdate())


@shared_task(acks_late=True)
def run_waiting_batches() -> None:
    """Do what waits in batches of letters. Harmless to run twice."""
    run_batches(on=timezone.localdate(), at=timezone.now())


@shared_task(acks_late=True)
def read_waiting_letters() -> None:
    """Read the old letters that wait. Harmless to run twice."""
    past_letters.read_waiting_letters()
