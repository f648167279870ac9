"""Reminders of what falls due: each kind once per due date."""

from django.conf import settings
from django.db import models

from requests_app.models.requests import FOIRequest


class Reminder(models.Model):
    """Somebody was told that a request falls due, or is overdue."""

    class Kind(models.TextChoices):
        """How near the due date was, in working days."""

        TEN_DAYS = "ten_days", "Due in 10 working days"
        FIVE_DAYS = "five_days", "Due in 5 working days"
        TODAY = "today", "Due today"
        OVERDUE = "overdue", "Overdue"

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="reminders"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    due_on = models.DateField()
    on = models.DateField()
    # Whom it went to; the request may have nobody yet.
    to = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="reminders")

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="reminder_once_per_kind_and_due_date",
                fields=["foi_request", "kind", "due_on"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.foi_request}: {self.get_kind_display()}"
