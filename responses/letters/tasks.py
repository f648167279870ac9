"""Make the PDF of a letter in the background."""

from celery import shared_task
from celery.signals import worker_process_init
from django.utils import timezone

from responses.letters import records as letters
from responses.letters.pdf import warm_up
from responses.models import Letter

# Loading the PDF libraries takes a second. Load them before a letter is waiting.
worker_process_init.connect(lambda **_: warm_up(), weak=False)


@shared_task(
    autoretry_for=(OSError,), retry_backoff=True, max_retries=5, acks_late=True
)
def attach_pdf(*, letter_id: int) -> None:
    """Make one letter's PDF. Harmless to run twice."""
    letters.attach_pdf(letter=Letter.objects.get(pk=letter_id), on=timezone.localdate())
