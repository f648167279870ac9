"""The teams and departments of an authority."""

from typing import Any

from django.db import models

from accounts.models.authorities import Authority


class PartManager(models.Manager):
    """Teams or departments in use."""

    def get_queryset(self) -> Any:
        """Leave out what is closed."""
        return super().get_queryset().filter(closed_on__isnull=True)


class EveryPart(models.Manager):
    """Teams or departments, the closed ones too."""


class Team(models.Model):
    """The people of one authority who handle requests together.

    `Team.objects` and `authority.teams` have the teams in use; `Team.everything` has
    the closed ones too.
    """

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="teams"
    )
    name = models.CharField(max_length=120)
    closed_on = models.DateField(null=True, blank=True, editable=False)

    objects = PartManager()
    everything = EveryPart()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="team_name_once_per_authority", fields=["authority", "name"]
            )
        ]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A part of the authority that holds information.

    `Department.objects` and `authority.departments` have the departments in use;
    `Department.everything` has the closed ones too.
    """

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="departments"
    )
    name = models.CharField(max_length=120)
    mailbox = models.EmailField(
        blank=True,
        help_text="Gets a link to each question put to the department. Nobody needs an "
        "account to answer by such a link.",
    )
    head = models.ForeignKey(
        "User",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text="Is told when a reply stays out.",
    )
    head_email = models.EmailField(
        "e-mail address of the head",
        blank=True,
        help_text="For a head without an account.",
    )
    default_days = models.PositiveSmallIntegerField(
        "working days for a reply", default=5, db_default=5
    )
    escalate_after_days = models.PositiveSmallIntegerField(
        "working days late before the head is told", default=3, db_default=3
    )

    closed_on = models.DateField(null=True, blank=True, editable=False)
    # The department that took over the work of a closed department, if any.
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    objects = PartManager()
    everything = EveryPart()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="department_name_once_per_authority", fields=["authority", "name"]
            )
        ]

    def __str__(self) -> str:
        return self.name
