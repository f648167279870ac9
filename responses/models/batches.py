"""Bulk work on many letters, done item by item, with its progress."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Authority
from requests_app.models import FOIRequest
from responses.models.letters import Letter
from responses.querysets import BatchItemQuerySet


class Batch(models.Model):
    """Many letters to write or reprint in bulk.

    Progress follows from the items. Each item is done once, and a failed item does not
    stop the others.
    """

    class Kind(models.TextChoices):
        """Work to do on each item."""

        WRITE = "write", "Write the same letter about many requests"
        REPRINT = "reprint", "Print letters again"

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="batches"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)
    # For letters to write: their type, the values of the form, how the letters are
    # sent.
    details = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(db_default=Now())
    # Identifies the form submitted: the same form sent twice makes one batch.
    form_key = models.UUIDField(unique=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    # For letters to reprint: all of them in one file.
    file = models.FileField(upload_to="batches/", blank=True, max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("batch", kwargs={"batch": self.pk})


class BatchItem(models.Model):
    """One request or letter of a batch."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="+"
    )
    # The letter to reprint, or the letter written.
    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    # Counted before each attempt, so that an item fatal to its worker is not retried
    # for ever.
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    objects = BatchItemQuerySet.as_manager()

    class Meta:
        ordering = ["batch", "position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="batch_item_once",
                fields=["batch", "foi_request", "letter"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="batch_item_done_did_not_fail",
                condition=Q(done_at__isnull=True) | Q(error=""),
            ),
        ]
        indexes = [
            models.Index(
                name="batch_item_waiting",
                fields=["batch", "position"],
                condition=Q(done_at__isnull=True, error=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.position}"
