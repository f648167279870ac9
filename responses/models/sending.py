"""Dispatches of letters, and their results."""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Authority
from responses.models.letters import Letter
from responses.querysets import DispatchQuerySet


def print_storage() -> Storage:
    """Return the storage for files to print."""
    return storages["default"]


class Dispatch(models.Model):
    """The sending of a letter, once, to one address, through one channel.

    The row is written in the transaction of the decision, together with the job that
    does the sending. Its state follows from its times.
    """

    class Channel(models.TextChoices):
        """Channel through which a letter is sent."""

        EMAIL = "email", "E-mail"
        POST = "post", "Post"
        ELSEWHERE = "elsewhere", "Uploaded or handed over elsewhere"

    class Form(models.TextChoices):
        """Contents of an e-mail."""

        PDF = "pdf", "A short message with the letter as a PDF"
        TEXT_AND_PDF = "text_and_pdf", "The letter as text, with the PDF"

    class Door(models.TextChoices):
        """By what a letter leaves, where not by the usual way of its channel."""

        USUAL = "", "The installation’s mail server, or the print queue"
        SMTP = "smtp", "The authority’s mail server"
        GRAPH = "graph", "Microsoft 365"
        NOTIFY = "notify", "GOV.UK Notify"

    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="dispatches"
    )
    channel = models.CharField(max_length=10, choices=Channel)
    form = models.CharField(max_length=20, choices=Form, default=Form.PDF)
    # The e-mail address, the lines of the postal address, or the place of upload.
    address = models.TextField()
    # Of post, decided with the sending; of e-mail, when a worker begins.
    door = models.CharField(
        max_length=10, choices=Door, blank=True, default="", db_default=""
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(db_default=Now())
    # Until this moment the send can be undone.
    due_at = models.DateTimeField(db_default=Now())
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    printed_at = models.DateTimeField(null=True, blank=True)
    # When a worker began to hand the message to the mail server. Until the result is
    # known the message may have been sent. It is never handed over a second time
    # automatically.
    begun_at = models.DateTimeField(null=True, blank=True)
    # Since when an officer must find out whether the letter was sent.
    unconfirmed_since = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # The London day of sending. A letter may be marked as posted on a later day.
    sent_on = models.DateField(null=True, blank=True)
    # Refused by the mail server, or returned later: the letter did not arrive.
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(blank=True)
    # The same at every attempt, so that a second copy is recognised as a copy.
    message_id = models.CharField(max_length=200, blank=True)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        ordering = ["letter", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="dispatch_stopped_was_not_sent",
                condition=Q(stopped_at__isnull=True) | Q(sent_at__isnull=True),
            ),
            models.CheckConstraint(
                name="dispatch_failed_says_why",
                condition=Q(failed_at__isnull=True) | ~Q(failure=""),
            ),
            models.CheckConstraint(
                name="dispatch_sent_says_on_which_day",
                condition=Q(sent_at__isnull=True) | Q(sent_on__isnull=False),
            ),
            models.CheckConstraint(
                name="dispatch_unconfirmed_was_begun_and_is_undecided",
                condition=Q(unconfirmed_since__isnull=True)
                | Q(
                    begun_at__isnull=False,
                    sent_at__isnull=True,
                    stopped_at__isnull=True,
                    failed_at__isnull=True,
                ),
            ),
        ]
        indexes = [
            models.Index(
                name="dispatch_waiting",
                fields=["channel", "due_at"],
                condition=Q(
                    sent_at__isnull=True,
                    stopped_at__isnull=True,
                    failed_at__isnull=True,
                ),
            ),
            # A mail received names the letter that it answers.
            models.Index(
                name="dispatch_by_message_id",
                fields=["message_id"],
                condition=~Q(message_id=""),
            ),
            # These rows are few, and the home page queries them on each visit.
            models.Index(
                name="dispatch_undelivered",
                fields=["letter"],
                condition=Q(failed_at__isnull=False)
                | Q(unconfirmed_since__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} to {self.address}"

    @property
    def way(self) -> str:
        """Describe the channel and address, for use within a sentence."""
        return way_of(self.channel, self.address)

    @property
    def is_waiting(self) -> bool:
        """Whether the dispatch is neither sent, nor stopped, nor failed."""
        return not (self.sent_at or self.stopped_at or self.failed_at)

    @property
    def was_returned(self) -> bool:
        """Whether the letter was sent and then returned."""
        return bool(self.sent_at and self.failed_at)

    @property
    def may_undo(self) -> bool:
        """Whether the send can be undone: no worker has begun it."""
        return self.is_waiting and self.begun_at is None


def way_of(channel: str, address: str) -> str:
    """Describe a channel and address, for use within a sentence."""
    lines = (line.strip() for line in address.splitlines())
    place = ", ".join(line for line in lines if line)
    said = {
        Dispatch.Channel.EMAIL: f"by e-mail to {place}",
        Dispatch.Channel.POST: f"by post to {place}",
        Dispatch.Channel.ELSEWHERE: f"elsewhere: {place}",
    }
    return said[Dispatch.Channel(channel)]


class PrintRun(models.Model):
    """Letters to post in one file, with a cover sheet before each letter."""

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="print_runs"
    )
    dispatches = models.ManyToManyField(Dispatch, related_name="print_runs")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(db_default=Now())
    # Identifies the form submitted: the same form sent twice makes one file.
    form_key = models.UUIDField(unique=True)
    # The letters joined so far.
    joined = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(
        upload_to="prints/", storage=print_storage, blank=True, max_length=200
    )
    sha256 = models.CharField(max_length=64, blank=True)
    # [[reference, reason]] of each letter that could not be joined.
    left_out = models.JSONField(default=list, blank=True)
    # [[reference, reason]] of each letter that does not fit a window envelope.
    unfit = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"Letters to post, {self.asked_at:%d.%m.%Y %H:%M}"


class LetterWithdrawal(models.Model):
    """The withdrawal of an issued letter, which is kept and marked as withdrawn."""

    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, related_name="withdrawal"
    )
    reason = models.TextField()
    # What the requester is asked to do with the letter; empty for nothing.
    asks = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Withdrawal of {self.letter}"


class ArchivedLetter(models.Model):
    """A letter in its archive form: PDF/A-2a, or PDF/A-3a with enclosures."""

    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, related_name="archived"
    )
    variant = models.CharField(max_length=20)
    file = models.FileField(upload_to="letters/", max_length=200)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.letter} as {self.variant}"
