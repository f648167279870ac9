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
