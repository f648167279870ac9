"""Decisions of an internal review on the questions of the request under review."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from requests_app.models import FOIRequest, Question


class ReviewPoint(models.Model):
    """The decision on one point of a review: a question, or the handling as a whole.

    Source: FOISA 2002 s.21(4); EIR 2004 reg 11; s.45 Code of Practice, part 5.
    """

    class Decision(models.TextChoices):
        """Effect of the review on the original decision."""

        UPHELD = "upheld", "Upheld"
        PARTLY_UPHELD = "partly_upheld", "Partly upheld"
        OVERTURNED = "overturned", "Overturned"
        NOT_DECIDED_BEFORE = "not_decided_before", "Decided for the first time"

    # The review is itself a request. A point is stored once an officer decides it.
    review = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="review_points"
    )
    # A question of the review. Null for the handling of the request.
    question = models.ForeignKey(
        Question,
        on_delete=models.CASCADE,
        related_name="review_points",
        null=True,
        blank=True,
    )
    decision = models.CharField(max_length=20, choices=Decision, blank=True)
    # Sanitised HTML.
    reasons = models.TextField(blank=True)
    # The remedy for a failure, and the last day for it.
    remedy = models.TextField(blank=True)
    remedy_by = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["review", models.F("question__order").asc(nulls_last=True), "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="remedy_by_a_day_says_what",
                condition=models.Q(remedy_by__isnull=True) | ~models.Q(remedy=""),
            ),
            models.UniqueConstraint(
                name="one_point_of_review_per_question",
                fields=["review", "question"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.get_decision_display() or "Not decided"


class ReviewedProvision(models.Model):
    """How one provision fared at a review: it was upheld, overturned, or is new.

    Source: the Cabinet Office's annual tables, which split reviews by exemption.
    """

    class Fate(models.TextChoices):
        """What the review found of the provision."""

        UPHELD = "upheld", "Upheld"
        PARTLY_UPHELD = "partly_upheld", "Partly upheld"
        OVERTURNED = "overturned", "Overturned"
        NEW = "new", "Newly relied on"

    # The review is itself a request.
    review = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="reviewed_provisions"
    )
    # A key of `statute.exemptions.PROVISIONS`.
    provision = models.CharField(max_length=40)
    fate = models.CharField(max_length=20, choices=Fate)
    # Whether an officer said so. Otherwise both letters were compared.
    is_stated = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["review", "provision"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="reviewed_provision_once", fields=["review", "provision"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.provision}: {self.get_fate_display()}"
