"""Messages as read, each once however often it came."""

from typing import Final

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from accounts.models import Authority
from requests_app.models import FOIRequest, KeptFile
from responses.models import Dispatch


class Message(models.Model):
    """What a message says, as read from its bytes. The same in three boxes is one."""

    class Kind(models.TextChoices):
        """What the message is, as far as its form tells."""

        MESSAGE = "message", "Message"
        AUTO_REPLY = "auto_reply", "Automatic reply"
        BOUNCE = "bounce", "Returned mail"
        RECEIPT = "receipt", "Receipt"
        CALENDAR = "calendar", "Calendar entry"
        ENCRYPTED = "encrypted", "Encrypted message"
        BROKEN = "broken", "Message that cannot be read"
        FORM = "form", "Public form"

    class Direction(models.TextChoices):
        """Whether the message came to us or left us."""

        RECEIVED = "received", "Received"
        SENT = "sent", "Sent"

    class MatchedBy(models.TextChoices):
        """What led from the message to its request."""

        ADDRESS = "address", "the address that it was sent to"
        MESSAGE_ID = "message_id", "the message that it answers"
        REFERENCE = "reference", "the reference that it names"
        HAND = "hand", "an officer"

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="messages"
    )
    # See `documents.mails.keys`. The same for copies in several boxes.
    content_key = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=Kind)
    direction = models.CharField(
        max_length=10, choices=Direction, default=Direction.RECEIVED
    )
    message_id = models.CharField(max_length=1000, blank=True)
    # Of the messages answered, and of the earlier conversation, the nearest first.
    answers = ArrayField(models.CharField(max_length=1000), default=list, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    sender_address = models.CharField(max_length=320, blank=True)
    reply_to = models.CharField(max_length=320, blank=True)
    sent_to = models.TextField(blank=True)
    copied_to = models.TextField(blank=True)
    subject = models.CharField(max_length=1000, blank=True)
    text = models.TextField(blank=True)
    # [[start, end]] of quoted history within the text: folded on pages, never cut.
    folds = models.JSONField(default=list, blank=True)
    # What could not be read, and other remarks, in sentences.
    notes = ArrayField(models.TextField(), default=list, blank=True)
    # What the receiving server found out about the sender; only shown.
    authentication = models.TextField(blank=True)
    # The date in its own header, not to be believed.
    sent_at = models.DateTimeField(null=True, blank=True)
    # The first arrival in any mailbox of ours.
    received_at = models.DateTimeField()

    foi_request = models.ForeignKey(
        FOIRequest,
        on_delete=models.PROTECT,
        related_name="messages",
        null=True,
        blank=True,
    )
    matched_by = models.CharField(max_length=10, choices=MatchedBy, blank=True)
    # The double that the message came for. It is on the file of the other request.
    came_for = models.ForeignKey(
        FOIRequest,
        on_delete=models.PROTECT,
        related_name="messages_elsewhere",
        null=True,
        blank=True,
    )
    # Our letter, returned or answered automatically.
    dispatch = models.ForeignKey(
        Dispatch,
        on_delete=models.PROTECT,
        related_name="messages",
        null=True,
        blank=True,
    )
    # When words, files and bytes were deleted, as of old spam. What identifies the
    # message stays: the same message is never taken in again.
    emptied_at = models.DateTimeField(null=True, blank=True)
    # Of a message on the file of a request: who read it. No letter is issued before.
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        default_permissions = ()
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="message_once_per_authority", fields=["authority", "content_key"]
            ),
            models.CheckConstraint(
                name="message_of_a_request_says_how_it_was_matched",
                condition=Q(foi_request__isnull=True, matched_by="")
                | (Q(foi_request__isnull=False) & ~Q(matched_by="")),
            ),
            models.CheckConstraint(
                name="message_emptied_has_no_words",
                condition=Q(emptied_at__isnull=True)
                | Q(foi_request__isnull=True, text="", subject="", sender_address=""),
            ),
            models.CheckConstraint(
                name="message_for_a_double_is_on_a_file",
                condition=Q(came_for__isnull=True) | Q(foi_request__isnull=False),
            ),
            models.CheckConstraint(
                name="message_read_says_by_whom",
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="message_by_id", fields=["authority", "message_id"]),
            GinIndex(name="message_by_answers", fields=["answers"]),
            models.Index(
                name="message_unread",
                fields=["foi_request"],
                condition=Q(read_at__isnull=True, direction="received", kind="message"),
            ),
        ]

    def __str__(self) -> str:
        return self.subject or "No subject"

    @property
    def sender(self) -> str:
        """Name and address of the sender, as far as the message says them."""
        if self.sender_name and self.sender_address:
            return f"{self.sender_name} ({self.sender_address})"
        return self.sender_name or self.sender_address or "an unnamed sender"

    @property
    def is_unread(self) -> bool:
        """Whether it is on the file of a request, and nobody has read it."""
        return (
            self.foi_request_id is not None
            and self.read_at is None
            and self.direction == self.Direction.RECEIVED
            and not self.is_automatic
        )

    @property
    def is_automatic(self) -> bool:
        """Whether no person wrote it."""
        return self.kind in AUTOMATIC


# What no person wrote: never answered, and filed with the letter concerned.
AUTOMATIC: Final = frozenset(
    {Message.Kind.AUTO_REPLY, Message.Kind.BOUNCE, Message.Kind.RECEIPT}
)


class MessageFile(models.Model):
    """A file that came with a message."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="files")
    kept_file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    # Shown by the message within its words, such as a logo.
    is_inline = models.BooleanField(default=False)
    # The reason of a gap, in a sentence; "" for a whole file.
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="message_file_once_per_place", fields=["message", "position"]
            )
        ]

    def __str__(self) -> str:
        return self.name
