"""Days on which a person is away."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models.people import User
from accounts.querysets import LeaveQuerySet


class Leave(models.Model):
    """Days on which a person is away, and the deputy who acts meanwhile.

    A row is never deleted. Leave that was not taken is withdrawn.
    """

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="leaves")
    first_on = models.DateField()
    last_on = models.DateField()
    deputy = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="deputised_leaves",
        null=True,
        blank=True,
    )
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    recorded_at = models.DateTimeField(db_default=Now())
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        ordering = ["first_on", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="leave_ends_after_it_begins",
                condition=Q(last_on__gte=F("first_on")),
            ),
            models.CheckConstraint(
                name="leave_has_another_person_as_deputy",
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("person")),
            ),
            models.CheckConstraint(
                name="leave_withdrawn_says_who_and_when",
                condition=Q(withdrawn_by__isnull=True, withdrawn_on__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="leave_by_day",
                fields=["last_on", "first_on"],
                condition=Q(withdrawn_on__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.first_on} to {self.last_on}"
