"""Lists kept under a name, and each person's pins."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from accounts.models import Authority, Team, User


class SavedViewQuerySet(models.QuerySet):
    """Questions about saved views."""

    def visible_to(self, user: User) -> Self:
        """Views of the user, and views shared with the user's team or authority."""
        if user.authority_id is None:
            return self.none()
        shared = Q(audience=SavedView.Audience.AUTHORITY)
        if user.team_id is not None:
            shared |= Q(team_id=user.team_id)
        return self.filter(Q(owner_id=user.pk) | shared, authority_id=user.authority_id)


class SavedView(models.Model):
    """The filters, columns and order of a list, under a name."""

    class Audience(models.TextChoices):
        """The people to find the view."""

        OWNER = "owner", "Only me"
        TEAM = "team", "My team"
        AUTHORITY = "authority", "Everybody in the authority"

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(max_length=80)
    # The filters, columns and order, as the address of the list has them.
    query = models.TextField(blank=True)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.OWNER)
    # The audience, if a team; None for the other audiences.
    team = models.ForeignKey(
        Team, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    # Counts the changes, so that two people do not undo each other's unseen.
    version = models.PositiveIntegerField(default=1)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                "owner", Lower("name"), name="saved_view_name_once_per_owner"
            ),
            models.CheckConstraint(
                name="saved_view_of_a_team_names_it",
                condition=Q(audience="team", team__isnull=False)
                | (~Q(audience="team") & Q(team__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("saved-view", kwargs={"view": self.pk})

    @property
    def is_shared(self) -> bool:
        """Whether other people find the view."""
        return self.audience != self.Audience.OWNER


class PinnedView(models.Model):
    """A view pinned above every list of a person."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="pinned_views",
        db_index=False,  # the constraint's index begins with it
    )
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="pins")
    # The place among the person's pins, from 1.
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="view_pinned_once", fields=["person", "view"])
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.view_id}"
