"""PDFs of drafts, made on request for reading before clearance."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from requests_app.models import FOIRequest


class DraftPDF(models.Model):
    """The PDF of a draft, made when a user asked for it."""

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="draft_pdfs"
    )
    # The page shown in the PDF. The same HTML needs no second file.
    html = models.TextField()
    html_sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="drafts/", blank=True, max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)
    # Why the letter cannot be printed for a window envelope.
    faults = models.JSONField(default=list, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="draft_pdf_once_per_page", fields=["foi_request", "html_sha256"]
            )
        ]

    def __str__(self) -> str:
        return f"Draft of {self.foi_request_id}"
