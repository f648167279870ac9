"""Overrides of the warnings found by the checks of a draft."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from requests_app.models import FOIRequest
from responses.models.letters import Letter


class WarningOverride(models.Model):
    """The override of a warning, with the officer's reason.

    A blocking finding cannot be overridden. Once the letter is issued, its overrides
    never change: the database refuses.

    Source: the s.45 Code of Practice and the regulators' guidance are good practice,
    not law. A letter may depart from them for a recorded reason.
    """

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="warning_overrides"
    )
    # Null while the letter is a draft.
    letter = models.ForeignKey(
        Letter,
        on_delete=models.PROTECT,
        related_name="warning_overrides",
        null=True,
        blank=True,
    )
    # Which draft of the request: "response", or the type of a procedural letter.
    draft = models.CharField(max_length=30, default="response")
    # The warning: its code in `statute`, its subject and its message.
    code = models.CharField(max_length=80)
    about = models.TextField(blank=True)
    message = models.TextField()
    # SHA-256 of these three. A warning with other words is a different warning.
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="warning_overridden_once",
                fields=["foi_request", "draft", "fingerprint"],
                condition=Q(letter__isnull=True),
            ),
            models.CheckConstraint(
                name="warning_overridden_with_a_reason", condition=~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"
