"""What an approver has read, approved and returned of a response, part by part."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from requests_app.models import FOIRequest


class PartWords(models.Model):
    """The words of a part of a response, as a person read them."""

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="+"
    )
    # The key of the part, by `responses.approving.parts`.
    part = models.CharField(max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # SHA-256 of all that the part says, with its provisions and files.
    sha256 = models.CharField(max_length=64)
    # The same as plain text, by the titles that a page shows.
    words = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class Look(PartWords):
    """The words of a part that a person read last, and those read before."""

    # Null until the person has read the part in two forms.
    before = models.JSONField(null=True, blank=True)
    before_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="part_looked_at_once_per_person",
                fields=["foi_request", "by", "part"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.part} read by {self.by_id}"


class PartApproval(PartWords):
    """The approval of a part by a person. Other words are not approved."""

    # Whether the words were approved as the approver's own suggestions make them.
    is_amended = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="part_approved_once_per_person",
                fields=["foi_request", "by", "part"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.part} approved by {self.by_id}"


class PartReturn(models.Model):
    """The return of a response because of one of its parts."""

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="part_returns"
    )
    part = models.CharField(max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # The London day.
    on = models.DateField()
    reasons = models.TextField()
    # When the response was sent for clearance again.
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.part} returned by {self.by_id}"

    @property
    def question_key(self) -> int | None:
        """The key of the first question of an answer; None for other parts."""
        place, _, key = self.part.partition("-")
        return int(key) if place == "answer" and key.isdecimal() else None
