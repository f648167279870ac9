"""Versions of what a draft has beside its answers."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from requests_app.models import FOIRequest


class DraftRevision(models.Model):
    """A part of a draft beside its answers, as saved at one version."""

    class Part(models.TextChoices):
        STATEMENT = "statement", "Statement on other information"
        LETTER_TEXT = "letter_text", "Opening and ending of the letter"

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="draft_revisions"
    )
    part = models.CharField(max_length=20, choices=Part)
    version = models.PositiveIntegerField()
    # The texts, by field. Empty where the part was taken out of the letter.
    said = models.JSONField(default=dict, blank=True)
    # The provisions of a statement, as `responses.drafting.cited` keeps them.
    citations = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"version {self.version}"
