"""The history of a request. Entries are never changed."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from requests_app.models.requests import FOIRequest


class HistoryEntry(models.Model):
    """An action of a person or of the system, in the history of a request.

    A trigger in the database refuses UPDATE, DELETE and TRUNCATE.
    """

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.PROTECT, related_name="history"
    )
    # A registered kind: see `requests_app.history.kinds`.
    kind = models.CharField(max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Empty when the system acted automatically.",
    )
    # The day of the event in the office. `recorded_at` is the moment of recording.
    on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())
    note = models.TextField(blank=True)
    # {"field": [before, after]}
    changes = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "history entries"
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"
