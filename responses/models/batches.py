"""The same work on many letters, one after another, with its progress."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from accounts.models import Authority
from requests_app.models import FOIRequest
from responses.models.letters import Letter


class Batch(models.Model):
    """Many letters to be made, sent or printed in one go."""

    class Kind(models.TextChoices):
        """What is done with each."""

        ACKNOWLEDGE = "acknowledge", "Acknowledge requests"
        SAME_LETTER = "same_letter", "The same letter to a round robin"
        PRINT = "print", "Print letters for the post"
        REPRINT = "reprint", "Print letters again"

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="batches"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)
    # What is the same for every item.
    details = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(db_default=Now())
    # Names the form that asked for it: the same one sent twice is one batch.
    form_key = models.UUIDField(unique=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    # All pages in one file, for the printer.
    file = models.FileField(upload_to="batches/", blank=True, max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.title


class BatchItem(models.Model):
    """One request or letter of a batch; its failure stops no other."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="+"
    )
    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    done_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["batch", "position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="batch_item_once",
                fields=["batch", "foi_request", "letter"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.position}"
