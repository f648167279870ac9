"""Typed words whose place was gone when they arrived."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from requests_app.models.questions import Question
from requests_app.models.requests import FOIRequest


class PutAside(models.Model):
    """Words that a person sent to a page whose subject had gone, moved or closed.

    They are kept and shown until a person has dealt with them.
    """

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="put_aside"
    )
    # The question beside which the words are shown: the question that took the place of
    # their own. None for the page of the draft or of the request.
    question = models.ForeignKey(
        Question,
        on_delete=models.SET_NULL,
        related_name="put_aside",
        null=True,
        blank=True,
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now())
    # The address that the words were sent to.
    page = models.CharField(max_length=300)
    # Why they could not be saved, with who changed what and when.
    reason = models.TextField()
    # [{"label": "Answer", "text": "<p>Twelve.</p>", "is_rich": true}]
    words = models.JSONField()
    dealt_with_at = models.DateTimeField(null=True, blank=True)
    dealt_with_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name_plural = "put aside"
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="put_aside_dealt_with_says_by_whom_and_when",
                condition=Q(dealt_with_at__isnull=True, dealt_with_by__isnull=True)
                | Q(dealt_with_at__isnull=False, dealt_with_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.by} at {self.at}"

    @property
    def rich_texts(self) -> list[str]:
        """The rich texts among the words, as they were sent."""
        return [field["text"] for field in self.words if field["is_rich"]]
