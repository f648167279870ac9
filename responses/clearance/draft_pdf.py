"""Make the PDF of a draft, with every sheet marked as a draft."""

from typing import Final

from django.db import transaction

from accounts.models import User
from requests_app.jobs.handlers import JobKind, Run
from requests_app.jobs.queue import enqueue, hasten
from requests_app.models import FOIRequest
from responses.letters.pages import as_draft, page_of, sha256_of
from responses.letters.pdf import LetterNotMade, pdf_of
from responses.letters.procedural_content import AnyContent
from responses.letters.records import keep, read_kept
from responses.letters.window import faults_in, is_for_windows
from responses.models import DraftPDF

MAKE_DRAFT_PDF: Final = JobKind(
    name="make_draft_pdf", label="Make a draft's PDF", most_at_once=100
)


@transaction.atomic
def ask_for_draft_pdf(
    *, foi_request: FOIRequest, content: AnyContent, by: User
) -> DraftPDF:
    """Queue the PDF of a letter as it stands, without issuing the letter.

    Asking twice for the same text makes one PDF.

    Args:
        foi_request: The request that the letter is about, in any state.
        content: The letter.
        by: The user who wants to see it.

    Returns:
        The draft, with or without its file.
    """
    page = as_draft(page_of(content))
    draft, _ = DraftPDF.objects.get_or_create(
        foi_request=foi_request,
        html_sha256=sha256_of(page),
        defaults={"html": page, "asked_by": by},
    )
    job = enqueue(
        kind=MAKE_DRAFT_PDF,
        idempotency_key=draft_pdf_job_key(draft),
        payload={"draft_pdf_id": draft.pk},
        foi_request=foi_request,
    )
    hasten(job=job)
    return draft


def draft_pdf_job_key(draft_pdf: DraftPDF) -> str:
    """Return the key of the job that makes a draft's PDF."""
    return f"draft-pdf:{draft_pdf.pk}"


def make_draft_pdf(*, draft_pdf: DraftPDF) -> DraftPDF:
    """Make and store a draft's PDF. Harmless to run twice.

    Raises:
        LetterNotMade: The page cannot be made into a PDF; the row keeps the error.
        FileNotKept: The file cannot be stored; no part of it remains.
    """
    if draft_pdf.file:
        return draft_pdf
    try:
        content = pdf_of(draft_pdf.html)
    except LetterNotMade as reason:
        DraftPDF.objects.filter(pk=draft_pdf.pk).update(error=str(reason))
        raise
    name, sha256 = keep(content)
    faults = (
        [str(fault) for fault in faults_in(content)]
        if is_for_windows(draft_pdf.html)
        else []
    )
    DraftPDF.objects.filter(pk=draft_pdf.pk, file="").update(
        file=name, sha256=sha256, error="", faults=faults
    )
    draft_pdf.refresh_from_db()
    return draft_pdf


def read_draft_pdf(draft_pdf: DraftPDF) -> bytes:
    """Return a draft's PDF as it was made.

    Raises:
        DocumentDamaged: The file is missing or was changed.
    """
    return read_kept(draft_pdf.file, draft_pdf.sha256)


def make_queued_draft_pdf(run: Run) -> None:
    """Make the PDF of a job's draft, unless the draft is gone."""
    draft_pdf = DraftPDF.objects.filter(pk=run.job.payload["draft_pdf_id"]).first()
    if draft_pdf is not None:
        make_draft_pdf(draft_pdf=draft_pdf)
