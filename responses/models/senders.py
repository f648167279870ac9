"""How the e-mails of an authority leave."""

from typing import Final

from django.db import models
from django.db.models import Q

from accounts.models import Authority

# Names of this machine, to which a message may go without encryption.
THIS_MACHINE: Final = ("localhost", "127.0.0.1", "::1")


class Sender(models.Model):
    """By what e-mails of an authority leave.

    An authority without a row uses the mail server of the installation. Secrets are
    sealed by `responses.senders.sealing`; no page shows them.
    """

    class Mail(models.TextChoices):
        """The way of e-mails."""

        INSTALLATION = "installation", "The mail server of this installation"
        SMTP = "smtp", "A mail server of your own (SMTP)"

    class Encryption(models.TextChoices):
        """How the conversation with the mail server is encrypted."""

        STARTTLS = "starttls", "TLS after the greeting (STARTTLS, mostly port 587)"
        TLS = "tls", "TLS from the start (mostly port 465)"
        NONE = "none", "None: only for a mail server on this machine"

    authority = models.OneToOneField(
        Authority, on_delete=models.CASCADE, related_name="sender"
    )
    mail_by = models.CharField(max_length=20, choices=Mail, default=Mail.INSTALLATION)
    # The address that e-mails come from. For the installation's server the letterhead
    # says it; GOV.UK Notify has its own.
    address = models.EmailField(blank=True)
    # Where replies are received, with {reference} in it: an address for each request.
    # Empty for the authority's address.
    reply_pattern = models.CharField(max_length=200, blank=True)
    # Whether e-mails to colleagues leave by the same way.
    carries_notices = models.BooleanField(default=False)

    smtp_host = models.CharField(max_length=253, blank=True)
    smtp_port = models.PositiveIntegerField(default=587)
    smtp_encryption = models.CharField(
        max_length=10, choices=Encryption, default=Encryption.STARTTLS
    )
    smtp_user = models.CharField(max_length=254, blank=True)
    sealed_smtp_password = models.TextField(blank=True)

    # Since when nothing leaves, until an administrator mends these settings, and why.
    broken_since = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="sender_by_smtp_has_a_server_and_an_address",
                condition=~Q(mail_by="smtp") | (~Q(smtp_host="") & ~Q(address="")),
            ),
            models.CheckConstraint(
                name="sender_encrypts_except_to_this_machine",
                condition=~Q(smtp_encryption="none")
                | Q(smtp_host="")
                | Q(smtp_host__in=THIS_MACHINE),
            ),
            models.CheckConstraint(
                name="sender_broken_says_why",
                condition=Q(broken_since__isnull=True) | ~Q(failure=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Outgoing e-mail and post of {self.authority}"

    @property
    def has_own_address(self) -> bool:
        """Whether e-mails come from `address`."""
        return self.mail_by == self.Mail.SMTP
