"""Priority asked for requests, and what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from requests_app.models.requests import FOIRequest


class PriorityAsked(models.Model):
    """Priority asked for a request, once: who asked, why, and the decision.

    `FOIRequest.priority` is the standing of the row in force, for lists.
    """

    class Decision(models.TextChoices):
        """What became of it."""

        GRANTED = "granted", "Granted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="priorities"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_on = models.DateField()
    reason = models.TextField()
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    decided_on = models.DateField(null=True, blank=True)
    # Why it was decided so.
    note = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        verbose_name_plural = "priorities asked"
        constraints = [
            models.CheckConstraint(
                name="priority_decided_says_by_whom_and_when",
                condition=Q(decision="", decided_by=None, decided_on=None)
                | (
                    ~Q(decision="")
                    & Q(decided_by__isnull=False, decided_on__isnull=False)
                ),
            ),
            models.UniqueConstraint(
                name="priority_in_force_once_per_request",
                fields=["foi_request"],
                condition=Q(decision__in=["", "granted"]),
            ),
        ]

    def __str__(self) -> str:
        return self.get_decision_display() or "Asked for"
