"""Letters that move a request without answering it, while they are being written."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from requests_app.models import FOIRequest
from responses.models.letters import Letter


class ProceduralDraft(models.Model):
    """An acknowledgement, a request for clarification, an extension … in the making.

    What was typed is kept as its form had it; once issued it belongs to its letter.
    """

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="procedural_drafts"
    )
    type = models.CharField(max_length=30, choices=Letter.Type)
    # By the names of its form's fields; days as 2026-06-15, money in pence.
    details = models.JSONField(default=dict)
    # Counts the saves: one that starts from an older count is refused.
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
