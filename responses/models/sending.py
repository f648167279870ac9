"""How letters leave: each once, and what became of it."""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Authority
from responses.models.letters import Letter
from responses.querysets import DispatchQuerySet


def print_storage() -> Storage:
    """Return where what is to be printed is kept."""
    return storages["default"]


class Dispatch(models.Model):
    """One sending of a letter, to one address, by one way.

    Written in the transaction that decides on it, together with the job that
    carries it out. Its state follows from its moments.
    """

    class Channel(models.TextChoices):
        """By which way."""

        EMAIL = "email", "E-mail"
        POST = "post", "Post"
        ELSEWHERE = "elsewhere", "Uploaded or handed over elsewhere"

    class Form(models.TextChoices):
        """What an e-mail carries."""

        PDF = "pdf", "A short message with the letter as a PDF"
        TEXT_AND_PDF = "text_and_pdf", "The letter as text, with the PDF"

    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="dispatches"
    )
    channel = models.CharField(max_length=10, choices=Channel)
    form = models.CharField(max_length=20, choices=Form, default=Form.PDF)
    # The e-mail address, the lines of the postal address, or where it was uploaded.
    address = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(db_default=Now())
    # Until then it can be held back.
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
    # When a worker began to hand it to the mail server. While nothing is known of what
    # came of it, it may have been sent: it is never handed over twice by itself.
    begun_at = models.DateTimeField(null=True, blank=True)
    # Since when a person is to find out whether it was sent.
    unconfirmed_since = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # The London day on which it left: a letter is marked as posted later than it was.
    sent_on = models.DateField(null=True, blank=True)
    # Refused by the mail server, or returned later; the letter did not arrive.
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(blank=True)
    # The same however often it is tried, so that a second copy can be told for one.
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
            # Few ever are: home asks for them each time it is opened.
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
        """How it goes out and where to, within a sentence."""
        return way_of(self.channel, self.address)

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be carried out."""
        return not (self.sent_at or self.stopped_at or self.failed_at)

    @property
    def was_returned(self) -> bool:
        """Whether it was sent and was then returned."""
        return bool(self.sent_at and self.failed_at)

    @property
    def may_undo(self) -> bool:
        """Whether it can still be stopped: no worker has begun to send it."""
        return self.is_waiting and self.begun_at is None


def way_of(channel: str, address: str) -> str:
    """Return how a letter goes out and where to, within a sentence."""
    lines = (line.strip() for line in address.splitlines())
    place = ", ".join(line for line in lines if line)
    said = {
        Dispatch.Channel.EMAIL: f"by e-mail to {place}",
        Dispatch.Channel.POST: f"by post to {place}",
        Dispatch.Channel.ELSEWHERE: f"elsewhere: {place}",
    }
    return said[Dispatch.Channel(channel)]


class PrintRun(models.Model):
    """Letters for the post in one file, with a sheet before each, for the printer."""

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="print_runs"
    )
    dispatches = models.ManyToManyField(Dispatch, related_name="print_runs")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(db_default=Now())
    # Names the form that asked for it: the same one sent twice is one file.
    form_key = models.UUIDField(unique=True)
    # How far the worker has come; why it could not go on, while it cannot.
    joined = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(
        upload_to="prints/", storage=print_storage, blank=True, max_length=200
    )
    sha256 = models.CharField(max_length=64, blank=True)
    # [[reference, why]] of the letters that could not be put into it.
    left_out = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"Letters for the post, {self.asked_at:%d.%m.%Y %H:%M}"


class LetterWithdrawal(models.Model):
    """A letter taken back after it went out: kept, and marked wherever it shows."""

    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, related_name="withdrawal"
    )
    reason = models.TextField()
    # What the requester is asked to do with it; empty where nothing is.
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
    """A letter in the form for the archive: PDF/A-2a, or 3a with its enclosures."""

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
