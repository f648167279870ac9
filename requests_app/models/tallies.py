"""Counts kept for figures, what open requests wait for, and how long stages take."""

from django.db import models

from accounts.models import Authority
from requests_app.workflow import State


class Tally(models.Model):
    """A part of the count of requests with a dated fact, such as a first answer.

    Triggers of the database add a row for each change of a request, so a count is the
    sum of its rows, at every moment. `dashboard.tallies` joins the rows of a count at
    night. The keys are plain numbers: rows of a team that is gone add up to nought.
    """

    class Span(models.TextChoices):
        """The time counted by a row, from its first day."""

        DAY = "d", "Day"
        MONTH = "m", "Month"

    class Fact(models.TextChoices):
        """What is counted, by its day. Reasons of lateness begin with "why_"."""

        RECEIVED = "received", "Received"
        CLOSED = "closed", "Closed"
        EXTENDED = "extended", "Extended"
        IN_TIME = "in_time", "First answered in time"
        LATE = "late", "First answered late"

    authority_key = models.BigIntegerField()
    team_key = models.BigIntegerField(null=True)
    is_restricted = models.BooleanField()
    is_review = models.BooleanField()
    span = models.CharField(max_length=1, choices=Span)
    fact = models.CharField(max_length=30)
    on = models.DateField()
    number = models.IntegerField()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "tallies"
        indexes = [
            models.Index(
                name="tally_by_day",
                fields=["authority_key", "span", "fact", "on"],
                include=["team_key", "is_restricted", "is_review", "number"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.fact} {self.span} {self.on}: {self.number}"


class Waiting(models.Model):
    """An open request waits for something, since a day.

    Triggers of the database keep the rows, in the transaction of each change. They make
    the rows of a request again from the request and what stands beside, so no change is
    ever added up. The keys are plain numbers: a request closed or gone has no row.
    """

    foi_request_key = models.BigIntegerField(db_index=True)
    authority_key = models.BigIntegerField()
    team_key = models.BigIntegerField(null=True)
    is_restricted = models.BooleanField()
    is_review = models.BooleanField()
    # A kind of `dashboard.waits`.
    kind = models.CharField(max_length=30)
    since = models.DateField(null=True)
    # The day by which a reply is wanted, of a question to a department.
    by_on = models.DateField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "waiting"
        indexes = [
            models.Index(
                name="waiting_by_kind",
                fields=["authority_key", "kind"],
                include=[
                    *("team_key", "is_restricted", "is_review", "since", "by_on"),
                    "foi_request_key",
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.foi_request_key} {self.kind} {self.since}"


class StageTime(models.Model):
    """How many working days a stage of an authority's requests usually needs.

    A running request is likely to be late when fewer working days are left than its
    stage needs until the answer goes out. `dashboard.learning` finds the days each
    night.
    """

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="stage_times"
    )
    state = models.CharField(max_length=30, choices=State)
    days = models.PositiveSmallIntegerField()
    # The median, and the requests that it was found from.
    median_days = models.PositiveSmallIntegerField()
    requests = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_time_of_each_stage", fields=["authority", "state"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.state}: {self.days}"


class ForecastCheck(models.Model):
    """How right the forecast of lateness was in the last full quarter.

    Requests still in time on each Monday of the quarter are counted once for each
    Monday. The days needed by each stage were found from what was known before the
    quarter. Beside stands the simpler forecast: due within five working days and not in
    clearance. A row is there once figures were worked out.
    """

    authority = models.OneToOneField(
        Authority, on_delete=models.CASCADE, related_name="forecast_check"
    )
    learned_on = models.DateField()
    first_on = models.DateField()
    last_on = models.DateField()
    # Forecast to be late; turned out late; both. None where too little was known.
    forecast = models.PositiveIntegerField(null=True)
    late = models.PositiveIntegerField()
    both = models.PositiveIntegerField(null=True)
    # By the simpler forecast. None until worked out.
    soon = models.PositiveIntegerField(null=True)
    soon_both = models.PositiveIntegerField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="forecast_check_adds_up",
                condition=models.Q(both__lte=models.F("late"))
                & models.Q(both__lte=models.F("forecast")),
            ),
            models.CheckConstraint(
                name="simpler_forecast_adds_up",
                condition=models.Q(soon_both__lte=models.F("late"))
                & models.Q(soon_both__lte=models.F("soon")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority}, {self.first_on} to {self.last_on}"
