"""Time that officers spent on requests."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from requests_app.models.requests import FOIRequest
from statute.money import Activity, counted_activities
from statute.regimes import Regime

# A day and a half: a record is of one day's work, and more is a mistake of typing.
MOST_MINUTES = 36 * 60


class TimeSpent(models.Model):
    """Time that a person spent on a request on one day, for one kind of work."""

    class Work(models.TextChoices):
        """What the time was spent on. The first count towards a limit on cost."""

        DETERMINING = Activity.DETERMINING, "Determining whether it is held"
        LOCATING = Activity.LOCATING, "Locating"
        RETRIEVING = Activity.RETRIEVING, "Retrieving"
        EXTRACTING = Activity.EXTRACTING, "Extracting"
        PROVIDING = Activity.PROVIDING, "Providing"
        CONSIDERING = "considering", "Considering or redacting"
        OTHER = "other", "Writing and other work"

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="times_spent"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    work = models.CharField(max_length=20, choices=Work)
    minutes = models.PositiveIntegerField(validators=[MaxValueValidator(MOST_MINUTES)])
    on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    # Identifies the form: a form sent twice makes one record.
    form_key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name_plural = "times spent"
        default_permissions = ()
        ordering = ["-on", "-pk"]
        indexes = [
            models.Index(
                name="time_spent_by_day",
                fields=["on"],
                include=["foi_request", "person", "work", "minutes"],
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="time_spent_is_some",
                condition=Q(minutes__gt=0, minutes__lte=MOST_MINUTES),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes: {self.get_work_display()}"

    def get_absolute_url(self) -> str:
        return reverse(
            "change-time",
            kwargs={"reference": self.foi_request.reference, "time": self.pk},
        )

    @property
    def counts_towards_limit(self) -> bool:
        """Whether the law of the request counts such work towards its limit on cost."""
        return self.work in counted_activities(Regime(self.foi_request.regime))
