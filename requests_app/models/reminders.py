"""Reminders that a request is nearly due or overdue, and the rules for them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import Authority
from requests_app.models.requests import FOIRequest


def _usual_days_before() -> list[int]:
    return [10, 5]


class ReminderRules(models.Model):
    """When an authority reminds of due dates, and to whom it escalates.

    All numbers are working days. An authority without a row has the usual rules, the
    defaults of the fields.
    """

    authority = models.OneToOneField(
        Authority, on_delete=models.CASCADE, related_name="reminder_rules"
    )
    days_before = ArrayField(
        models.PositiveSmallIntegerField(), default=_usual_days_before
    )
    is_on_the_day = models.BooleanField(default=True)
    # The days between two reminders of an overdue request; none for one reminder only.
    overdue_every_days = models.PositiveSmallIntegerField(
        null=True, blank=True, default=5
    )
    # How long a request is overdue before managers are told; none for never.
    managers_after_days = models.PositiveSmallIntegerField(
        null=True, blank=True, default=1
    )
    # How long a request is overdue before the head is told; none for never.
    head_after_days = models.PositiveSmallIntegerField(null=True, blank=True)
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    # How long a letter may wait for the post before people are told; none for ever.
    unposted_after_days = models.PositiveSmallIntegerField(
        null=True, blank=True, default=2
    )

    class Meta:
        verbose_name_plural = "reminder rules"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="reminder_rules_tell_the_head_after_a_day",
                condition=Q(head_after_days__isnull=True) | Q(head_after_days__gt=0),
            )
        ]

    def __str__(self) -> str:
        return f"Reminder rules of {self.authority}"


class Reminder(models.Model):
    """A reminder that was sent. Each stage is sent once per due date."""

    class Kind(models.TextChoices):
        """The stage of the request, or what became of its due date."""

        BEFORE = "before", "Nearly due"
        TODAY = "today", "Due today"
        OVERDUE = "overdue", "Overdue"
        MANAGERS = "managers", "Overdue, for managers"
        HEAD = "head", "Overdue, for the head"
        MOVED = "moved", "Due date moved"

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="reminders"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    # Before the due date: the working days of the rule. Overdue: the first, second or
    # third reminder. Moved: which move of the date. Else nought.
    number = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField()
    on = models.DateField()
    # The people reminded; empty where the news of a moved date said the same.
    to = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="reminders")

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="reminder_once_per_stage_and_due_date",
                fields=["foi_request", "kind", "number", "due_on"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.foi_request}: {self.get_kind_display()}"

    @property
    def is_overdue(self) -> bool:
        """Whether the due date had passed."""
        return self.kind in {self.Kind.OVERDUE, self.Kind.MANAGERS, self.Kind.HEAD}
