"""Files enclosed with a letter."""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from requests_app.models import FOIRequest
from responses.models.letters import Letter


def enclosure_storage() -> Storage:
    """Return the storage for enclosures."""
    return storages["default"]


class EnclosureManager(models.Manager["Enclosure"]):
    """Enclosures without their words, which few pages need."""

    def get_queryset(self) -> models.QuerySet["Enclosure"]:
        return super().get_queryset().defer("words")


class Enclosure(models.Model):
    """A file of a draft, then of the issued letter.

    An enclosure belongs to one request and is served only through that request. Before
    issue the hidden-data check looks for data that a reader would not see on opening
    the file. After issue the enclosure never changes: the database refuses.
    """

    class Scan(models.TextChoices):
        """Result of the hidden-data check."""

        WAITING = "waiting", "Being checked for hidden data"
        CLEAN = "clean", "No hidden data found"
        TO_LOOK_AT = "to_look_at", "Findings to look at"
        HIDDEN_DATA = "hidden_data", "Hidden data found"
        UNREADABLE = "unreadable", "Could not be checked"

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.PROTECT, related_name="enclosures"
    )
    # Null while the file belongs to the draft.
    letter = models.ForeignKey(
        Letter,
        on_delete=models.PROTECT,
        related_name="enclosures",
        null=True,
        blank=True,
    )
    position = models.PositiveSmallIntegerField(default=0)
    # The name used in the letter, and the file name the requester receives.
    title = models.CharField(max_length=200)
    name = models.CharField(max_length=150)
    file = models.FileField(
        upload_to="enclosures/", storage=enclosure_storage, max_length=200
    )
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=20, choices=Scan, default=Scan.WAITING)
    # As far as they could be read, for the checks of what a letter gives away.
    words = models.TextField(blank=True, db_default="", default="")
    # [{"code", "place", "message", "severity"}] as `documents.hidden` found them.
    found = models.JSONField(default=list, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    # The version of the hidden-data check. A later version may find more.
    scanned_by_version = models.CharField(max_length=20, blank=True)
    # The officer who accepted the findings, and the reason.
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    acceptance_reason = models.TextField(blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(db_default=Now())
    # The file that this one is a safe copy of; several files may be copies of one.
    original = models.ForeignKey(
        "responses.OriginalFile",
        on_delete=models.PROTECT,
        related_name="copies",
        null=True,
        blank=True,
    )

    objects = EnclosureManager()

    class Meta:
        ordering = ["foi_request", "position", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="enclosure_accepted_says_why",
                condition=Q(accepted_by__isnull=True, acceptance_reason="")
                | (Q(accepted_by__isnull=False) & ~Q(acceptance_reason="")),
            ),
            models.UniqueConstraint(
                name="enclosure_once_in_a_draft",
                fields=["foi_request", "sha256"],
                condition=Q(letter__isnull=True),
            ),
            models.UniqueConstraint(
                name="enclosure_named_once_in_a_draft",
                fields=["foi_request", "name"],
                condition=Q(letter__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stored_as(self) -> str:
        """Name of the file in the storage."""
        return str(self.file.name)

    @property
    def is_scanned(self) -> bool:
        """Whether the hidden-data check has run, with any result."""
        return self.scan != self.Scan.WAITING

    @property
    def may_be_accepted(self) -> bool:
        """Whether the file has findings, all of which an officer may accept."""
        severities = {finding["severity"] for finding in self.found}
        return bool(severities) and "never" not in severities

    @property
    def is_held_back(self) -> bool:
        """Whether a finding must be fixed, or accepted, before the file may be sent."""
        severities = {finding["severity"] for finding in self.found}
        if "never" in severities:
            return True
        return "block" in severities and self.accepted_by_id is None
