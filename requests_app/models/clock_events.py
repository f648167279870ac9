"""The dated facts of a request's clock."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from requests_app.models.requests import FOIRequest
from statute.deadlines import Event, EventName


class StandingEvents(models.Manager["ClockEvent"]):
    """The dated facts that stand: a fact undone changes nothing."""

    def get_queryset(self) -> models.QuerySet["ClockEvent"]:
        """Leave out the facts undone."""
        return super().get_queryset().filter(undone_on=None)


class ClockEvent(models.Model):
    """A dated fact that changes the due date, under its name in `statute`.

    A row is never deleted. A fact recorded in error is undone, with a reason.
    """

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="clock_events"
    )
    name = models.CharField(max_length=40)
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    value = models.CharField(max_length=40, blank=True)
    # The fee of a fees notice; None for a notice from before fees were kept.
    amount_pence = models.PositiveIntegerField(null=True, blank=True)
    # An event of the whole request names no question. A partial event concerns only the
    # questions it names, and nothing once they are gone.
    is_partial = models.BooleanField(default=False)
    questions = models.ManyToManyField(
        "requests_app.Question", related_name="clock_events", blank=True
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Empty when the system acted: a notice came back undelivered.",
    )
    undone_on = models.DateField(null=True, blank=True)
    undone_reason = models.TextField(blank=True)

    # Reading a clock must never see a fact undone; `recorded` has every fact.
    objects = StandingEvents()
    recorded = models.Manager()  # noqa: DJ012 - a manager, not a field

    class Meta:
        ordering = ["on", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="clock_event_undone_says_when_and_why",
                condition=Q(
                    undone_by__isnull=True, undone_on__isnull=True, undone_reason=""
                )
                | (Q(undone_on__isnull=False) & ~Q(undone_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.on}"

    def as_event(self) -> Event:
        """Return the fact as an event of `statute`."""
        return Event(
            name=EventName(self.name),
            on=self.on,
            until=self.until,
            value=self.value or None,
        )
