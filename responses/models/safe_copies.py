"""Safe copies of files of a draft, and the originals replaced by copies."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from requests_app.models import FOIRequest
from responses.models.enclosures import Enclosure, enclosure_storage


class OriginalFile(models.Model):
    """The file replaced by a safe copy: kept, and never sent."""

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.PROTECT, related_name="original_files"
    )
    title = models.CharField(max_length=200)
    name = models.CharField(max_length=150)
    file = models.FileField(
        upload_to="enclosures/", storage=enclosure_storage, max_length=200
    )
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    # The findings of the check, as in an enclosure.
    scan = models.CharField(max_length=20, choices=Enclosure.Scan)
    found = models.JSONField(default=list, blank=True)
    scanned_at = models.DateTimeField()
    scanned_by_version = models.CharField(max_length=20)
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

    def __str__(self) -> str:
        return self.name


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


class SafeCopyFile(models.Model):
    """A file of a safe copy, checked for hidden data as every file is."""

    copy = models.ForeignKey(SafeCopy, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    # The part of the original copied, such as a sheet; "" for the whole.
    part = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=150)
    file = models.FileField(
        upload_to="enclosures/", storage=enclosure_storage, max_length=200
    )
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=20, choices=Enclosure.Scan)
    found = models.JSONField(default=list, blank=True)
    scanned_at = models.DateTimeField()
    scanned_by_version = models.CharField(max_length=20)

    class Meta:
        ordering = ["copy", "position"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
