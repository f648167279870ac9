"""Requests handed over from a person to colleagues, in one step."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Authority
from requests_app.models.requests import FOIRequest


class HandOver(models.Model):
    """A decision to hand over requests of one person to one colleague or several."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    # The officer of the requests until now.
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    at = models.DateTimeField(db_default=Now())
    # What else was handed over, in words, such as "2 tasks".
    besides = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"Hand-over from {self.giver}"

    def get_absolute_url(self) -> str:
        return reverse("hand-over-progress", kwargs={"hand_over": self.pk})

    @property
    def job_key(self) -> str:
        """The key of the job that carries out this hand-over."""
        return f"hand-over-{self.pk}"


class HandedOver(models.Model):
    """One request of a hand-over, and the colleague who gets the request."""

    hand_over = models.ForeignKey(
        HandOver,
        on_delete=models.CASCADE,
        related_name="requests",
        db_index=False,  # the constraint's index begins with it
    )
    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="+"
    )
    # None where no colleague chosen can have the request: `problem` says why.
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    is_done = models.BooleanField(default=False)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="request_once_in_a_hand_over", fields=["hand_over", "foi_request"]
            ),
            models.CheckConstraint(
                name="request_handed_over_has_a_receiver",
                condition=Q(is_done=False) | Q(receiver__isnull=False, problem=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.foi_request}: {self.problem or self.receiver}"
