"""Dated facts of the law entered by this installation."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from statute.dated import Entry, Fact

FACT_LABELS = [(fact.value, fact.label) for fact in Fact]


class DatedEntry(models.Model):
    """What holds from a day on, such as a regulator's new address.

    A row is never changed or deleted. A row entered in error is withdrawn, with a
    reason.
    """

    fact = models.CharField(max_length=30, choices=FACT_LABELS)
    from_on = models.DateField()
    # The details of the entry, by their names in `statute.dated`.
    values = models.JSONField()
    # Where the entry was read, and the details that no source confirms.
    source = models.TextField()
    unverified = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now())
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-from_on", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="dated_entry_says_where_and_why",
                condition=~Q(source="") & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="dated_entry_withdrawn_says_who_when_and_why",
                condition=Q(
                    withdrawn_by__isnull=True,
                    withdrawn_on__isnull=True,
                    withdrawal_reason="",
                )
                | (
                    Q(withdrawn_by__isnull=False, withdrawn_on__isnull=False)
                    & ~Q(withdrawal_reason="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return Fact(self.fact).label

    def as_entry(self) -> Entry:
        """Return the entry in the form that the statute takes."""
        return Entry(
            fact=Fact(self.fact),
            from_on=self.from_on,
            values={
                name: tuple(value) if isinstance(value, list) else value
                for name, value in self.values.items()
            },
            source=self.source,
            unverified=frozenset(self.unverified),
        )
