"""Acts on many requests of a list at once, with the result for each request."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Authority, Team
from requests_app.models.requests import FOIRequest


class BulkAct(models.Model):
    """Something to be done to many requests: prepared, looked at, then carried out."""

    class Kind(models.TextChoices):
        """The kind of act."""

        ASSIGN = "assign", "Assign"
        FLAG = "flag", "Change flags"
        PRIORITY = "priority", "Ask for priority"

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bulk_acts"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    # The address of the list, to return there.
    query = models.TextField(blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    team = models.ForeignKey(
        Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    removed = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    reason = models.TextField(blank=True)
    # The act undone by this one; None for none.
    undoes = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="undone"
    )
    made_at = models.DateTimeField(db_default=Now())
    # The person has filled in the form, and can look at the preview.
    is_planned = models.BooleanField(default=False)
    # The London day of the act; None before.
    on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("bulk-progress", kwargs={"act": self.pk})

    @property
    def job_key(self) -> str:
        """The key of the job to carry out the act."""
        return f"bulk-act-{self.pk}"

    @property
    def is_begun(self) -> bool:
        """Whether the person has had the act carried out."""
        return self.on is not None


class BulkRow(models.Model):
    """One request of an act."""

    act = models.ForeignKey(
        BulkAct,
        on_delete=models.CASCADE,
        related_name="rows",
        db_index=False,  # the constraint's index begins with it
    )
    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="+"
    )
    # The values of the fields concerned when the request was chosen, and then.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    # Why nothing is done to the request; "" where something is.
    problem = models.CharField(max_length=400, blank=True)
    is_done = models.BooleanField(default=False)

    class Meta:
        ordering = ["foi_request"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="request_once_in_an_act", fields=["act", "foi_request"]
            ),
            models.CheckConstraint(
                name="bulk_row_done_or_with_problem",
                condition=models.Q(is_done=False) | models.Q(problem=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act_id}: {self.foi_request_id}"
