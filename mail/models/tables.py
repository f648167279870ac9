"""Workbooks whose rows an officer took as questions of a message."""

from django.db import models

from mail.models.entries import Entry
from requests_app.models import QuestionTable


class EntryTable(models.Model):
    """A workbook that came with a message, with its rows among the questions."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="tables")
    table = models.ForeignKey(QuestionTable, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    # {sheet: [header, number, question, answer]}, counted from 1; 0 for none.
    columns = models.JSONField(default=dict)
    # What was put below the words of the message.
    added = models.TextField()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="entry_table_once", fields=["entry", "table"])
        ]

    def __str__(self) -> str:
        return self.name
