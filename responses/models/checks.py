"""What stands between a draft and its letter, and what somebody decided about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from requests_app.models import FOIRequest
from responses.models.letters import Letter


class WarningOverride(models.Model):
    """A warning somebody set aside, with their reason; what blocks cannot be.

    Source: s.45 Code of Practice and the regulators' guidance are good practice, not
    law: the letter may go without, for a reason that is kept. Once the letter is issued
    it never changes: the database refuses it.
    """

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="warning_overrides"
    )
    # None while the letter is a draft.
    letter = models.ForeignKey(
        Letter,
        on_delete=models.PROTECT,
        related_name="warning_overrides",
        null=True,
        blank=True,
    )
    # Which of the request's letters in the making: "response", or a procedural letter's
    # type.
    draft = models.CharField(max_length=30, default="response")
    # Which warning, by the statute's name for it, what it is about, and its words.
    code = models.CharField(max_length=80)
    about = models.TextField(blank=True)
    message = models.TextField()
    # SHA-256 of these three: the warning in other words is another warning.
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
