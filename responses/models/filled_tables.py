"""Workbooks of requesters, given back with the answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from requests_app.models import RequestTable
from responses.models.enclosures import Enclosure


class FilledTable(models.Model):
    """A requester's workbook with answers in its rows, as a file of the letter."""

    class State(models.TextChoices):
        """How far a worker is."""

        WAITING = "waiting", "Being filled in"
        MADE = "made", "Filled in"
        REFUSED = "refused", "Cannot be filled in"

    request_table = models.OneToOneField(
        RequestTable, on_delete=models.PROTECT, related_name="filled"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    # Empty once the file was removed from the draft.
    enclosure = models.ForeignKey(
        Enclosure,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    # Of the answers put in, to tell when they have changed since.
    answers_sha256 = models.CharField(max_length=64, blank=True)
    # [[sheet, row]] of the rows without an answer in them.
    left_empty = models.JSONField(default=list, blank=True)
    refused = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="filled_table_refused_says_why",
                condition=Q(state="refused") & ~Q(refused="")
                | ~Q(state="refused") & Q(refused=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_table}: {self.get_state_display()}"
