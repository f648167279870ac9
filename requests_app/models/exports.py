"""Exports of requests: files made in the background, kept for whoever asked."""

from typing import Final

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Authority

# Where the files are stored, each in a folder named after the key of its export.
FOLDER: Final = "exports/"


def _default_storage() -> Storage:
    return storages["default"]


class Export(models.Model):
    """A file of requests that a person asked for."""

    class Of(models.TextChoices):
        """What a row of the file is."""

        REQUESTS = "requests", "A row for each request"
        QUESTIONS = "questions", "A row for each question"
        LETTERS = "letters", "A row for each letter"

    class Format(models.TextChoices):
        """The format of the file."""

        XLSX = "xlsx", "Excel workbook (XLSX)"
        ODS = "ods", "OpenDocument spreadsheet (ODS)"
        CSV = "csv", "Comma-separated values (CSV)"

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports"
    )
    # The filters of the list, as its address has them.
    query = models.TextField(blank=True)
    # The filters in words, a line each.
    filters = models.TextField(blank=True)
    of = models.CharField(max_length=10, choices=Of, default=Of.REQUESTS)
    format = models.CharField(max_length=4, choices=Format, default=Format.XLSX)
    has_requesters = models.BooleanField(default=False)
    # The titles of the columns chosen; empty for all.
    columns = ArrayField(
        models.CharField(max_length=60),
        default=list,
        db_default=Value([], output_field=ArrayField(models.CharField())),
        blank=True,
    )
    asked_at = models.DateTimeField(db_default=Now())
    # How many rows there are to write; None before the work began.
    rows = models.PositiveIntegerField(null=True, blank=True)
    rows_done = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(
        upload_to=FOLDER, storage=_default_storage, blank=True, max_length=200
    )

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="export_done_has_its_file",
                condition=Q(done_at__isnull=True) | ~Q(file="") | Q(rows_done=0),
            ),
        ]

    def __str__(self) -> str:
        return f"Export {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{reverse('exports')}#export-{self.pk}"

    @property
    def job_key(self) -> str:
        """The key of the job that makes the file."""
        return f"export-{self.pk}"

    @property
    def is_under_way(self) -> bool:
        """Whether the file is still to be made."""
        return self.done_at is None and self.cancelled_at is None

    @property
    def percent(self) -> int:
        """How much of the file is written, of a hundred."""
        return min(100, 100 * self.rows_done // self.rows) if self.rows else 0


class ExportChoices(models.Model):
    """The columns that a person wants in files, as last chosen."""

    class Columns(models.TextChoices):
        """How the columns of a file are chosen."""

        ALL = "all", "All facts"
        LIST = "list", "The columns of my list"
        CHOSEN = "chosen", "The columns ticked below"

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="export_choices",
    )
    which = models.CharField(max_length=10, choices=Columns, default=Columns.ALL)
    # The titles ticked, by the value of `Export.Of`.
    titles = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "export choices"

    def __str__(self) -> str:
        return f"{self.person_id}: {self.which}"
