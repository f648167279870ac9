"""People with a request open now."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from requests_app.models.requests import FOIRequest


class Presence(models.Model):
    """A person's last sign of life on the pages of a request.

    The table is not logged: a crash of the database may empty it, and the next beat of
    each page fills it again. It is no record: rows change every few seconds.
    """

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="presences"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    # The part of the draft that the person has open, as
    # `requests_app.presence.queries` names it; "" for a page about all of it.
    place = models.CharField(max_length=20, blank=True)
    is_typing = models.BooleanField(default=False)
    # By the clock of the database, which all web servers share.
    seen_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "presences"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="person_is_once_in_a_request", fields=["foi_request", "user"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.seen_at}"
