"""Files that go with a letter."""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from requests_app.models import FOIRequest
from responses.models.letters import Letter


def enclosure_storage() -> Storage:
    """Return where enclosures are kept."""
    return storages["default"]


class Enclosure(models.Model):
    """One file of a draft, then of the letter it was issued with.

    It belongs to one request and is served only through it. Before issue it is looked
    through for data nobody sees on opening it. Once issued it never changes: the
    database refuses it.
    """

    class Scan(models.TextChoices):
        """What looking through the file found."""

        WAITING = "waiting", "Being looked through"
        CLEAN = "clean", "Nothing hidden found"
        TO_LOOK_AT = "to_look_at", "Something to look at"
        HIDDEN_DATA = "hidden_data", "Hidden data found"
        UNREADABLE = "unreadable", "Could not be looked through"

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.PROTECT, related_name="enclosures"
    )
    # None while it is part of the draft.
    letter = models.ForeignKey(
        Letter,
        on_delete=models.PROTECT,
        related_name="enclosures",
        null=True,
        blank=True,
    )
    position = models.PositiveSmallIntegerField(default=0)
    # What the letter calls it, and the name the requester gets the file under.
    title = models.CharField(max_length=200)
    name = models.CharField(max_length=150)
    file = models.FileField(
        upload_to="enclosures/", storage=enclosure_storage, max_length=200
    )
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=20, choices=Scan, default=Scan.WAITING)
    # [{"code", "place", "message", "severity"}] as `documents.hidden` found them.
    found = models.JSONField(default=list, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    # The version of the scanner: a later one may know more.
    scanned_by_version = models.CharField(max_length=20, blank=True)
    # Who lets it go as it is, and why.
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
        """The name its file has in the storage."""
        return str(self.file.name)

    @property
    def is_scanned(self) -> bool:
        """Whether it has been looked through, whatever was found."""
        return self.scan != self.Scan.WAITING

    @property
    def may_be_accepted(self) -> bool:
        """Whether it has findings, and somebody may let it go with them all."""
        severities = {finding["severity"] for finding in self.found}
        return bool(severities) and "never" not in severities

    @property
    def is_held_back(self) -> bool:
        """Whether something in it must be mended, or accepted, before it may go."""
        severities = {finding["severity"] for finding in self.found}
        if "never" in severities:
            return True
        return "block" in severities and self.accepted_by_id is None
