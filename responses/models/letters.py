"""The draft of a response, and issued letters."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q, Value
from django.urls import reverse

from requests_app.models import FOIRequest, Question
from responses.models.answers import OUTCOME_LABELS
from responses.querysets import LetterQuerySet
from statute.notices import RESPONSES, LetterType

# The pages' name of each kind of letter.
LETTER_TYPE_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        LetterType.FULL_DISCLOSURE.value: "Response: full disclosure",
        LetterType.PARTIAL_DISCLOSURE.value: "Response: partial disclosure",
        LetterType.FULL_REFUSAL.value: "Refusal notice",
        LetterType.NCND.value: "Response: neither confirmed nor denied",
        LetterType.MIXED_WITH_NCND.value: "Response, other information NCND",
        LetterType.NOT_HELD.value: "Response: not held",
        LetterType.COST_REFUSAL.value: "Refusal notice: cost",
        LetterType.VEXATIOUS_OR_REPEATED.value: "Refusal notice: s.14",
        LetterType.ACCESSIBLE_ELSEWHERE.value: "Response: already accessible",
        LetterType.INTERIM.value: "Interim reply",
        LetterType.SUPPLEMENTARY.value: "Supplementary reply",
        LetterType.ACKNOWLEDGEMENT.value: "Acknowledgement",
        LetterType.CLARIFICATION.value: "Request for clarification",
        LetterType.FEES_NOTICE.value: "Fees notice",
        LetterType.PIT_EXTENSION.value: "Extension: public interest",
        LetterType.EIR_EXTENSION.value: "Extension: complexity and volume",
        LetterType.DELAY_NOTICE.value: "Notice of delay",
        LetterType.TRANSFER.value: "Transfer",
        LetterType.INVALID_REQUEST.value: "Not a valid request",
        LetterType.REVIEW_ACKNOWLEDGEMENT.value: "Review: acknowledgement",
        LetterType.REVIEW_EXTENSION.value: "Review: more time",
        LetterType.REVIEW_OUTCOME.value: "Review: outcome",
    }
)


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
    # Plain text: the changes made by a letter after an earlier letter.
    what_changed = models.TextField(blank=True)
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
    # SHA-256 of the cleared text. Only this text may be issued.
    cleared_sha256 = models.CharField(max_length=64, blank=True)
    # The approver's reason for returning the draft, kept until sent again.
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

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.PROTECT, related_name="letters"
    )
    # Counts the letters of a request, from 1.
    number = models.PositiveSmallIntegerField()
    type = models.CharField(max_length=30, choices=LETTER_TYPE_LABELS)
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
    # The London day on which the letter was first given: accepted by the mail server,
    # posted, or handed over. Stored only for lists: only
    # `giving.services` writes the day, from the dispatches.
    given_on = models.DateField(null=True, blank=True)
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
        indexes = [
            # These rows are few, and home and the dashboard query them on each visit.
            models.Index(
                name="letter_not_given",
                fields=["foi_request"],
                condition=Q(given_on__isnull=True),
            )
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

    @property
    def is_publishable(self) -> bool:
        """Whether the letter's version for publication is offered.

        A letter that was not given, was withdrawn or was replaced is not published.
        """
        return bool(self.html_for_publication and self.given_on) and not (
            hasattr(self, "withdrawal") or hasattr(self, "superseded_by")
        )


class LetterAnswer(models.Model):
    """What an issued letter says of a question."""

    letter = models.ForeignKey(
        Letter, on_delete=models.CASCADE, related_name="letter_answers"
    )
    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="letter_answers"
    )
    outcome = models.CharField(max_length=20, choices=OUTCOME_LABELS)
    # The day promised for an answer to follow.
    follows_by = models.DateField(null=True, blank=True)
    # Keys of `statute.exemptions.PROVISIONS` that the answer cites.
    provisions = ArrayField(
        models.CharField(max_length=40),
        default=list,
        db_default=Value([], output_field=ArrayField(models.CharField())),
        blank=True,
    )
    # SHA-256 of what the answer says, to notice a later change.
    sha256 = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        ordering = ["letter", "question__order"]
        constraints = [
            models.UniqueConstraint(
                name="letter_answers_a_question_once", fields=["letter", "question"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.get_outcome_display()}"


class LetterStatement(models.Model):
    """The provisions under which an issued letter neither confirms nor denies."""

    letter = models.OneToOneField(
        Letter, on_delete=models.CASCADE, related_name="statement"
    )
    provisions = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.letter_id}: {', '.join(self.provisions)}"
