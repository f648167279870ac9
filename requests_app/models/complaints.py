"""Complaints about a request to the regulator, and what follows at the tribunal."""

from typing import Final

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from requests_app.models.requests import FOIRequest
from statute.working_days import format_date


class Complaint(models.Model):
    """A complaint of the requester to the Information Commissioner, or Scotland's.

    Source: FOIA 2000 ss.50, 51 and 57; FOISA 2002 ss.47, 49 and 56.
    """

    class Outcome(models.TextChoices):
        """How the regulator closed the complaint."""

        UPHELD = "upheld", "Decision of the authority upheld"
        PARTLY_UPHELD = "partly_upheld", "Decision of the authority upheld in part"
        OVERTURNED = "overturned", "Decision of the authority overturned"
        INFORMAL = "informal", "Resolved without a decision notice"
        WITHDRAWN = "withdrawn", "Withdrawn or not taken up"

    class Fate(models.TextChoices):
        """What the regulator found of a provision."""

        UPHELD = "upheld", "Upheld"
        PARTLY_UPHELD = "partly_upheld", "Partly upheld"
        OVERTURNED = "overturned", "Overturned"

    class Step(models.TextChoices):
        """What the authority owes next."""

        SUBMISSION = "submission", "Answer the regulator’s questions"
        INFORMATION_NOTICE = "information_notice", "Comply with an information notice"
        DECISION_NOTICE = "decision_notice", "Take the steps of the decision notice"
        APPEAL = "appeal", "Decide whether to appeal"
        TRIBUNAL = "tribunal", "Respond to the tribunal"

    class Appellant(models.TextChoices):
        """Who appealed against the decision notice."""

        REQUESTER = "requester", "The requester"
        AUTHORITY = "authority", "The authority"

    class TribunalOutcome(models.TextChoices):
        """How the tribunal or the court closed the appeal."""

        ALLOWED = "allowed", "Appeal allowed"
        PARTLY_ALLOWED = "partly_allowed", "Appeal allowed in part"
        DISMISSED = "dismissed", "Appeal dismissed"
        WITHDRAWN = "withdrawn", "Appeal withdrawn or struck out"

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="complaints"
    )
    case_number = models.CharField(max_length=60, blank=True)
    # The day on which the authority heard of the complaint.
    received_on = models.DateField()
    # What the authority owes next, and by when.
    next_step = models.CharField(max_length=20, choices=Step, blank=True)
    step_due_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    notice_number = models.CharField(max_length=60, blank=True)
    # What was found of provisions: keys of `statute.exemptions.PROVISIONS`, with values
    # of `Fate`.
    fates = models.JSONField(default=dict, blank=True)
    appealed_on = models.DateField(null=True, blank=True)
    appellant = models.CharField(max_length=20, choices=Appellant, blank=True)
    tribunal_number = models.CharField(max_length=60, blank=True)
    tribunal_decided_on = models.DateField(null=True, blank=True)
    tribunal_outcome = models.CharField(
        max_length=20, choices=TribunalOutcome, blank=True
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        default_permissions = ()
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="complaint_decided_says_how_and_when",
                condition=Q(outcome="", decided_on=None)
                | (~Q(outcome="") & Q(decided_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="complaint_decided_after_it_was_made",
                condition=Q(decided_on__isnull=True)
                | Q(decided_on__gte=F("received_on")),
            ),
            models.CheckConstraint(
                name="complaint_step_by_a_day_says_what",
                condition=Q(step_due_on__isnull=True) | ~Q(next_step=""),
            ),
            models.CheckConstraint(
                name="complaint_appealed_says_who_and_when",
                condition=Q(appellant="", appealed_on=None)
                | (
                    ~Q(appellant="")
                    & Q(appealed_on__isnull=False, decided_on__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="complaint_tribunal_says_how_and_when",
                condition=Q(tribunal_outcome="", tribunal_decided_on=None)
                | (
                    ~Q(tribunal_outcome="")
                    & Q(tribunal_decided_on__isnull=False, appealed_on__isnull=False)
                ),
            ),
        ]
        indexes = [
            models.Index(
                name="complaint_by_step",
                fields=["step_due_on"],
                condition=Q(step_due_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.case_number or f"Complaint of {format_date(self.received_on)}"

    def get_absolute_url(self) -> str:
        return reverse(
            "change-complaint",
            kwargs={"reference": self.foi_request.reference, "complaint": self.pk},
        )

    @property
    def standing(self) -> str:
        """Where the complaint stands, in words."""
        if self.tribunal_outcome:
            return str(self.get_tribunal_outcome_display())
        if self.appealed_on:
            return "At the tribunal"
        return str(self.get_outcome_display()) or "With the regulator"


# The fields that an officer corrects together.
FACTS: Final = (
    "case_number",
    "received_on",
    "next_step",
    "step_due_on",
    "outcome",
    "decided_on",
    "notice_number",
    "fates",
    "appealed_on",
    "appellant",
    "tribunal_number",
    "tribunal_decided_on",
    "tribunal_outcome",
)
