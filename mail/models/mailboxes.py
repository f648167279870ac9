"""Mailboxes of an authority, and how the last fetch from each went."""

from django.db import models
from django.db.models import Q

from accounts.models import Authority


class Mailbox(models.Model):
    """A place from which mail is fetched.

    The mailbox, the login that opens it, and the sender of our letters are three
    things, each set on its own.
    """

    class Kind(models.TextChoices):
        """How the mailbox is read."""

        IMAP = "imap", "IMAP"
        GRAPH = "graph", "Microsoft 365 (Graph)"
        FOLDER = "folder", "A folder of files on this server"

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="mailboxes"
    )
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind)
    # The address of the mail read: of a shared mailbox, not of its reader.
    address = models.EmailField(blank=True)
    host = models.CharField(max_length=253, blank=True)
    port = models.PositiveIntegerField(null=True, blank=True)
    # For a folder of files: its path on the server.
    path = models.CharField(max_length=500, blank=True)
    folder = models.CharField(max_length=200, default="INBOX", db_default="INBOX")
    # Where messages go once they are kept; "" leaves them where they are.
    filed_to = models.CharField(max_length=200, blank=True)
    # Sent mail, which is only ever read; "" for none.
    sent_folder = models.CharField(max_length=200, blank=True)
    is_on = models.BooleanField(default=False)

    # How far each folder has been read, in the terms of its server.
    cursors = models.JSONField(default=dict, blank=True, editable=False)
    last_fetched_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_new = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)
    failure = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name_plural = "mailboxes"
        ordering = ["name", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="mailbox_name_once_per_authority", fields=["authority", "name"]
            ),
            models.CheckConstraint(
                name="mailbox_failing_says_why",
                condition=Q(failing_since__isnull=True) | ~Q(failure=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name
