"""Replies sent before this system was there, read for their answers."""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.functions import Now

from accounts.models import Authority
from requests_app.models import FOIRequest


def past_letter_storage() -> Storage:
    """Return where uploaded letters are kept."""
    return storages["default"]


class PastLetter(models.Model):
    """An old letter, pasted or uploaded: its text as received, and how it was read."""

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="past_letters"
    )
    # The request it answers, where that is on record.
    foi_request = models.ForeignKey(
        FOIRequest,
        on_delete=models.SET_NULL,
        related_name="past_letters",
        null=True,
        blank=True,
    )
    # Empty where the text was pasted.
    name = models.CharField(max_length=200, blank=True)
    file = models.FileField(
        upload_to="past_letters/",
        storage=past_letter_storage,
        blank=True,
        max_length=200,
    )
    sha256 = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    # As `responses.parsing` read it.
    reading = models.JSONField(default=dict, blank=True)
    # Why it could not be read; the file is kept all the same.
    error = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    # Confirmed or corrected by the officer who brought it in.
    reference = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    brought_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-brought_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="past_letter_once_per_authority", fields=["authority", "sha256"]
            )
        ]

    def __str__(self) -> str:
        return self.reference or self.name or "Letter"
