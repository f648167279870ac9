"""The index of words of requests."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import (
    CombinedSearchVector,
    SearchVectorField,
)
from django.db import models
from django.db.models import F

from accounts.models import Authority
from requests_app.models.requests import FOIRequest


class SearchEntry(models.Model):
    """The words of one request, its answers, letters, files and replies.

    A table of its own: a request changes many times, and each change would write all of
    its words into the index again.
    """

    foi_request = models.OneToOneField(
        FOIRequest,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="search_entry",
    )
    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    received_on = models.DateField()
    # Of the request as it came; of its answers; of letters, files and replies.
    asked = SearchVectorField(default="", db_default="")
    answered = SearchVectorField(default="", db_default="")
    added = SearchVectorField(default="", db_default="")
    words = models.GeneratedField(
        expression=CombinedSearchVector(
            CombinedSearchVector(F("asked"), "||", F("answered"), config=None),
            "||",
            F("added"),
            config=None,
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    # The version of the index at writing. Older entries are written again.
    version = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "search entries"
        default_permissions = ()
        indexes = [
            GinIndex(name="search_entry_words", fields=["words"]),
            models.Index(
                name="search_entry_newest",
                fields=["authority", "-received_on", "-foi_request"],
            ),
            models.Index(name="search_entry_version", fields=["version"]),
        ]

    def __str__(self) -> str:
        return f"Words of {self.foi_request_id}"


class SearchWord(models.Model):
    """A word in a request of an authority, for near spellings.

    Each is looked for among the requests visible to a person before it is offered.
    """

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    # Compared by its characters, so that the index finds words by their beginning.
    word = models.CharField(max_length=30, db_collation="C")
    # See `documents.finding.near`.
    near = ArrayField(models.CharField(max_length=30))

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="search_word_once", fields=["authority", "word"]
            ),
        ]
        indexes = [GinIndex(name="search_word_near", fields=["near"])]

    def __str__(self) -> str:
        return self.word
