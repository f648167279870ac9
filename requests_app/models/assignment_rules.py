"""Rules by which an authority assigns requests when they are registered."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Authority, Team
from requests_app.models.requester_types import RequesterType


class AssignmentRule(models.Model):
    """Which requests go to which team or officer. The first rule that fits counts."""

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="assignment_rules"
    )
    position = models.PositiveIntegerField()
    # Words or phrases with commas between, any of which the request must have; "" for
    # any request.
    words = models.CharField(max_length=300, blank=True)
    requester_type = models.ForeignKey(
        RequesterType,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    # The officer of the team with the fewest open requests gets the request.
    is_to_least_loaded = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="assignment_rule_names_a_team_or_an_officer",
                condition=Q(team__isnull=False) | Q(officer__isnull=False),
            ),
            models.CheckConstraint(
                name="least_loaded_officer_is_of_a_team",
                condition=Q(is_to_least_loaded=False)
                | Q(team__isnull=False, officer__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fits} go to {self.target}"

    @property
    def phrases(self) -> list[str]:
        """The words and phrases, in lower case."""
        found = (" ".join(each.casefold().split()) for each in self.words.split(","))
        return [each for each in found if each]

    @property
    def fits(self) -> str:
        """Which requests the rule fits, in words."""
        words = " or ".join(f"“{each}”" for each in self.phrases)
        asked = f"Requests with {words}" if words else "All requests"
        return f"{asked} from “{self.requester_type}”" if self.requester_type else asked

    @property
    def target(self) -> str:
        """Who gets the requests, in words."""
        if self.officer is not None:
            return str(self.officer)
        if self.is_to_least_loaded:
            return f"the officer of {self.team} with the fewest requests"
        return f"the queue of {self.team}"
