"""Links to accounts, new passwords asked for, and lists of people to import."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat, Now

from accounts.models import Authority
from requests_app.models.jobs import Job


class AccountLinkQuerySet(models.QuerySet["AccountLink"]):
    """Filters of links."""

    def unused(self) -> Self:
        """Links neither used nor withdrawn, whether ended or not."""
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True)

    def with_failures(self) -> Self:
        """Links with `has_failed`: the e-mail was refused, given up or cancelled."""
        jobs = Job.objects.filter(
            Q(needs_attention=True)
            | Q(done_at__isnull=False)
            | Q(last_error__startswith="LinkNotSent"),
            idempotency_key=Concat(
                Value("account-link-"), Cast(OuterRef("pk"), models.CharField())
            ),
        )
        return self.annotate(has_failed=Q(sent_at__isnull=True) & Exists(jobs))


class AccountLink(models.Model):
    """A link of one purpose, sent to the e-mail address of a person.

    The link itself is in the e-mail only: stored is a hash of its token.
    """

    class Purpose(models.TextChoices):
        """The use of the link."""

        INVITATION = "invitation", "Invitation"
        PASSWORD = "password", "New password"

    purpose = models.CharField(max_length=20, choices=Purpose)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="account_links"
    )
    # Empty until the e-mail is made.
    token_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    asked_at = models.DateTimeField(db_default=Now())
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Empty when the person asked, or a command.",
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AccountLinkQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="account_link_token_once",
                fields=["token_sha256"],
                condition=~Q(token_sha256=""),
            ),
            models.CheckConstraint(
                name="account_link_with_token_ends",
                condition=Q(token_sha256="") | Q(ends_at__isnull=False),
            ),
            models.CheckConstraint(
                name="account_link_used_or_withdrawn",
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.person}"


class PeopleImport(models.Model):
    """A list of people uploaded by an administrator, until the import."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    # Emptied by the import: the people are then rows of their own.
    text = models.TextField(blank=True)
    uploaded_at = models.DateTimeField(db_default=Now())
    imported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class PasswordAsked(models.Model):
    """One asking for a new password, by place; kept for an hour."""

    # Of the network address.
    place = models.CharField(max_length=16)
    asked_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["place"], name="password_asked_from")]

    def __str__(self) -> str:
        return f"{self.place}, {self.asked_at}"
