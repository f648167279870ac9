"""Rules by which an authority marks incoming messages."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import Authority, Team
from requests_app.models import FOIRequest


class IncomingRule(models.Model):
    """Flags and a team for messages with certain words, or of certain senders.

    A rule only marks: what becomes of a message is for an officer to decide.
    """

    class Where(models.TextChoices):
        """Where the words are looked for."""

        SENDER = "sender", "Address of the sender"
        SUBJECT = "subject", "Subject"
        ANYWHERE = "anywhere", "Subject or message"

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="incoming_rules"
    )
    where = models.CharField(max_length=10, choices=Where)
    # With commas between; any is enough.
    words = models.CharField(max_length=500)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    flags = ArrayField(
        models.CharField(max_length=30, choices=FOIRequest.Flag),
        default=list,
        blank=True,
    )
    is_on = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="incoming_rule_has_words", condition=~Q(words="")
            ),
            models.CheckConstraint(
                name="incoming_rule_does_something",
                condition=Q(team__isnull=False) | ~Q(flags=[]),
            ),
        ]

    def __str__(self) -> str:
        words = " or ".join(f"“{each}”" for each in self.phrases)
        return f"{self.get_where_display()} with {words}: {self.does}"

    @property
    def phrases(self) -> list[str]:
        """The words and phrases, in lower case."""
        found = (" ".join(each.casefold().split()) for each in self.words.split(","))
        return [each for each in found if each]

    @property
    def does(self) -> str:
        """What the rule does, in words."""
        labels = [f"flag “{FOIRequest.Flag(one).label}”" for one in self.flags]
        to_team = [f"team {self.team}"] if self.team else []
        return ", ".join([*labels, *to_team])
