"""Facts shared by many due dates, and the recalculations after they change."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Authority
from requests_app.models.requests import REGIME_LABELS, FOIRequest
from statute.working_days import Division


class Recalculation(models.Model):
    """A recalculation of the due dates of open requests, in the background.

    The requests are processed in batches, in the order of their keys. Progress is saved
    with every batch, so that another worker can continue after a failure.
    """

    class Cause(models.TextChoices):
        """The change that made the recalculation necessary."""

        HOLIDAYS = "holidays", "A bank holiday changed"
        INTERPRETATIONS = "interpretations", "An interpretation of the law changed"
        CLOSURES = "closures", "The days a school is closed changed"
        KIND = "kind", "The kind of authority changed"
        REQUESTED = "requested", "An administrator asked for a recalculation"

    cause = models.CharField(max_length=20, choices=Cause)
    # What changed, in a line of text; then the reason given by the administrator.
    what = models.CharField(max_length=300)
    reason = models.TextField()
    # The authority whose requests are recalculated; None for all authorities.
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    regimes = ArrayField(models.CharField(max_length=5, choices=REGIME_LABELS))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now())
    # The number of open requests in scope when the recalculation was requested.
    total = models.PositiveIntegerField()
    # The key of the last request processed, and the number processed so far.
    reached = models.PositiveBigIntegerField(default=0)
    looked_at = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    # The number of due dates that could not be calculated and stayed unchanged.
    kept = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("recalculation", kwargs={"recalculation": self.pk})

    @property
    def job_key(self) -> str:
        """The key of the job that runs this recalculation."""
        return f"recalculate-{self.pk}"


class RecalculatedDate(models.Model):
    """A due date that moved, or could not be calculated and stayed unchanged."""

    recalculation = models.ForeignKey(
        Recalculation,
        on_delete=models.CASCADE,
        related_name="dates",
        db_index=False,  # the constraint's index begins with it
    )
    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="recalculated_dates"
    )
    before = models.DateField(null=True, blank=True)
    after = models.DateField(null=True, blank=True)
    # Working days by which the date moved, later being positive; None where there is no
    # date before or after.
    by_working_days = models.SmallIntegerField(null=True, blank=True)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["after", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="recalculated_once_per_request",
                fields=["recalculation", "foi_request"],
            ),
            models.CheckConstraint(
                name="recalculated_date_moved_or_says_why_not",
                condition=~Q(problem="")
                | Q(before__isnull=True, after__isnull=False)
                | Q(before__isnull=False, after__isnull=True)
                | Q(before__isnull=False, after__isnull=False)
                & ~Q(before=models.F("after")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class HolidayOverride(models.Model):
    """A bank holiday added, removed or restored by this installation.

    Entries are never changed: a database trigger prevents it. The latest entry for a
    day and a part of the United Kingdom applies.
    """

    class Effect(models.TextChoices):
        """The effect of an entry."""

        ADDED = "added", "Added"
        REMOVED = "removed", "Removed"
        RESTORED = "restored", "Restored as published"
        COMPLETED = "completed", "Year declared complete"

    effect = models.CharField(max_length=10, choices=Effect)
    # The holiday; for a year declared complete, its last day.
    on = models.DateField()
    name = models.CharField(max_length=120)
    divisions = ArrayField(
        models.CharField(
            max_length=10,
            choices=[(part.value, str(part.full_name)) for part in Division],
        )
    )
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now())
    # None where no open request can be affected.
    recalculation = models.OneToOneField(
        Recalculation,
        on_delete=models.PROTECT,
        related_name="holiday_override",
        null=True,
        blank=True,
    )

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="holiday_override_is_of_some_division",
                condition=Q(divisions__contained_by=[part.value for part in Division])
                & ~Q(divisions=[]),
            ),
            models.CheckConstraint(
                name="holiday_override_says_what_and_why",
                condition=~Q(name="") & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.on}: {self.get_effect_display()}"

    @property
    def where(self) -> str:
        """The names of the parts of the United Kingdom where the entry applies."""
        return ", ".join(Division(part).full_name for part in self.divisions)


class InterpretationChange(models.Model):
    """A change of an authority's interpretations of disputed points. Written once."""

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="interpretation_changes"
    )
    # In the format of `Authority.interpretations`.
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now())
    recalculation = models.OneToOneField(
        Recalculation, on_delete=models.PROTECT, related_name="interpretation_change"
    )

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="interpretation_change_changes_something_and_says_why",
                condition=~Q(before=models.F("after")) & ~Q(reason=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.authority}: {self.reason}"
