"""Durable jobs, stored as rows: the database, not the broker, knows what is pending."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Authority
from requests_app.models.requests import FOIRequest
from requests_app.querysets import JobQuerySet


class Job(models.Model):
    """A job with a single effect, to be carried out exactly once.

    The row is written in the transaction that decides on the job. A worker claims the
    job under a lease. If the worker dies, the lease expires and another worker claims
    the job.
    """

    # A registered kind: see `requests_app.jobs.handlers`.
    kind = models.CharField(max_length=30)
    # The request that the job belongs to. Only users who may see it see the job.
    foi_request = models.ForeignKey(
        FOIRequest,
        on_delete=models.CASCADE,
        related_name="jobs",
        null=True,
        blank=True,
    )
    # For a job of no request: the authority whose managers see the job. Null for a job
    # of the whole installation.
    authority = models.ForeignKey(
        Authority,
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
    )
    # Identifies the effect: enqueuing the same key twice makes one row.
    idempotency_key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())
    # The earliest moment to run the job, if not at once. Waiting is counted from then.
    wanted_at = models.DateTimeField(null=True, blank=True)
    # The earliest moment of the next attempt. After each failure the pause doubles.
    due_at = models.DateTimeField(db_default=Now())
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    # The job failed too often, or its outcome is unknown: a person must decide.
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


class WorkerStart(models.Model):
    """The start of a worker process, kept for a day.

    A row that is never marked as ready is of a process that died, or was killed, while
    it loaded.
    """

    host = models.CharField(max_length=255)
    started_at = models.DateTimeField(db_default=Now(), db_index=True)
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.host} at {self.started_at}"


class JobDecision(models.Model):
    """A person's decision about a job that could not be run."""

    class Decision(models.TextChoices):
        """The decision about the job."""

        RETRY = "retry", "Try again"
        CANCEL = "cancel", "Cancel"

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
