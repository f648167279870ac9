"""Imports of past requests: how far each is, and what was wrong with its rows."""

from typing import Final

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Authority

# Where the files are stored, each in a folder named after the key of its import.
FOLDER: Final = "past-requests/"


def _default_storage() -> Storage:
    return storages["default"]


def _path(past_import: "PastImport", name: str) -> str:
    ending = "xlsx" if name.lower().endswith(("xlsx", "xlsm")) else "csv"
    return f"{FOLDER}{past_import.sha256[:32]}.{ending}"


class PastImport(models.Model):
    """A table of past requests: first checked, then imported."""

    class Step(models.TextChoices):
        """What is done with the file."""

        CHECK = "check", "Check"
        IMPORT = "import", "Import"

    class State(models.TextChoices):
        """How far the step is."""

        RUNNING = "running", "Under way"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"
        REFUSED = "refused", "Refused"

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="past_imports"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Empty when the command imports.",
    )
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    # Deleted after the import, and with the import. The command stores no file.
    file = models.FileField(
        upload_to=_path, storage=_default_storage, blank=True, max_length=200
    )
    step = models.CharField(max_length=10, choices=Step, default=Step.CHECK)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    # The number of the turn: raised whenever the step is begun or continued.
    turn = models.PositiveIntegerField(default=1)
    # Why the file as a whole cannot be read.
    problem = models.TextField(blank=True)
    # The first line of the table, and the names in it that are not read.
    header = ArrayField(models.TextField(), default=list, blank=True)
    unknown = ArrayField(models.TextField(), default=list, blank=True)
    # How many rows there are; None before the file was read.
    rows = models.PositiveIntegerField(null=True, blank=True)
    # The rows dealt with and committed, from the top.
    last_row = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    there = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    noted = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_past_import_at_a_time",
                fields=["authority"],
                condition=Q(state="running"),
            ),
            models.CheckConstraint(
                name="past_import_counts_every_row",
                condition=Q(last_row=F("made") + F("there") + F("rejected")),
            ),
            models.CheckConstraint(
                name="past_import_refused_says_why",
                condition=~Q(state="refused") | ~Q(problem=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("past-import", kwargs={"past_import": self.pk})

    @property
    def job_key(self) -> str:
        """The key of the job that carries out the step."""
        return f"past-import-{self.pk}-{self.turn}"

    @property
    def is_running(self) -> bool:
        """Whether rows are being checked or imported."""
        return self.state == self.State.RUNNING

    @property
    def is_checked(self) -> bool:
        """Whether the import may begin."""
        return self.step == self.Step.CHECK and self.state == self.State.DONE

    @property
    def is_imported(self) -> bool:
        """Whether every row was dealt with."""
        return self.step == self.Step.IMPORT and self.state == self.State.DONE

    @property
    def percent(self) -> int:
        """How much is done, of a hundred."""
        return min(100, 100 * self.last_row // self.rows) if self.rows else 0


class PastImportFinding(models.Model):
    """A row that was rejected, or something to know of a row that was not."""

    past_import = models.ForeignKey(
        PastImport, on_delete=models.CASCADE, related_name="findings"
    )
    # Of the file, the first line of the row.
    line = models.PositiveIntegerField()
    is_rejected = models.BooleanField(default=True)
    says = models.TextField()
    # The row as it was in the file; only of a rejected row.
    cells = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        indexes = [
            models.Index(
                name="past_import_findings", fields=["past_import", "is_rejected", "id"]
            )
        ]

    def __str__(self) -> str:
        return f"Line {self.line}: {self.says}"
