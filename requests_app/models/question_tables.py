"""Workbooks with questions: their sheets, and the requests made of them."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from requests_app.models.files import KeptFile
from requests_app.models.requests import FOIRequest


class QuestionTable(models.Model):
    """The sheets of a file, which can be read afresh at any time."""

    kept_file = models.OneToOneField(
        KeptFile, on_delete=models.CASCADE, related_name="question_table"
    )
    # As `documents.question_sheets.sheets.Sheet` has them.
    sheets = models.JSONField(default=list, blank=True)
    # Why the file cannot be read, in a sentence.
    refused = models.TextField(blank=True)
    # Empty while the file is being read.
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="question_table_read_has_sheets_or_a_reason",
                condition=Q(read_at__isnull=True, sheets=[], refused="")
                | Q(read_at__isnull=False) & (~Q(sheets=[]) | ~Q(refused="")),
            )
        ]

    def __str__(self) -> str:
        return f"Sheets of {self.kept_file_id}"


class RequestTable(models.Model):
    """A workbook whose rows are questions of a request."""

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.PROTECT, related_name="question_tables"
    )
    table = models.ForeignKey(
        QuestionTable, on_delete=models.PROTECT, related_name="requests"
    )
    name = models.CharField(max_length=255)
    # {sheet: [header, number, question, answer]}, as an officer confirmed them.
    columns = models.JSONField(default=dict)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="request_table_once", fields=["foi_request", "table"]
            )
        ]

    def __str__(self) -> str:
        return self.name
