"""Reminders that a request is nearly due or overdue."""

from django.conf import settings
from django.db import models

from requests_app.models.requests import FOIRequest


class Reminder(models.Model):
    """A reminder that was sent. Each kind is sent once per due date."""

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
    # The people reminded; may be empty while the request is unassigned.
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
