"""Messages byte for byte, and each time one of them reached us."""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Authority
from mail.models.mailboxes import Mailbox
from mail.models.messages import Message


def raw_storage() -> Storage:
    """Return the storage for messages as they arrived."""
    return storages["default"]


class RawMail(models.Model):
    """The bytes of a message, kept before anything reads them."""

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="raw_mails"
    )
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    # Empty once the message was deleted as spam.
    file = models.FileField(
        upload_to="mail/", storage=raw_storage, max_length=200, blank=True
    )
    kept_at = models.DateTimeField(db_default=Now())
    # Empty until read; afterwards the message as read.
    message = models.ForeignKey(
        Message,
        on_delete=models.PROTECT,
        related_name="raw_mails",
        null=True,
        blank=True,
    )

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="raw_mail_once_per_authority", fields=["authority", "sha256"]
            )
        ]
        indexes = [
            models.Index(
                name="raw_mail_unread",
                fields=["id"],
                condition=Q(message__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def is_deleted(self) -> bool:
        """Whether the message was deleted as spam, and is not to be kept again."""
        return self.message is not None and self.message.emptied_at is not None


class Receipt(models.Model):
    """One time that a message reached us: in a mailbox, or as a file by hand.

    A message is remembered by mailbox, the provider's key and its bytes, whatever
    becomes of it, so that no fetch takes it twice.
    """

    class Folder(models.TextChoices):
        """Where the message lay."""

        RECEIVED = "received", "Received"
        SENT = "sent", "Sent"

    raw = models.ForeignKey(RawMail, on_delete=models.PROTECT, related_name="receipts")
    mailbox = models.ForeignKey(
        Mailbox,
        on_delete=models.PROTECT,
        related_name="receipts",
        null=True,
        blank=True,
    )
    provider_id = models.CharField(max_length=500, blank=True)
    folder = models.CharField(
        max_length=10, choices=Folder, default=Folder.RECEIVED, db_default="received"
    )
    # The person with the file, without a mailbox.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    # The request of the page for a file dropped there.
    dropped_on = models.ForeignKey(
        "requests_app.FOIRequest",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    # The arrival at the server, as far as the server says; and the moment we saw.
    arrived_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="receipt_once_per_mailbox",
                fields=["mailbox", "provider_id", "raw"],
                condition=Q(mailbox__isnull=False),
            )
        ]
        indexes = [
            models.Index(name="receipt_by_provider", fields=["mailbox", "provider_id"])
        ]

    def __str__(self) -> str:
        return f"{self.raw} in {self.mailbox or 'a file'}"
