"""The draft of a response, and issued letters."""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.urls import reverse

from requests_app.models import FOIRequest
from responses.querysets import RESPONSES, LetterQuerySet


def _default_storage() -> Storage:
    return storages["default"]


class ResponseDraft(models.Model):
    """The text around the answers, and the draft's clearance."""

    foi_request = models.OneToOneField(
        FOIRequest, on_delete=models.CASCADE, related_name="response_draft"
    )
    # Sanitised HTML, placed before the answers and after them.
    opening = models.TextField(blank=True)
    ending = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    cleared_at = models.DateTimeField(null=True, blank=True)
    # SHA-256 of the text that was cleared. Only this text may be issued.
    cleared_sha256 = models.CharField(max_length=64, blank=True)
    # The approver's reason for returning the draft, kept until it is resubmitted.
    return_reason = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="draft_cleared_says_who_when_and_what",
                condition=Q(
                    cleared_by__isnull=True, cleared_at__isnull=True, cleared_sha256=""
                )
                | (
                    Q(cleared_by__isnull=False, cleared_at__isnull=False)
                    & ~Q(cleared_sha256="")
                ),
            )
        ]

    def __str__(self) -> str:
        return f"Draft for {self.foi_request_id}"


class Letter(models.Model):
    """A document issued to the requester. Its text never changes."""

    class Type(models.TextChoices):
        """Kind of letter in law. A response's type follows from its answers."""

        FULL_DISCLOSURE = "full_disclosure", "Response: full disclosure"
        PARTIAL_DISCLOSURE = "partial_disclosure", "Response: partial disclosure"
        FULL_REFUSAL = "full_refusal", "Refusal notice"
        NCND = "ncnd", "Response: neither confirmed nor denied"
        MIXED_WITH_NCND = "mixed_with_ncnd", "Response, other information NCND"
        NOT_HELD = "not_held", "Response: not held"
        COST_REFUSAL = "cost_refusal", "Refusal notice: cost"
        VEXATIOUS_OR_REPEATED = "vexatious_or_repeated", "Refusal notice: s.14"
        ACCESSIBLE_ELSEWHERE = "accessible_elsewhere", "Response: already accessible"
        INTERIM = "interim", "Interim reply"
        SUPPLEMENTARY = "supplementary", "Supplementary reply"
        ACKNOWLEDGEMENT = "acknowledgement", "Acknowledgement"
        CLARIFICATION = "clarification", "Request for clarification"
        FEES_NOTICE = "fees_notice", "Fees notice"
        PIT_EXTENSION = "pit_extension", "Extension: public interest"
        EIR_EXTENSION = "eir_extension", "Extension: complexity and volume"
        DELAY_NOTICE = "delay_notice", "Notice of delay"
        TRANSFER = "transfer", "Transfer"
        INVALID_REQUEST = "invalid_request", "Not a valid request"
        REVIEW_ACKNOWLEDGEMENT = "review_acknowledgement", "Review: acknowledgement"
        REVIEW_EXTENSION = "review_extension", "Review: more time"
        REVIEW_OUTCOME = "review_outcome", "Review: outcome"

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.PROTECT, related_name="letters"
    )
    # Counts the letters of a request, from 1.
    number = models.PositiveSmallIntegerField()
    type = models.CharField(max_length=30, choices=Type)
    language = models.CharField(
        max_length=2, choices=FOIRequest.Language, default=FOIRequest.Language.ENGLISH
    )
    # The whole page as WeasyPrint reads it, and the SHA-256 of its words.
    html = models.TextField()
    html_sha256 = models.CharField(max_length=64)
    # The same letter without the requester, for the disclosure log. Empty where this
    # type of letter is never published.
    html_for_publication = models.TextField(blank=True)
    pdf = models.FileField(
        upload_to="letters/", storage=_default_storage, blank=True, max_length=200
    )
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    # Null for procedural letters, which need no clearance.
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    supersedes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        related_name="superseded_by",
        null=True,
        blank=True,
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["foi_request", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="letter_number_once_per_request",
                fields=["foi_request", "number"],
            ),
            models.CheckConstraint(
                name="letter_pdf_comes_with_its_hash",
                condition=Q(pdf="", pdf_sha256="") | (~Q(pdf="") & ~Q(pdf_sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} of {self.issued_on}"

    def get_absolute_url(self) -> str:
        return reverse(
            "letter",
            kwargs={
                "reference": self.foi_request.reference,
                "number": self.number,
            },
        )

    @property
    def is_response(self) -> bool:
        """Whether this letter answers the request, or part of the request."""
        return self.type in RESPONSES
