"""The look of an authority's letters, and its own wording of fixed sentences."""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Now

from accounts.models import Authority
from requests_app.models import FOIRequest


def letterhead_storage() -> Storage:
    """Return the storage for logos and signatures."""
    return storages["default"]


class Letterhead(models.Model):
    """The layout, signing, sending and archiving of an authority's letters."""

    class Layout(models.TextChoices):
        """Position of the requester's own words."""

        QUESTION_BY_QUESTION = "question_by_question", "Each answer under its question"
        REQUEST_FIRST = "request_first", "The whole request first, the answers after"

    class Envelope(models.TextChoices):
        """Envelope for letters by post, which decides where the address stands."""

        WINDOW = "window", "With a window (DL): the address shows in the window"
        PLAIN = "plain", "Without a window: the letterhead runs across the sheet"

    class Archive(models.TextChoices):
        """Second form of each letter, for the archive."""

        NONE = "none", "No archive copy"
        PDF_A = "pdf_a", "PDF/A-2a, or PDF/A-3a with its enclosures inside"

    authority = models.OneToOneField(
        Authority, on_delete=models.CASCADE, related_name="letterhead"
    )
    # PNG or JPEG, redrawn from the uploaded image.
    logo = models.FileField(
        upload_to="letterheads/", storage=letterhead_storage, blank=True
    )
    logo_text = models.CharField(max_length=120, blank=True)
    signature = models.FileField(
        upload_to="letterheads/", storage=letterhead_storage, blank=True
    )
    layout = models.CharField(
        max_length=30, choices=Layout, default=Layout.QUESTION_BY_QUESTION
    )
    envelope = models.CharField(
        max_length=10, choices=Envelope, default=Envelope.WINDOW
    )
    # Whether answers have the heading "Question 2(b)" or their numbers alone.
    has_headings = models.BooleanField(default=True)
    archive = models.CharField(max_length=10, choices=Archive, default=Archive.NONE)
    language = models.CharField(
        max_length=2, choices=FOIRequest.Language, default=FOIRequest.Language.ENGLISH
    )
    # The sender address of e-mails; empty for the installation's own.
    sends_from = models.EmailField(blank=True)
    # Minutes after issue during which a send can be undone.
    undo_minutes = models.PositiveSmallIntegerField(
        default=10, validators=[MaxValueValidator(24 * 60)]
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Letterhead of {self.authority}"


class Wording(models.Model):
    """One version of an authority's own wording of a fixed sentence.

    The newest version applies. Where its text is empty, the released wording applies.
    No version ever changes.
    """

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="wordings"
    )
    # The sentence's key in `responses.letters.wording`.
    key = models.CharField(max_length=80)
    language = models.CharField(max_length=2, choices=FOIRequest.Language)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["authority", "key", "language", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="wording_version_once",
                fields=["authority", "key", "language", "number"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.language}), version {self.number}"
