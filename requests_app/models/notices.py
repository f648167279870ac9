"""Notices to people of the office, and how each person wants them mailed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from requests_app.models.requests import FOIRequest


class Way(models.TextChoices):
    """How a notice reaches a person by e-mail. The page shows it in any case."""

    AT_ONCE = "at_once", "At once"
    DIGEST = "digest", "In one e-mail each morning"
    NONE = "none", "Not by e-mail"


class Notice(models.Model):
    """One thing told to one person, shown on the page and mailed as they chose.

    The words and the URL have a reference, never the requester.
    """

    class Kind(models.TextChoices):
        """What happened."""

        ASSIGNED = "assigned", "Request assigned"
        TAKEN = "taken", "Request taken"
        PASSED_ON = "passed_on", "Request passed on"
        GIVEN_BACK = "given_back", "Request given back"
        HANDED_OVER = "handed_over", "Requests handed over"
        SENT_FOR_CLEARANCE = "sent_for_clearance", "Sent for clearance"
        RETURNED = "returned", "Returned"
        CLEARED = "cleared", "Cleared"
        CLEARANCE_DUE = "clearance_due", "Clearance due"
        ASKED = "asked", "Question for a department"
        REPLIED = "replied", "Department replied"
        DECLINED = "declined", "Department declined"
        REPLY_LATE = "reply_late", "Reply late"
        MENTIONED = "mentioned", "Named in a comment"
        TASK = "task", "Task"
        REVIEW = "review", "Internal review"
        BOUNCED = "bounced", "Letter not delivered"
        UNPOSTED = "unposted", "Letter not posted"
        REMINDER = "reminder", "Reminder"
        DATE_MOVED = "date_moved", "Due date moved"
        ADVICE = "advice", "Advice"
        LEAVE = "leave", "Leave"
        WORDING = "wording", "Wording to review"
        PRIORITY = "priority", "Priority asked for"
        EXPORT = "export", "Export"
        OUTGOING = "outgoing", "Letters do not leave"
        MAILBOX = "mailbox", "Mailbox"
        FILE = "file", "File held"
        MAIL = "mail", "Message received"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    foi_request = models.ForeignKey(
        FOIRequest,
        on_delete=models.CASCADE,
        related_name="notices",
        null=True,
        blank=True,
    )
    words = models.TextField()
    url = models.CharField(max_length=500)
    # Names the event, so that each person is told of the event once.
    key = models.CharField(max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    on = models.DateField()
    at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True, blank=True)
    # As the person had chosen when the notice was written.
    way = models.CharField(max_length=10, choices=Way)
    # The moment the e-mail with this notice was queued.
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="notice_once_per_person_and_event", fields=["person", "key"]
            )
        ]
        indexes = [
            models.Index(
                name="notice_unread",
                fields=["person", "url"],
                condition=Q(read_at__isnull=True),
            ),
            models.Index(name="notice_by_moment", fields=["at"]),
            models.Index(
                name="notice_to_mail",
                fields=["way", "person"],
                condition=Q(mailed_at__isnull=True) & ~Q(way=Way.NONE),
            ),
        ]

    def __str__(self) -> str:
        return self.words


class DeletedNotice(models.Model):
    """The mark of a notice deleted for its age, so that the event is not told again."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        # The constraint has an index that begins with the person.
        db_index=False,
    )
    # The first half of the SHA-256 of the key.
    key_hash = models.UUIDField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="deleted_notice_once", fields=["person", "key_hash"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}, {self.key_hash}"


class NoticeChoices(models.Model):
    """How a person wants each group of notices mailed; the usual way where unsaid."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="notice_choices",
    )
    # A `Way` by the name of each group, of `requests_app.telling.groups`.
    ways = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "notice choices"

    def __str__(self) -> str:
        return f"{self.person}"


class Digest(models.Model):
    """The morning e-mail of one person on one day."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests"
    )
    on = models.DateField()
    sent_at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="digest_once_per_person_and_day", fields=["person", "on"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.on}"
