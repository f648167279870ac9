"""Suggested changes to answers, and drafts sent to Word and returned."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from requests_app.models import FOIRequest
from responses.models.answers import Answer
from responses.querysets import SuggestionQuerySet


class WordDraft(models.Model):
    """A draft sent out as a Word document."""

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="word_drafts"
    )
    # Stands in the tag of each of its content controls, and cannot be guessed.
    key = models.CharField(max_length=32, unique=True)
    # Each control in order with its words, by `responses.word_drafts.sent`.
    controls = models.JSONField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"Draft of {self.foi_request_id} in Word"


class WordReturn(models.Model):
    """A returned Word document, and the report on it."""

    draft = models.ForeignKey(
        WordDraft, on_delete=models.CASCADE, related_name="returns"
    )
    name = models.CharField(max_length=200)
    # The parts taken and refused, by `responses.word_drafts.report`.
    report = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class SuggestionBase(models.Model):
    """The words of an answer as the authors of suggestions read them."""

    answer = models.ForeignKey(
        Answer, on_delete=models.CASCADE, related_name="suggestion_bases"
    )
    version = models.PositiveIntegerField()
    # The running text, by `documents.richtext.running`.
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"version {self.version}"


class Suggestion(models.Model):
    """A suggested change to the words of an answer."""

    class State(models.TextChoices):
        """The decision on a suggestion."""

        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused"

    base = models.ForeignKey(
        SuggestionBase, on_delete=models.CASCADE, related_name="suggestions"
    )
    # The passage of these words to be replaced; without length, where words come in.
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField(blank=True)
    # The author's account; without an account, the name as Word has it.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    author_name = models.CharField(max_length=200, blank=True)
    # False for a change made in Word while tracking was switched off.
    is_tracked = models.BooleanField(default=True)
    written_at = models.DateTimeField(null=True, blank=True)
    came_with = models.ForeignKey(
        WordReturn,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="suggestions",
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="suggestion_ends_after_start", condition=Q(end__gte=F("start"))
            ),
            models.CheckConstraint(
                name="suggestion_decided_by_a_person",
                condition=(
                    Q(state="open", decided_by=None, decided_at=None)
                    | (
                        Q(state__in=["accepted", "refused"])
                        & Q(decided_by__isnull=False, decided_at__isnull=False)
                    )
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.removed}” becomes “{self.words}”"

    @property
    def removed(self) -> str:
        """The words to be replaced."""
        return self.base.words[self.start : self.end]

    @property
    def called(self) -> str:
        """The name of the author."""
        return str(self.author) if self.author else self.author_name or "No name"
