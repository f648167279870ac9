"""Entries of the queue: what waits for an officer to decide what becomes of it."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Authority, Team
from mail.models.messages import Message
from requests_app.models import FOIRequest
from requests_app.models.requests import REGIME_LABELS

# Until then the end of an entry can be undone; spam is then deleted.
UNDONE_WITHIN: Final = timedelta(days=30)


class Entry(models.Model):
    """A message in the queue, or a part of it that an officer split off."""

    class End(models.TextChoices):
        """What became of the entry."""

        REGISTERED = "registered", "Registered"
        ATTACHED = "attached", "Attached to a request"
        BUSINESS = "business", "Answered as business as usual"
        NOT_A_REQUEST = "not_a_request", "Not a request"
        SPAM = "spam", "Spam"
        NOT_VALID = "not_valid", "Not valid"
        TRANSFERRED = "transferred", "Transferred"
        SUBJECT_ACCESS = "subject_access", "Subject access request"
        SPLIT = "split", "Split into two"
        JOINED = "joined", "Joined with another"

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="queue_entries"
    )
    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, related_name="entries"
    )
    subject = models.CharField(max_length=1000, blank=True)
    # The words of the message, or a part of them.
    text = models.TextField(blank=True)
    # The day on which the message reached any mailbox of ours, in London, or as an
    # officer corrected the day, with the reason.
    received_on = models.DateField()
    received_at = models.TimeField(null=True, blank=True)
    received_reason = models.TextField(blank=True)

    # Guesses for the officer, made when the message is read; never decided by them.
    regime = models.CharField(max_length=5, choices=REGIME_LABELS)
    regime_reason = models.CharField(max_length=300, blank=True)
    language = models.CharField(
        max_length=2,
        choices=FOIRequest.Language,
        default=FOIRequest.Language.ENGLISH,
    )
    question_count = models.PositiveSmallIntegerField(default=0)
    urgent_reason = models.CharField(max_length=300, blank=True)
    # See `documents.likeness.fingerprints`.
    minhash = models.BinaryField(default=b"")
    bands = ArrayField(models.IntegerField(), default=list, blank=True)

    # Set by rules of the authority.
    team = models.ForeignKey(
        Team, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    flags = ArrayField(
        models.CharField(max_length=30, choices=FOIRequest.Flag),
        default=list,
        blank=True,
    )

    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    claimed_at = models.DateTimeField(null=True, blank=True)

    split_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="parts",
        null=True,
        blank=True,
    )
    joined_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="joined",
        null=True,
        blank=True,
    )
    ended_as = models.CharField(max_length=20, choices=End, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    note = models.TextField(blank=True)
    # A reply already sent, where the end as business as usual was undone.
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    answered_with = models.TextField(blank=True, db_default="")
    foi_request = models.ForeignKey(
        FOIRequest,
        on_delete=models.PROTECT,
        related_name="queue_entries",
        null=True,
        blank=True,
    )
    # A request perhaps meant by the message, for the officer to decide.
    named = models.ForeignKey(
        FOIRequest, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    # The questions as read and corrected so far, each correction a step:
    # [{"note": …, "outline": …}]. `step` counts from 0. Empty until first corrected.
    corrections = models.JSONField(default=list, blank=True)
    step = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "entries"
        default_permissions = ()
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="entry_ended_says_when_and_by_whom",
                condition=Q(ended_as="", ended_at__isnull=True, ended_by__isnull=True)
                | (~Q(ended_as="") & Q(ended_at__isnull=False, ended_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="entry_claimed_says_since_when",
                condition=Q(claimed_by__isnull=True) | Q(claimed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="entry_joined_says_into_which",
                condition=Q(ended_as="joined", joined_into__isnull=False)
                | (~Q(ended_as="joined") & Q(joined_into__isnull=True)),
            ),
            models.CheckConstraint(
                name="entry_registered_names_the_request",
                condition=~Q(ended_as__in=["registered", "attached"])
                | Q(foi_request__isnull=False),
            ),
            # An entry registered twice would be two requests.
            models.UniqueConstraint(
                name="request_registered_from_one_entry",
                fields=["foi_request"],
                condition=Q(ended_as="registered"),
            ),
        ]
        indexes = [
            models.Index(
                name="entry_waiting",
                fields=["authority", "-received_on", "-id"],
                condition=Q(ended_as=""),
            ),
            models.Index(
                name="entry_ended",
                fields=["authority", "-ended_at", "-id"],
                condition=~Q(ended_as=""),
            ),
            models.Index(
                name="entry_spam", fields=["ended_at"], condition=Q(ended_as="spam")
            ),
            GinIndex(
                name="entry_waiting_bands", fields=["bands"], condition=Q(ended_as="")
            ),
        ]

    def __str__(self) -> str:
        return self.subject or "No subject"

    @property
    def is_undoable(self) -> bool:
        """Whether an end of this kind can be undone, within its time.

        A part is not taken out of the message that it was put back into.
        """
        is_put_back = bool(self.split_from_id) and (
            self.joined_into_id == self.split_from_id
        )
        return self.ended_as not in ("", *OF_A_REQUEST) and not is_put_back

    @property
    def deleted_from(self) -> datetime | None:
        """When spam is deleted, and can no longer be undone; None for other ends."""
        if self.ended_as != self.End.SPAM or self.ended_at is None:
            return None
        return self.ended_at + UNDONE_WITHIN

    @property
    def flag_labels(self) -> list[str]:
        """The flags in words."""
        return [str(FOIRequest.Flag(flag).label) for flag in self.flags]


# Ends by which a request was made of the entry.
OF_A_REQUEST: Final = frozenset(
    {Entry.End.REGISTERED, Entry.End.NOT_VALID, Entry.End.TRANSFERRED}
)
