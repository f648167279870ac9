"""The kinds of requesters that an authority tells apart."""

from typing import Final

from django.db import models
from django.db.models import Q

from accounts.models import Authority

# A new authority begins with these. Its administrators may rename, add and retire.
FIRST_TYPES: Final = (
    "Member of the public",
    "Media",
    "Member of Parliament or councillor",
    "Business",
    "Researcher or student",
    "Campaign group or charity",
    "Public authority",
    "Solicitor or other adviser",
    "Colleague or part of the authority",
    "Other",
)


class RequesterType(models.Model):
    """A kind of requester, such as "Media": for routes and figures, never for answers.

    The Act treats every requester alike. A kind decides only who reads the response
    before it goes.
    """

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="requester_types"
    )
    name = models.CharField(max_length=80)
    # A retired kind is no longer offered; requests that have it keep it.
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="requester_type_once_per_authority",
                fields=["authority", "name"],
                condition=Q(retired_on__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.name


def add_first_types(authority: Authority) -> None:
    """Give an authority without any kind of requester the usual ones."""
    if authority.requester_types.exists():
        return
    RequesterType.objects.bulk_create(
        RequesterType(authority=authority, name=name) for name in FIRST_TYPES
    )
