"""Make PDFs of drafts."""

from celery import shared_task

from responses.clearance import draft_pdf
from responses.models import DraftPDF


@shared_task(
    autoretry_for=(OSError,), retry_backoff=True, max_retries=5, acks_late=True
)
def make_draft_pdf(*, draft_pdf_id: int) -> None:
    """Make one draft's PDF. Harmless to run twice."""
    draft_pdf.make_draft_pdf(draft_pdf=DraftPDF.objects.get(pk=draft_pdf_id))


@shared_task(acks_late=True)
def make_waiting_drafts() -> None:
    """Make the draft PDFs still waiting after a lost message. Harmless to run twice."""
    draft_pdf.make_waiting_drafts()
