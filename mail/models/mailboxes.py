"""Mailboxes of an authority, and how the last fetch from each went."""

from django.db import models
from django.db.models import Q

from accounts.models import Authority
from requests_app.models import Login


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
    # Empty for a folder of files.
    login = models.ForeignKey(
        Login,
        on_delete=models.PROTECT,
        related_name="mailboxes",
        null=True,
        blank=True,
    )
    # The address of the mail read: of a shared mailbox, not of its reader.
    address = models.EmailField(blank=True)
    host = models.CharField(max_length=253, blank=True)
    port = models.PositiveIntegerField(null=True, blank=True)
    # For a folder of files: its path on the server.
    path = models.CharField(max_length=500, blank=True)
    folder = models.CharField(max_length=200, default="INBOX", db_default="INBOX")
    # Where kept messages go; "" leaves kept messages in place.
    filed_to = models.CharField(max_length=200, blank=True)
    # Sent mail: read, and given copies of what leaves by SMTP; "" where left out.
    sent_folder = models.CharField(max_length=200, blank=True)
    # Messages that arrived before this day stay untouched.
    since = models.DateField(null=True, blank=True)
    is_on = models.BooleanField(default=False)

    # How far each folder has been read, in the terms of its server.
    cursors = models.JSONField(default=dict, blank=True, editable=False)
    last_fetched_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The last fetch with new messages, and their number.
    last_new_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_new = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)
    failure = models.TextField(blank=True, editable=False)
    # Failures in a row: the pause before the next fetch grows.
    failures = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    next_fetch_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The beginning of the failure, once administrators were told.
    told_of = models.DateTimeField(null=True, blank=True, editable=False)

    # The message being fetched, and how often its fetch was begun: a message
    # killing its workers must not keep later messages waiting.
    trying = models.CharField(max_length=500, blank=True, default="", editable=False)
    tries = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    # A single fetch at a time: the worker with this key has the mailbox until then.
    lease = models.UUIDField(null=True, blank=True, editable=False)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)

    # What the last trial found, by `mail.fetching.trials`, or why the trial failed.
    trial = models.JSONField(default=dict, blank=True, editable=False)
    trial_failure = models.TextField(blank=True, default="", editable=False)
    tried_at = models.DateTimeField(null=True, blank=True, editable=False)

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
            models.CheckConstraint(
                name="mailbox_on_a_server_has_login",
                condition=Q(is_on=False) | Q(kind="folder") | Q(login__isnull=False),
            ),
            models.CheckConstraint(
                name="mailbox_leased_until_a_moment",
                condition=Q(lease__isnull=True, leased_until__isnull=True)
                | Q(lease__isnull=False, leased_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Remainder(models.Model):
    """What is still to be done with one message of a mailbox.

    A message that was kept is still to be filed away; a message that could not be
    fetched is to be tried again; a copy of what left by SMTP is to be put with the sent
    mail. None keeps the messages after it waiting.
    """

    class Kind(models.TextChoices):
        """What is to be done."""

        FILE = "file", "Move to the folder for kept messages"
        FETCH = "fetch", "Fetch"
        COPY = "copy", "Keep a copy of what was sent"

    mailbox = models.ForeignKey(
        Mailbox, on_delete=models.CASCADE, related_name="remainders"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    # The folder, and the message's key on the server; of a copy, what it is made from.
    folder = models.CharField(max_length=200)
    provider_id = models.CharField(max_length=500)
    attempts = models.PositiveIntegerField(default=0, db_default=0)
    # The last reason, in a sentence.
    failure = models.TextField(blank=True)
    since = models.DateTimeField()
    next_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="remainder_once_per_message",
                fields=["mailbox", "kind", "folder", "provider_id"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.provider_id}"
