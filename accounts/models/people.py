"""The people who sign in, and the browsers in which they did."""

from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts import policy
from accounts.models.authorities import Authority
from accounts.models.parts import Department, Team
from accounts.policy import Role


class User(AbstractUser):
    """A person who signs in."""

    authority = models.ForeignKey(
        Authority,
        on_delete=models.PROTECT,
        related_name="people",
        null=True,
        blank=True,
        help_text="Whose requests this person deals with.",
    )
    team = models.ForeignKey(
        Team, on_delete=models.SET_NULL, related_name="people", null=True, blank=True
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.SET_NULL,
        related_name="people",
        null=True,
        blank=True,
        help_text="For contributors: which part of the authority they answer for.",
    )
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role), default=list, blank=True
    )
    # WCAG 2.2, 2.1.4: a person may switch off the keys that are a single character.
    is_without_keys = models.BooleanField(default=False, editable=False)
    # The same for all accounts of a person who signs in once for several
    # authorities; empty for a person with a single account.
    person_key = models.UUIDField(null=True, blank=True, editable=False)
    # Sessions end when this number grows, and when the password changes.
    sign_outs = models.PositiveIntegerField(default=0, editable=False)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                name="user_roles_are_known",
                condition=Q(roles__contained_by=Role.values),
            ),
            models.UniqueConstraint(
                name="user_once_per_person_and_authority",
                fields=["person_key", "authority"],
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def clean(self) -> None:
        """Refuse a team, department or move that leaves records contradictory.

        Raises:
            ValidationError: The team or department belongs to another authority, or
                the person still has open requests of another authority.
        """
        super().clean()
        problems = {
            name: f"{part} belongs to {part.authority}. Choose a {name} of "
            f"{self.authority or 'the person’s authority'}."
            for name in ("team", "department")
            if (part := getattr(self, name)) is not None
            and part.authority_id != self.authority_id
        }
        if self.pk:
            held = self.foi_requests.filter(closed_on__isnull=True)
            if self.authority is not None:
                held = held.exclude(authority=self.authority)
            if left := held.count():
                problems["authority"] = (
                    f"{self} still has {left:,} open "
                    f"request{'s' if left > 1 else ''} of another authority. Assign "
                    "them to a colleague first."
                )
        if problems:
            raise ValidationError(problems)

    def accounts(self) -> list["User"]:
        """Return all accounts of the person, closed accounts included, this one too.

        The accounts share a password, and each has the rights of its own roles.
        """
        if self.person_key is None:
            return [self]
        found = User.objects.filter(person_key=self.person_key)
        return list(found.select_related("authority").order_by("authority__name", "pk"))

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """Rest the session on the number of sign-outs too, not on the password alone.

        Django compares this when a session is used.
        """
        kept: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        return f"{kept}-{self.sign_outs}" if self.sign_outs else kept

    @property
    def role_permissions(self) -> frozenset[str]:
        """The permissions of the person's roles, by `accounts.policy`.

        Without an authority, the role of an owner alone has any.
        """
        is_placed = self.authority_id is not None
        roles = self.roles if is_placed else {Role.OWNER}.intersection(self.roles)
        return policy.permissions_of(roles)

    @cached_property
    def sees_requests(self) -> bool:
        """Whether the person's roles give access to any request at all."""
        return policy.VIEW_REQUESTS in self.role_permissions


class KnownBrowser(models.Model):
    """A browser in which a person has signed in before.

    Wrong passwords from elsewhere do not make this browser wait; its own do.
    """

    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="known_browsers"
    )
    # Of the key in the browser's cookie.
    key_sha256 = models.CharField(max_length=64)
    used_at = models.DateTimeField(db_default=Now())
    # Since the person last signed in with this browser.
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="browser_known_once_per_person",
                fields=["person", "key_sha256"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.used_at}"
