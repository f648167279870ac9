"""Work to be done later, as rows: the database, not the broker, knows what waits."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from requests_app.models.requests import FOIRequest
from requests_app.querysets import JobQuerySet


class Job(models.Model):
    """One effect still to be brought about, exactly once.

    Written in the transaction that decides on it; a worker takes it under a lease. A
    worker that dies lets the lease run out, and another takes it.
    """

    class Kind(models.TextChoices):
        """What is to be done."""

        SEND_EMAIL = "send_email", "Send an e-mail"
        MAKE_PDF = "make_pdf", "Make a letter's PDF"
        RECALCULATE_DUE_DATES = "recalculate_due_dates", "Work out due dates afresh"
        SEND_LETTER = "send_letter", "Send a letter by e-mail"
        SCAN_ENCLOSURE = "scan_enclosure", "Look through an enclosure"
        MAKE_DRAFT_PDF = "make_draft_pdf", "Make a draft's PDF"
        MAKE_ARCHIVE_PDF = "make_archive_pdf", "Make a letter's PDF for the archive"
        PRINT_LETTERS = "print_letters", "Join letters for the printer"
        RUN_BATCH = "run_batch", "Work through a batch of letters"
        READ_PREVIOUS_RESPONSE = "read_previous_response", "Read an old letter"

    kind = models.CharField(max_length=30, choices=Kind)
    # What it is for: whoever may not see the request may not see the job.
    foi_request = models.ForeignKey(
        FOIRequest,
        on_delete=models.CASCADE,
        related_name="jobs",
        null=True,
        blank=True,
    )
    # Names the effect: the same one asked for twice is one row.
    idempotency_key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())
    # What is wanted later, from when; it does not wait until then.
    wanted_at = models.DateTimeField(null=True, blank=True)
    # Not to be tried before this moment: after a failure, later and later.
    due_at = models.DateTimeField(db_default=Now())
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    # Tried too often, or it may have happened and nobody can tell: a person decides.
    needs_attention = models.BooleanField(default=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="job_done_is_not_leased",
                condition=Q(done_at__isnull=True) | Q(leased_until__isnull=True),
            )
        ]
        indexes = [
            models.Index(
                F("kind"),
                F("due_at"),
                name="job_waiting",
                condition=Q(done_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.idempotency_key

    @property
    def may_be_cancelled(self) -> bool:
        """Whether the office can do without it: a letter needs its PDF."""
        return self.kind == self.Kind.SEND_EMAIL


class JobDecision(models.Model):
    """What a person decided about a job that could not be run."""

    class Decision(models.TextChoices):
        """What is to become of it."""

        RETRY = "retry", "Try again"
        CANCEL = "cancel", "Do not do it"

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="decisions")
    decision = models.CharField(max_length=10, choices=Decision)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="job_cancelled_says_why",
                condition=~Q(decision="cancel") | ~Q(reason=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.job}: {self.get_decision_display()}"
