"""Routes of clearance, their rules, and the rounds of requests."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Authority
from requests_app.models import FOIRequest, RequesterType


class ClearanceRoute(models.Model):
    """A way through clearance, by steps."""

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="clearance_routes"
    )
    name = models.CharField(max_length=80)
    # Taken where no rule matches.
    is_default = models.BooleanField(default=False)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="route_name_once_per_authority",
                fields=["authority", "name"],
                condition=Q(retired_on__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_default_route_per_authority",
                fields=["authority"],
                condition=Q(is_default=True, retired_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RouteStep(models.Model):
    """A step of a route. One of the people named must clear."""

    route = models.ForeignKey(
        ClearanceRoute, on_delete=models.CASCADE, related_name="steps"
    )
    # Steps of the same number are open side by side.
    order = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=80)
    # Any approver of the authority may clear, and no person is named.
    is_for_anyone = models.BooleanField(default=False)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="route_steps", blank=True
    )
    deputies = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="route_steps_as_deputy", blank=True
    )

    class Meta:
        ordering = ["order", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class RouteRule(models.Model):
    """A rule for sending a response on a route. Every condition given must hold."""

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="route_rules"
    )
    order = models.PositiveSmallIntegerField(default=1)
    route = models.ForeignKey(
        ClearanceRoute, on_delete=models.CASCADE, related_name="rules"
    )
    flag = models.CharField(max_length=30, choices=FOIRequest.Flag, blank=True)
    requester_type = models.ForeignKey(
        RequesterType,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    # Beginnings of keys of `statute.exemptions`, such as "FOIA 36": one must be cited.
    provisions = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    is_for_restricted = models.BooleanField(default=False)
    is_for_reviews = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="route_rule_has_a_condition",
                condition=~Q(flag="")
                | Q(requester_type__isnull=False)
                | Q(provisions__len__gt=0)
                | Q(is_for_restricted=True)
                | Q(is_for_reviews=True),
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """The conditions in words: "press interest and s.36 cited"."""
        said = []
        if self.flag:
            said.append(f"flagged “{self.get_flag_display()}”")
        if self.requester_type is not None:
            said.append(f"asked by “{self.requester_type}”")
        if self.provisions:
            said.append(f"{' or '.join(self.provisions)} cited")
        if self.is_for_restricted:
            said.append("restricted")
        if self.is_for_reviews:
            said.append("internal review")
        return " and ".join(said)


class Clearance(models.Model):
    """A round of clearance: from sending a response to its last step, or its return."""

    class State(models.TextChoices):
        """The state of the round."""

        RUNNING = "running", "Running"
        CLEARED = "cleared", "Cleared"
        RETURNED = "returned", "Returned"
        RECALLED = "recalled", "Recalled"

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="clearances"
    )
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    # The routes whose steps were joined; none where any approver clears.
    routes = models.ManyToManyField(ClearanceRoute, related_name="clearances")
    route_name = models.CharField(max_length=300, blank=True)
    # Which rules chose the route, in words.
    why = models.TextField(blank=True)
    # Where a person chose another route than the rules: who, and the reason.
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    reason = models.TextField(blank=True)
    started_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_running_clearance_per_request",
                fields=["foi_request"],
                condition=Q(state="running"),
            ),
            models.CheckConstraint(
                name="clearance_ended_once_not_running",
                condition=Q(state="running", ended_at__isnull=True)
                | (~Q(state="running") & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="clearance_chosen_says_why",
                condition=Q(chosen_by__isnull=True) | ~Q(reason=""),
            ),
        ]
        indexes = [
            # For the figures of a period.
            models.Index(
                name="clearance_by_end",
                fields=["ended_at"],
                include=["foi_request", "state"],
                condition=Q(ended_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.route_name or "Any approver"


class ClearanceStep(models.Model):
    """A step of a round, as it stood when the response was sent."""

    class State(models.TextChoices):
        """Where the step is."""

        WAITING = "waiting", "Waits for earlier steps"
        OPEN = "open", "Open"
        CLEARED = "cleared", "Cleared"
        RETURNED = "returned", "Returned"
        SKIPPED = "skipped", "Bypassed"

    clearance = models.ForeignKey(
        Clearance, on_delete=models.CASCADE, related_name="steps"
    )
    order = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=80)
    is_for_anyone = models.BooleanField(default=False)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="clearance_steps", blank=True
    )
    deputies = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="clearance_steps_as_deputy", blank=True
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    opened_at = models.DateTimeField(null=True, blank=True)
    # Who cleared, returned or bypassed the step.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    at = models.DateTimeField(null=True, blank=True)
    # SHA-256 of the words cleared.
    words_sha256 = models.CharField(max_length=64, blank=True)
    # Returned with amendments, as suggestions: only these are to be decided.
    is_amended = models.BooleanField(default=False)
    # Of the return or the bypass.
    reason = models.TextField(blank=True)
    # People of the route who could not be asked, in words.
    left_out = models.TextField(blank=True)
    # The clearance of an earlier round that still holds, the words being the same.
    carried_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    claimed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="clearance_step_decided_says_who_and_when",
                condition=Q(
                    state__in=["waiting", "open"], by__isnull=True, at__isnull=True
                )
                | Q(
                    state__in=["cleared", "returned", "skipped"],
                    by__isnull=False,
                    at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="clearance_step_cleared_says_what",
                condition=~Q(state="cleared") | ~Q(words_sha256=""),
            ),
            models.CheckConstraint(
                name="clearance_step_bypassed_says_why",
                condition=~Q(state="skipped") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="clearance_step_claimed_says_since_when",
                condition=Q(claimed_by__isnull=True, claimed_at__isnull=True)
                | Q(claimed_by__isnull=False, claimed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="clearance_step_open",
                fields=["clearance"],
                condition=Q(state="open"),
            ),
            models.Index(
                name="clearance_step_bypassed",
                fields=["at"],
                condition=Q(state="skipped"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
