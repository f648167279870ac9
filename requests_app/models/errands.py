"""Work to be done later, as rows: the database, not the broker, knows what waits."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class Errand(models.Model):
    """One effect still to be brought about, exactly once.

    Written in the transaction that decides on it; a worker takes it under a lease. A
    worker that dies lets the lease run out, and another takes it.
    """

    class Kind(models.TextChoices):
        """What is to be done."""

        SEND_EMAIL = "send_email", "Send an e-mail"
        MAKE_PDF = "make_pdf", "Make a letter's PDF"

    kind = models.CharField(max_length=20, choices=Kind)
    # Names the effect: the same one asked for twice is one row.
    effect_key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())
    # Not to be tried before this moment: after a failure, later and later.
    due_at = models.DateTimeField(db_default=Now())
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    # Tried too often, or it may have happened and nobody can tell: a person decides.
    needs_attention = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="errand_done_is_not_leased",
                condition=Q(done_at__isnull=True) | Q(leased_until__isnull=True),
            )
        ]
        indexes = [
            models.Index(
                F("kind"),
                F("due_at"),
                name="errand_waiting",
                condition=Q(done_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.effect_key
