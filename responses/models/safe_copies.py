"""Safe copies of files of a draft, and the originals replaced by copies."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from requests_app.models import FOIRequest
from responses.models.enclosures import Enclosure, enclosure_storage


class CheckedFile(models.Model):
    """A stored file beside an enclosure, with the findings of the check.

    Attributes:
        AS_IN_ENCLOSURES: The fields that stand in an enclosure too: they move to and
            from an enclosure together.
    """

    AS_IN_ENCLOSURES = (
        "file",
        "size_bytes",
        "sha256",
        "words",
        "scan",
        "found",
        "scanned_at",
        "scanned_by_version",
    )

    name = models.CharField(max_length=150)
    file = models.FileField(
        upload_to="enclosures/", storage=enclosure_storage, max_length=200
    )
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    words = models.TextField(blank=True, db_default="", default="")
    scan = models.CharField(max_length=20, choices=Enclosure.Scan)
    found = models.JSONField(default=list, blank=True)
    scanned_at = models.DateTimeField()
    scanned_by_version = models.CharField(max_length=20)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class OriginalFile(CheckedFile):
    """The file replaced by a safe copy: kept, and never sent."""

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.PROTECT, related_name="original_files"
    )
    title = models.CharField(max_length=200)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    # As `documents.safe.ways` names it.
    way = models.CharField(max_length=20)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    replaced_at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()


class SafeCopy(models.Model):
    """A safe copy of a file of a draft, made to be looked at before it is used."""

    class State(models.TextChoices):
        WAITING = "waiting", "Being made"
        READY = "ready", "Ready to look at"
        REFUSED = "refused", "Cannot be made"

    enclosure = models.ForeignKey(
        Enclosure, on_delete=models.CASCADE, related_name="safe_copies"
    )
    # As `documents.safe.ways` names it.
    way = models.CharField(max_length=20)
    # Of the file copied: a copy of another file is never used.
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    # Why no copy can be made; completes "It …".
    refusal = models.TextField(blank=True)
    # Lines of words: {"gone", "kept", "more_gone", "more_kept"}.
    words = models.JSONField(default=dict, blank=True)
    # 0 where pages were not drawn.
    pages_before = models.PositiveIntegerField(default=0, db_default=0)
    pages_after = models.PositiveIntegerField(default=0, db_default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="safe_copy_once_in_each_way", fields=["enclosure", "way"]
            ),
        ]

    def __str__(self) -> str:
        return self.way


class SafeCopyFile(CheckedFile):
    """A file of a safe copy, checked for hidden data as every file is."""

    copy = models.ForeignKey(SafeCopy, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    # The part of the original copied, such as a sheet; "" for the whole.
    part = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["copy", "position"]
        default_permissions = ()


class SafeCopyPicture(models.Model):
    """A small picture of a page, of the file or of its copy, to be compared."""

    class Side(models.TextChoices):
        BEFORE = "before", "Before"
        AFTER = "after", "After"

    copy = models.ForeignKey(
        SafeCopy, on_delete=models.CASCADE, related_name="pictures"
    )
    side = models.CharField(max_length=10, choices=Side)
    number = models.PositiveSmallIntegerField()
    # A JPEG.
    file = models.FileField(
        upload_to="enclosures/", storage=enclosure_storage, max_length=200
    )
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["copy", "side", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="picture_once_of_each_page", fields=["copy", "side", "number"]
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name under which the picture is given out."""
        return f"page-{self.number}-{self.side}.jpg"
