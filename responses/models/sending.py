"""How letters leave: each once, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from responses.models.letters import Letter
from responses.querysets import DispatchQuerySet


class Dispatch(models.Model):
    """One sending of a letter, to one address, by one way.

    Written in the transaction that decides on it, together with the errand that
    carries it out. Its state follows from its moments.
    """

    class Channel(models.TextChoices):
        """By which way."""

        EMAIL = "email", "E-mail"
        POST = "post", "Post"
        ELSEWHERE = "elsewhere", "Uploaded or handed over elsewhere"

    class Form(models.TextChoices):
        """What an e-mail carries."""

        PDF = "pdf", "A short message with the letter as a PDF"
        TEXT_AND_PDF = "text_and_pdf", "The letter as text, with the PDF"

    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="dispatches"
    )
    channel = models.CharField(max_length=10, choices=Channel)
    form = models.CharField(max_length=20, choices=Form, default=Form.PDF)
    # The e-mail address, the lines of the postal address, or where it was uploaded.
    address = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(db_default=Now())
    # Until then it can be held back.
    due_at = models.DateTimeField(db_default=Now())
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    printed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # Refused by the mail server, or returned later; the letter did not arrive.
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(blank=True)
    message_id = models.CharField(max_length=200, blank=True)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        ordering = ["letter", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="dispatch_stopped_was_not_sent",
                condition=Q(stopped_at__isnull=True) | Q(sent_at__isnull=True),
            ),
            models.CheckConstraint(
                name="dispatch_failed_says_why",
                condition=Q(failed_at__isnull=True) | ~Q(failure=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} to {self.address}"


class Retraction(models.Model):
    """A letter taken back after it went out: kept, and marked wherever it shows."""

    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, related_name="retraction"
    )
    because = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Retraction of {self.letter}"


class ArchivedLetter(models.Model):
    """A letter in the form for the archive: PDF/A-2a, or 3a with its enclosures."""

    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, related_name="archived"
    )
    variant = models.CharField(max_length=20)
    file = models.FileField(upload_to="letters/", max_length=200)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.letter} as {self.variant}"
