"""What the public form keeps: what was sent, links to progress, answers shown."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q

from accounts.models import Authority
from mail.models.messages import Message
from requests_app.models import FOIRequest
from responses.models import Letter


class Submission(models.Model):
    """What a person sent by the public form, beside the words of the message."""

    message = models.OneToOneField(
        Message, on_delete=models.CASCADE, related_name="submission"
    )
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="submissions"
    )
    receipt = models.CharField(max_length=20, unique=True)
    address = models.TextField(blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    # How the answer is wanted, such as in large print; s.11 of the Act.
    format_wanted = models.CharField(max_length=500, blank=True)
    # For limits alone: a keyed hash of the network address, emptied after a day, and
    # the puzzle that the browser solved.
    client = models.CharField(max_length=64, blank=True)
    proof = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="proof_counts_once", fields=["proof"], condition=~Q(proof="")
            )
        ]
        indexes = [
            models.Index(name="submission_of_authority", fields=["authority", "at"]),
            models.Index(
                name="submission_of_client",
                fields=["client", "at"],
                condition=~Q(client=""),
            ),
        ]

    def __str__(self) -> str:
        return self.receipt


class ProgressLink(models.Model):
    """A link by which a requester sees how far the request is.

    The database cannot tell the token: it has a hash, and a number from which the
    server's secret key makes the token again.
    """

    message = models.OneToOneField(
        Message,
        on_delete=models.CASCADE,
        related_name="progress_link",
        null=True,
        blank=True,
    )
    foi_request = models.ForeignKey(
        FOIRequest,
        on_delete=models.PROTECT,
        related_name="progress_links",
        null=True,
        blank=True,
    )
    nonce = models.CharField(max_length=43)
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    made_at = models.DateTimeField()
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="progress_of_a_message_or_a_request",
                condition=Q(message__isnull=False, foi_request__isnull=True)
                | Q(message__isnull=True, foi_request__isnull=False),
            ),
            models.CheckConstraint(
                name="progress_link_revoked_says_by_whom",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_progress_link_in_force",
                fields=["foi_request"],
                condition=Q(revoked_at__isnull=True, foi_request__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Link of {self.made_at:%d.%m.%Y}"


class PublicAnswer(models.Model):
    """An answer that an officer shows to everybody on the public form."""

    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, related_name="public_answer"
    )
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="public_answers"
    )
    title = models.CharField(max_length=200)
    # The words of the letter's version for publication, to be found by.
    words = models.TextField()
    vector = models.GeneratedField(
        expression=SearchVector("title", "words", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    shown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    shown_on = models.DateField()

    class Meta:
        default_permissions = ()
        ordering = ["-shown_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="public_answer_says_something",
                condition=~Q(title="") & ~Q(words=""),
            )
        ]
        indexes = [GinIndex(name="public_answer_words", fields=["vector"])]

    def __str__(self) -> str:
        return self.title


class AnswerTally(models.Model):
    """How often the answers shown before sending told enough, a day each."""

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="answer_tallies"
    )
    on = models.DateField()
    shown = models.PositiveIntegerField(default=0, db_default=0)
    told_enough = models.PositiveIntegerField(default=0, db_default=0)
    not_enough = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        default_permissions = ()
        ordering = ["-on"]
        constraints = [
            models.UniqueConstraint(name="one_tally_a_day", fields=["authority", "on"])
        ]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}"
