"""Requests put off a person's desk for a while."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from requests_app.models.requests import FOIRequest


class Snooze(models.Model):
    """A request put off one person's desk, until a day or an event.

    The request comes back by itself: nothing is deleted then. Only the person's own
    desk changes. The clock of the request runs on.
    """

    class Event(models.TextChoices):
        """The event awaited."""

        DEPARTMENT = "department", "the department answers"
        REQUESTER = "requester", "the requester replies"

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="snoozes"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="snoozes"
    )
    # The day of coming back.
    until_on = models.DateField(null=True, blank=True)
    event = models.CharField(max_length=20, choices=Event, blank=True)
    at = models.DateTimeField(db_default=Now())
    # The newest history entry at that moment. An event is a later entry.
    after = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="request_snoozed_once_per_person",
                fields=["foi_request", "person"],
            ),
            models.CheckConstraint(
                name="snooze_has_a_day_or_an_event",
                condition=Q(until_on__isnull=False, event="")
                | (Q(until_on__isnull=True) & ~Q(event="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.foi_request_id}, for {self.person_id}"
