"""Calendar feeds: one address for each person, until a new one is made."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class CalendarFeed(models.Model):
    """The right to read a person's due dates by an address, without signing in."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    # Random. A new key ends the old address.
    key = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Calendar of {self.person}"


class CalendarEvent(models.Model):
    """A day as the person's calendar program last read it.

    The program learns of a moved or cancelled day by its higher sequence number.
    """

    feed = models.ForeignKey(
        CalendarFeed,
        on_delete=models.CASCADE,
        related_name="events",
        # The constraint has an index that begins with the feed.
        db_index=False,
    )
    uid = models.CharField(max_length=100)
    on = models.DateField()
    summary = models.CharField(max_length=300)
    url = models.CharField(max_length=500)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)

    class Meta:
        ordering = ["on", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="calendar_event_once_per_feed", fields=["feed", "uid"]
            )
        ]

    def __str__(self) -> str:
        return self.summary
