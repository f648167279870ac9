"""How the e-mails and the post of an authority leave, and what became of them."""

from typing import Final

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Authority
from requests_app.models import Login
from responses.models.sending import Dispatch

# Names of this machine, to which a message may go without encryption.
THIS_MACHINE: Final = ("localhost", "127.0.0.1", "::1")
FEWEST_WEEKS: Final = 1
MOST_WEEKS: Final = 78
USUAL_WEEKS: Final = 26


class Sender(models.Model):
    """By what e-mails and post of an authority leave.

    An authority without a row uses the mail server of the installation, and the print
    queue. Secrets are sealed by `responses.senders.sealing`; no page shows them.
    """

    class Mail(models.TextChoices):
        """The way of e-mails."""

        INSTALLATION = "installation", "The mail server of this installation"
        SMTP = "smtp", "A mail server of your own (SMTP)"
        GRAPH = "graph", "Microsoft 365, from a mailbox of your own (Graph)"
        NOTIFY = "notify", "GOV.UK Notify"

    class Post(models.TextChoices):
        """The way of letters by post."""

        PRINT = "print", "Printed and posted by you, from the print queue"
        NOTIFY = "notify", "Printed and posted by GOV.UK Notify"

    class Encryption(models.TextChoices):
        """How the conversation with the mail server is encrypted."""

        STARTTLS = "starttls", "TLS after the greeting (STARTTLS, mostly port 587)"
        TLS = "tls", "TLS from the start (mostly port 465)"
        NONE = "none", "None: only for a mail server on this machine"

    class Postage(models.TextChoices):
        """The postage of letters by GOV.UK Notify."""

        FIRST = "first", "First class"
        SECOND = "second", "Second class"
        ECONOMY = "economy", "Economy"

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

    # For Microsoft 365: by what the installation signs in to use the mailbox `address`.
    login = models.ForeignKey(
        Login,
        on_delete=models.PROTECT,
        related_name="senders",
        null=True,
        blank=True,
    )

    sealed_notify_key = models.TextField(blank=True)
    # The template of e-mails, by its id at GOV.UK Notify.
    notify_template = models.UUIDField(null=True, blank=True)
    # Whether e-mails link to the letter and its files. Else the letter's text is all.
    notify_links = models.BooleanField(default=False)
    notify_weeks = models.PositiveSmallIntegerField(default=USUAL_WEEKS)
    notify_confirms = models.BooleanField(default=True)

    post_by = models.CharField(max_length=10, choices=Post, default=Post.PRINT)
    postage = models.CharField(max_length=10, choices=Postage, default=Postage.SECOND)
    # SHA-256 of the token with which GOV.UK Notify reports; empty where it does not.
    receipts_digest = models.CharField(max_length=64, blank=True)

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
                name="sender_by_graph_has_a_login_and_a_mailbox",
                condition=~Q(mail_by="graph")
                | (Q(login__isnull=False) & ~Q(address="")),
            ),
            models.CheckConstraint(
                name="sender_encrypts_except_to_this_machine",
                condition=~Q(smtp_encryption="none")
                | Q(smtp_host="")
                | Q(smtp_host__in=THIS_MACHINE),
            ),
            models.CheckConstraint(
                name="sender_by_notify_has_a_key",
                condition=(~Q(mail_by="notify") & ~Q(post_by="notify"))
                | ~Q(sealed_notify_key=""),
            ),
            models.CheckConstraint(
                name="sender_of_notify_e_mails_has_a_template",
                condition=~Q(mail_by="notify") | Q(notify_template__isnull=False),
            ),
            models.CheckConstraint(
                name="sender_keeps_files_as_long_as_notify_does",
                condition=Q(notify_weeks__range=(FEWEST_WEEKS, MOST_WEEKS)),
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
        return self.mail_by in {self.Mail.SMTP, self.Mail.GRAPH}

    @property
    def uses_notify(self) -> bool:
        """Whether anything leaves by GOV.UK Notify."""
        return self.Mail.NOTIFY in {self.mail_by, self.post_by}


class Receipt(models.Model):
    """What GOV.UK Notify says of a letter it took."""

    dispatch = models.OneToOneField(
        Dispatch, on_delete=models.CASCADE, related_name="receipt"
    )
    # The id that GOV.UK Notify gave.
    notify_id = models.UUIDField(unique=True)
    # The last word of GOV.UK Notify, as its API says it.
    status = models.CharField(max_length=40)
    taken_at = models.DateTimeField(db_default=Now())
    # When to ask next; None once nothing more will come.
    ask_at = models.DateTimeField(null=True, blank=True)
    # When the e-mail was delivered, or the letter handed to the printer.
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                name="receipt_to_ask_for",
                fields=["ask_at"],
                condition=Q(ask_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.dispatch}: {self.status}"
