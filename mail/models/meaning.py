"""The meaning of the questions of a waiting message, and near questions."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from mail.models.entries import Entry


class EntryMeaning(models.Model):
    """The meaning of the questions of an entry, as a worker stored it.

    Pages only read the row, and show each person only near requests visible to them.
    """

    entry = models.OneToOneField(
        Entry, on_delete=models.CASCADE, primary_key=True, related_name="meaning"
    )
    # Vectors of different models are never compared.
    model = models.CharField(max_length=16)
    # The version of the entry's questions.
    version = models.PositiveIntegerField()
    # The questions compared, and their vectors one after another.
    questions = ArrayField(models.TextField())
    vectors = models.BinaryField()
    # For each question the near previous answers and the near questions of open
    # requests, each as a list of [key, score].
    answers = models.JSONField(default=list)
    asked = models.JSONField(default=list)
    # The other entries that ask mostly the same.
    near = ArrayField(models.BigIntegerField(), default=list, blank=True)
    found_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [
            GinIndex(name="entry_meaning_near", fields=["near"]),
            models.Index(name="entry_meaning_by_age", fields=["found_at"]),
        ]

    def __str__(self) -> str:
        return f"Meaning of {self.entry_id}"
