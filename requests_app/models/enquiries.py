"""Questions put to the department that holds the information, and its replies."""

from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Department
from requests_app.models.questions import Question
from requests_app.models.requests import FOIRequest
from requests_app.querysets import EnquiryQuerySet

# In characters: a person, or the mailbox of a link.
_NAME: Final = 254
# After so long without a word, pages say that the department has not accepted.
TO_ACCEPT: Final = timedelta(hours=48)


class Enquiry(models.Model):
    """Some questions of a request, put to a department.

    The person who replies sees only the questions, the message and the material, not
    the requester or the rest of the request.
    """

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="enquiries"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="enquiries"
    )
    questions = models.ManyToManyField(Question, related_name="enquiries")
    message = models.TextField(blank=True)
    # The received text, as far as the department may see it.
    material = models.TextField(blank=True, db_default="", default="")
    # False after an officer gave the reason for naming the requester.
    is_blind = models.BooleanField(default=True, db_default=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_on = models.DateField()
    asked_at = models.DateTimeField(db_default=Now())
    wanted_by = models.DateField()
    # The enquiry asked about.
    follows = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    # The day of the first reply.
    replied_on = models.DateField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.CharField(max_length=_NAME, blank=True, db_default="")
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.CharField(max_length=_NAME, blank=True, db_default="")
    decline_reason = models.TextField(blank=True, db_default="", default="")
    suggested = models.ForeignKey(
        Department, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    # The later day asked for, until an officer decides.
    more_time_until = models.DateField(null=True, blank=True)
    more_time_reason = models.TextField(blank=True, db_default="", default="")
    dealt_with_at = models.DateTimeField(null=True, blank=True)
    dealt_with_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "enquiries"
        default_permissions = ()
        ordering = ["wanted_by", "pk"]
        indexes = [
            models.Index(
                name="enquiry_waits_by_day",
                fields=["wanted_by"],
                include=["foi_request", "department"],
                # The conditions of `EnquiryQuerySet.unanswered`.
                condition=Q(
                    replied_on__isnull=True,
                    declined_at__isnull=True,
                    withdrawn_at__isnull=True,
                    dealt_with_at__isnull=True,
                ),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="enquiry_accepted_says_who",
                condition=Q(accepted_at__isnull=True, accepted_by="")
                | (Q(accepted_at__isnull=False) & ~Q(accepted_by="")),
            ),
            models.CheckConstraint(
                name="enquiry_declined_says_who_and_why",
                condition=Q(declined_at__isnull=True, declined_by="", decline_reason="")
                | (
                    Q(declined_at__isnull=False)
                    & ~Q(declined_by="")
                    & ~Q(decline_reason="")
                ),
            ),
            models.CheckConstraint(
                name="enquiry_dealt_with_says_who",
                condition=Q(dealt_with_at__isnull=True, dealt_with_by__isnull=True)
                | Q(dealt_with_at__isnull=False, dealt_with_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department}, by {self.wanted_by}"

    @property
    def is_wanted(self) -> bool:
        """Whether a reply is still wanted, as far as the enquiry itself tells."""
        return not (
            self.replied_on
            or self.declined_at
            or self.withdrawn_at
            or self.dealt_with_at
        )

    def is_unaccepted(self, at: datetime) -> bool:
        """Whether the department has said nothing for too long."""
        is_silent = self.accepted_at is None and self.is_wanted
        return is_silent and self.asked_at <= at - TO_ACCEPT

    def days_late(self, on: date) -> int:
        """Return how many days after the day wanted `on` is, for what is waited for."""
        return max(0, (on - self.wanted_by).days) if self.is_wanted else 0


class EnquiryLink(models.Model):
    """A link by which a person without an account answers one enquiry.

    Only the hash of the token is stored. The token itself is made from `nonce` and the
    key of the installation, so a reminder can carry the same link again.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="links")
    address = models.EmailField()
    nonce = models.CharField(max_length=43, unique=True)
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    # The mail server refused the address.
    bounced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="enquiry_link_in_force_once_per_address",
                fields=["enquiry", "address"],
                condition=Q(revoked_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.address

    def is_ended(self, at: datetime) -> bool:
        """Whether the link opens nothing any more at the moment `at`."""
        return self.revoked_at is not None or self.expires_at <= at


class EnquiryReply(models.Model):
    """A reply of a department, or the draft of a reply while `sent_at` is empty."""

    enquiry = models.ForeignKey(
        Enquiry, on_delete=models.CASCADE, related_name="replies"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    link = models.ForeignKey(
        EnquiryLink,
        on_delete=models.PROTECT,
        related_name="replies",
        null=True,
        blank=True,
    )
    # The writer, as pages show the name.
    name = models.CharField(max_length=_NAME)
    text = models.TextField(blank=True)
    concerns = models.TextField(blank=True, db_default="", default="")
    time_spent_minutes = models.PositiveIntegerField(null=True, blank=True)
    saved_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "enquiry replies"
        default_permissions = ()
        ordering = ["sent_at", "pk"]
        indexes = [
            models.Index(
                name="enquiry_reply_time_by_day",
                fields=["sent_on"],
                include=["enquiry", "time_spent_minutes"],
                condition=Q(time_spent_minutes__gt=0),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="enquiry_reply_is_of_a_person_or_a_link",
                condition=Q(by__isnull=False, link__isnull=True)
                | Q(by__isnull=True, link__isnull=False),
            ),
            models.CheckConstraint(
                name="enquiry_reply_sent_says_when",
                condition=Q(sent_at__isnull=True, sent_on__isnull=True)
                | Q(sent_at__isnull=False, sent_on__isnull=False),
            ),
            models.UniqueConstraint(
                name="enquiry_draft_once_per_person",
                fields=["enquiry", "by"],
                condition=Q(sent_at__isnull=True, by__isnull=False),
            ),
            models.UniqueConstraint(
                name="enquiry_draft_once_per_link",
                fields=["link"],
                condition=Q(sent_at__isnull=True, link__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.enquiry}"


class EnquiryReplyPart(models.Model):
    """What a reply says to one question."""

    reply = models.ForeignKey(
        EnquiryReply, on_delete=models.CASCADE, related_name="parts"
    )
    # Null once the question is no longer asked.
    question = models.ForeignKey(
        Question,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    text = models.TextField(blank=True)
    concerns = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]


class EnquiryStage(models.Model):
    """A department was told of an enquiry, or reminded: each stage once for a day."""

    class Stage(models.TextChoices):
        """What the department, or its head, was told."""

        NEW = "new", "Told of the questions"
        SOON = "soon", "Reminded before the day"
        TODAY = "today", "Reminded on the day"
        LATE = "late", "Told that the reply is late"
        ESCALATED = "escalated", "Head of the department told"

    enquiry = models.ForeignKey(
        Enquiry, on_delete=models.CASCADE, related_name="stages"
    )
    stage = models.CharField(max_length=20, choices=Stage)
    # A later day begins the reminders again.
    wanted_by = models.DateField()
    on = models.DateField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="enquiry_stage_told_once", fields=["enquiry", "stage", "wanted_by"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}, {self.on}"
