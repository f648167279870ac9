"""Responses sent before this system was in use, read for their answers."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left, Now
from django.urls import reverse

from accounts.models import Authority
from requests_app.models import FOIRequest
from responses.models.answers import OUTCOME_LABELS
from responses.models.letters import Letter
from responses.querysets import PreviousAnswerQuerySet, PreviousResponseQuerySet

# In characters. PostgreSQL limits the words of one index entry to a megabyte; both stay
# well below this limit.
_MOST_OF_A_QUESTION = 20_000
_MOST_OF_AN_ANSWER = 200_000


def previous_response_storage() -> Storage:
    """Return the storage for uploaded letters."""
    return storages["default"]


class PreviousResponse(models.Model):
    """A previous response, pasted or uploaded: its text and its reading."""

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="previous_responses"
    )
    # The request answered, where on record.
    foi_request = models.ForeignKey(
        FOIRequest,
        on_delete=models.SET_NULL,
        related_name="previous_responses",
        null=True,
        blank=True,
    )
    # Empty where the text was pasted.
    name = models.CharField(max_length=200, blank=True)
    file = models.FileField(
        upload_to="previous_responses/",
        storage=previous_response_storage,
        blank=True,
        max_length=200,
    )
    sha256 = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    # As read by `documents.replies`.
    reading = models.JSONField(default=dict, blank=True)
    # Why the file could not be read. The file is kept all the same.
    error = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    # Confirmed or corrected by the importing officer.
    reference = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    # Counts the corrections, to notice a stale correction.
    version = models.PositiveIntegerField(default=1)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    imported_at = models.DateTimeField(db_default=Now())

    objects = PreviousResponseQuerySet.as_manager()

    class Meta:
        ordering = ["-imported_at", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(
                F("authority"), F("imported_at").desc(), name="previous_response_newest"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="previous_response_once_per_authority",
                fields=["authority", "sha256"],
            ),
            models.CheckConstraint(
                name="previous_response_confirmed_was_read",
                condition=Q(confirmed_at__isnull=True) | Q(read_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference or self.name or "Letter"

    def get_absolute_url(self) -> str:
        return reverse("previous-response", kwargs={"previous_response": self.pk})

    @property
    def standing(self) -> str:
        """Stage reached: "waiting", "unreadable", "read" or "confirmed"."""
        if self.confirmed_at is not None:
            return "confirmed"
        if self.read_at is not None:
            return "read"
        return "unreadable" if self.error else "waiting"


class PreviousAnswer(models.Model):
    """A question and its answer, from an imported letter or from our own.

    The text is copied, so that it can be searched and stays as sent.
    """

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="previous_answers"
    )
    # The request answered, where on record. A user who may not see this request may not
    # see its answers either.
    foi_request = models.ForeignKey(
        FOIRequest,
        on_delete=models.CASCADE,
        related_name="previous_answers",
        null=True,
        blank=True,
    )
    # The answer comes from one of these two, never both.
    previous_response = models.ForeignKey(
        PreviousResponse,
        on_delete=models.CASCADE,
        related_name="answers",
        null=True,
        blank=True,
    )
    letter = models.ForeignKey(
        Letter,
        on_delete=models.CASCADE,
        related_name="previous_answers",
        null=True,
        blank=True,
    )
    order = models.PositiveIntegerField()
    # As cited in the letter: "1(a)". Empty where the question has no number.
    label = models.CharField(max_length=60, blank=True)
    # Empty where the letter does not quote the question.
    question = models.TextField(blank=True)
    # The words above a part on which its meaning rests: "For each year, state:".
    lead_in = models.TextField(blank=True, db_default="")
    # Plain text. For our own letters `html` holds the text as sent.
    answer = models.TextField(blank=True)
    html = models.TextField(blank=True)
    outcome = models.CharField(max_length=20, choices=OUTCOME_LABELS, blank=True)
    # Keys of `statute.exemptions.PROVISIONS`.
    provisions = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    # Our own letters from their issue, imported letters once an officer confirms them.
    is_reusable = models.BooleanField(default=False)
    # Whether a worker has stored what the question means, or found it to be empty.
    has_meaning = models.BooleanField(default=False, db_default=False)

    question_words = models.GeneratedField(
        expression=SearchVector(
            Left("question", _MOST_OF_A_QUESTION), config="english"
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    words = models.GeneratedField(
        expression=SearchVector(
            Left("question", _MOST_OF_A_QUESTION), config="english", weight="A"
        )
        + SearchVector(Left("answer", _MOST_OF_AN_ANSWER), config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PreviousAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["previous_response", "letter", "order"]
        default_permissions = ()
        indexes = [
            GinIndex(fields=["words"], name="previous_answer_words"),
            GinIndex(fields=["question_words"], name="previous_answer_question_words"),
            GinIndex(fields=["provisions"], name="previous_answer_provisions"),
            models.Index(
                fields=["id"],
                name="previous_answer_no_meaning_yet",
                condition=Q(has_meaning=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="previous_answer_of_an_imported_letter_or_an_own",
                condition=Q(previous_response__isnull=False, letter__isnull=True)
                | Q(previous_response__isnull=True, letter__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference or 'Letter'} {self.label}".strip()

    def get_absolute_url(self) -> str:
        if self.letter is not None:
            return self.letter.get_absolute_url()
        return reverse(
            "previous-response", kwargs={"previous_response": self.previous_response_id}
        )

    @property
    def whole_question(self) -> str:
        """The question with the words that lead into it."""
        return f"{self.lead_in} {self.question}".strip()
