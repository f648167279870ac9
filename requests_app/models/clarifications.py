"""What a requester wrote after the request: to clarify it, or unasked."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from requests_app.models.clock_events import ClockEvent
from requests_app.models.requests import FOIRequest


class ClarificationQuerySet(models.QuerySet["Clarification"]):
    """Questions to the database about what requesters wrote later."""

    def waiting(self) -> Self:
        """Narrow to words that wait to be read into the questions of a request.

        The words of a clarification that was recorded in error wait no longer.
        """
        is_meant = Q(is_unasked=True) | Q(event__undone_on__isnull=True)
        return self.filter(is_meant, effect="")


class Clarification(models.Model):
    """The requester's own words, to be read into the questions.

    The words clarify what the authority asked about, or stand in a later letter that
    the requester sent unasked. They wait until an officer has put them into the
    questions, or has said that the questions stay as they are.
    """

    class Effect(models.TextChoices):
        """What the words changed."""

        QUESTIONS = "questions", "The questions say what is now asked"
        NOTHING = "nothing", "The questions stay as they are"

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="clarifications"
    )
    # Whether the words stand in a later letter, sent unasked.
    is_unasked = models.BooleanField(default=False)
    # The event of the clock; None while a later letter has asked nothing new, and once
    # the event is gone.
    event = models.OneToOneField(
        ClockEvent,
        on_delete=models.SET_NULL,
        related_name="clarification",
        null=True,
        blank=True,
    )
    received_on = models.DateField()
    words = models.TextField()
    # The version of the questions when the words arrived; None where that was not kept.
    questions_version = models.PositiveIntegerField(null=True, blank=True)
    # Empty while the words wait.
    effect = models.CharField(max_length=10, choices=Effect, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    settled_on = models.DateField(null=True, blank=True)

    objects = ClarificationQuerySet.as_manager()

    class Meta:
        ordering = ["received_on", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="clarification_settled_says_who_and_when",
                condition=Q(effect="", settled_by__isnull=True, settled_on__isnull=True)
                | (
                    ~Q(effect="")
                    & Q(settled_by__isnull=False, settled_on__isnull=False)
                ),
            )
        ]

    def __str__(self) -> str:
        what = "later letter" if self.is_unasked else "clarification"
        return f"{what} of {self.received_on}"
