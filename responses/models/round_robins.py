"""Requests alike, grouped by officers, with one common line."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Authority
from requests_app.models import FOIRequest


class RoundRobin(models.Model):
    """A group of requests alike: from many people, or to many authorities.

    The group decides nothing about its requests. Each has its own letter.
    """

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="round_robins"
    )
    title = models.CharField(max_length=200)
    # A paragraph for every letter of the group, as plain text; "" for none yet.
    line = models.TextField(blank=True)
    # The line before, still in some drafts.
    former_line = models.TextField(blank=True)
    # The number of changes, so that a stale change is noticed.
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="round_robin_has_a_title", condition=~Q(title="")
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("round-robin", kwargs={"group": self.pk})


class RoundRobinMember(models.Model):
    """A request in a group; a request is in one group at most."""

    group = models.ForeignKey(
        RoundRobin, on_delete=models.PROTECT, related_name="members"
    )
    foi_request = models.OneToOneField(
        FOIRequest, on_delete=models.PROTECT, related_name="round_robin_member"
    )

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.foi_request_id} in group {self.group_id}"


class RoundRobinEntry(models.Model):
    """A step in the history of a group.

    A trigger in the database refuses UPDATE, DELETE and TRUNCATE.
    """

    class Kind(models.TextChoices):
        """What happened."""

        MADE = "made", "Group made"
        CHANGED = "changed", "Title or common line changed"
        ADDED = "added", "Request added"
        REMOVED = "removed", "Request taken out"
        INSERTED = "inserted", "Common line put into a draft"

    group = models.ForeignKey(
        RoundRobin, on_delete=models.PROTECT, related_name="entries"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    # The request concerned: people who may not see it do not see the entry.
    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    # [before, after] of each field changed.
    changes = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "round robin entries"
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.get_kind_display()
