"""Returns as published, and the tables of an authority's own."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Authority


class Snapshot(models.Model):
    """The figures of a return for a period, as they were kept.

    A trigger in the database refuses UPDATE, DELETE and TRUNCATE.
    """

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="returns"
    )
    # The name of a return of the data files, or of a table made by the authority.
    report = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    first_on = models.DateField()
    last_on = models.DateField()
    counted_on = models.DateField()
    # The whole return, by `returns/data/return.schema.json`: figures, definitions,
    # version of the software, calendar and settings.
    document = models.JSONField()
    # Identifies the content: the same return kept twice is a single snapshot.
    sha256 = models.CharField(max_length=64)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    kept_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="snapshot_once_for_the_same_content",
                fields=["authority", "report", "first_on", "last_on", "sha256"],
            ),
            models.CheckConstraint(
                name="snapshot_of_a_period_that_is_over",
                condition=Q(first_on__lte=F("last_on"), last_on__lt=F("counted_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("return-snapshot", kwargs={"pk": self.pk})


class SavedTable(models.Model):
    """A table made by an authority: its rows, columns and filters, under a name."""

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="tables"
    )
    name = models.CharField(max_length=120)
    # {"of", "rows", "columns", "where"}, as `returns.building` reads them.
    definition = models.JSONField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["name"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="saved_table_name_once_per_authority", fields=["authority", "name"]
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("return", kwargs={"key": self.key})

    @property
    def key(self) -> str:
        """The name of the table in addresses and snapshots."""
        return f"own-{self.pk}"


class ChosenRows(models.Model):
    """The rows of a return chosen by an authority, in order."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    report = models.CharField(max_length=60)
    rows = ArrayField(models.CharField(max_length=60))

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="rows_chosen_once_per_return", fields=["authority", "report"]
            )
        ]

    def __str__(self) -> str:
        return self.report
