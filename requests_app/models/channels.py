"""Channels of Teams or Slack, to which notices are posted."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import Authority, Team


class Channel(models.Model):
    """An incoming webhook of a team, or of the whole authority."""

    class Kind(models.TextChoices):
        """The programme, which decides the form of a message."""

        TEAMS = "teams", "Microsoft Teams"
        SLACK = "slack", "Slack"

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="channels"
    )
    # None for the requests of teams without a channel of their own.
    team = models.ForeignKey(
        Team, on_delete=models.CASCADE, related_name="channels", null=True, blank=True
    )
    kind = models.CharField(max_length=10, choices=Kind)
    # A secret: who knows the address can post. Sealed by
    # `requests_app.telling.channels.sealing`; pages and logs show the host alone.
    sealed_address = models.TextField()
    host = models.CharField(max_length=253)
    # Names of groups of notices, of `requests_app.telling.groups`.
    groups = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    is_on = models.BooleanField(default=False)

    class Meta:
        ordering = ["team__name", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="channel_once_per_team",
                fields=["authority", "team"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.team or self.authority}"
