"""Logins, by which the installation signs in at an authority's mail service."""

from django.db import models
from django.db.models import Q

from accounts.models import Authority


class Login(models.Model):
    """What an authority's IT gave us to sign in with, at one service.

    Mailboxes and senders name a login: several of them may share one.
    """

    class Kind(models.TextChoices):
        """How we sign in."""

        PASSWORD = "password", "User name and password"
        MICROSOFT = "microsoft", "Microsoft 365, as an application"
        GOOGLE = "google", "Google Workspace, as a service account"

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="logins"
    )
    # As pages show it: "Microsoft 365 of the council".
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=Kind)
    # Of a password.
    username = models.CharField(max_length=254, blank=True)
    # Of an application in Microsoft Entra: the directory, and the application's id.
    tenant = models.CharField(max_length=253, blank=True)
    client_id = models.CharField(max_length=100, blank=True)
    # The password, the client secret or the key file, by
    # `requests_app.connections.sealing`.
    sealed_secret = models.TextField()
    # The tokens obtained, in the same way; may be empty.
    sealed_tokens = models.TextField(blank=True, default="")
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_failure_at = models.DateTimeField(null=True, blank=True)
    # The sentence of the last failure; "" once a sign-in has succeeded.
    last_failure = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["name", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="login_name_once_per_authority", fields=["authority", "name"]
            ),
            models.CheckConstraint(
                name="login_has_secret", condition=~Q(sealed_secret="")
            ),
            models.CheckConstraint(
                name="login_by_password_has_username",
                condition=~Q(kind="password") | ~Q(username=""),
            ),
            models.CheckConstraint(
                name="login_of_microsoft_has_application",
                condition=~Q(kind="microsoft") | (~Q(tenant="") & ~Q(client_id="")),
            ),
            models.CheckConstraint(
                name="login_failure_has_moment",
                condition=Q(last_failure="") | Q(last_failure_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_tokens(self) -> bool:
        """Whether the service is given tokens rather than a password."""
        return self.kind != self.Kind.PASSWORD
