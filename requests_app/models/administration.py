"""The record of changes made by administrators. Entries are never changed."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Authority, User


class AdministrationEntryQuerySet(models.QuerySet["AdministrationEntry"]):
    """The record of changes, narrowed to what a person may read."""

    def visible_to(self, user: User) -> Self:
        """Changes of the person's authority, and changes that concern all."""
        own = Q(authority__isnull=True)
        if user.authority_id is not None:
            own |= Q(authority_id=user.authority_id)
        return self.filter(own)


class AdministrationEntry(models.Model):
    """A change of settings, wording, calendars, people or roles.

    A trigger in the database refuses UPDATE, DELETE and TRUNCATE.
    """

    # None for a change that concerns every authority, such as a bank holiday.
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Empty when the system or a command made the change.",
    )
    at = models.DateTimeField(db_default=Now())
    # The thing changed, by its kind and name: "Team Central FOI Unit".
    subject = models.CharField(max_length=300)
    # What happened to the thing: "Renamed".
    what = models.CharField(max_length=300)
    # {"field": [before, after]}
    changes = models.JSONField(default=dict, blank=True)

    objects = AdministrationEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "administration entries"
        default_permissions = ()
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["authority", "-id"], name="administration_by_authority"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="administration_entry_says_what",
                condition=~Q(subject="") & ~Q(what=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.what}"
