"""Drafts of procedural letters, which move a request without answering it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from requests_app.models import ClockEvent, FOIRequest
from responses.models.letters import LETTER_TYPE_LABELS, Letter


class ProceduralDraft(models.Model):
    """The draft of an acknowledgement, an extension or another procedural letter.

    The values of the form are kept as entered. After issue the draft belongs to its
    letter.
    """

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="procedural_drafts"
    )
    type = models.CharField(max_length=30, choices=LETTER_TYPE_LABELS)
    # Keyed by the names of the form's fields; days as 2026-06-15, money in pence.
    details = models.JSONField(default=dict)
    # Counts the saves. A save that starts from an older version is refused.
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    updated_at = models.DateTimeField(db_default=Now())
    letter = models.OneToOneField(
        Letter,
        on_delete=models.PROTECT,
        related_name="procedural_draft",
        null=True,
        blank=True,
    )

    # The day on which the letter moved the request: the day it was given.
    moved_on = models.DateField(null=True, blank=True)
    # Why the letter, given, did not move the request; or why that stands although the
    # letter turned out not to have been given.
    not_moved = models.TextField(blank=True)
    # The event of the clock that the letter made.
    clock_event = models.ForeignKey(
        ClockEvent, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_procedural_draft_of_a_type_in_the_making",
                fields=["foi_request", "type"],
                condition=Q(letter__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.get_type_display()
