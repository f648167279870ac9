"""What an internal review decides on each question of the request under review."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from requests_app.models import FOIRequest, Question


class ReviewPoint(models.Model):
    """The decision on one point of a review: a question, or the handling as a whole.

    Source: FOISA 2002 s.21(4); EIR 2004 reg 11; s.45 Code of Practice, part 5.
    """

    class Decision(models.TextChoices):
        """What becomes of the decision under review."""

        UPHELD = "upheld", "Upheld"
        PARTLY_UPHELD = "partly_upheld", "Partly upheld"
        OVERTURNED = "overturned", "Overturned"
        NOT_DECIDED_BEFORE = "not_decided_before", "Decided for the first time"

    # The review, which is itself a request; a point is kept once somebody decides it.
    review = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="review_points"
    )
    # Of the review; none for how the request was handled.
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
    # What is done to put a failure right, and by when.
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
